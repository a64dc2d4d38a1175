//! Which releases of which products the tags of images name, and until when these are supported.
//!
//! A tag is understood exactly or not at all: `3.9-slim-buster` names Python 3.9 and Debian 10, `3`, `latest` and a digest
//! name nothing. The tables are read where they stand in the program. Knows no clock and judges nothing.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use super::image::ImageReference;
use crate::date::Date;

/// product, version, released, end, codename; sorted by product. Comments sort before everything.
const CYCLES: &str = include_str!("../../data/release-cycles.tsv");
/// image, product, version; sorted by image.
const IMAGES: &str = include_str!("../../data/release-images.tsv");

/// Words before a version in the later parts of a tag, as `alpine` in `1.13-alpine3.12`.
const WORDS: [(&str, &str); 20] = [
    ("alpine", "Alpine"),
    ("almalinux", "AlmaLinux"),
    ("amazonlinux", "Amazon Linux"),
    ("al", "Amazon Linux"),
    ("centos", "CentOS"),
    ("stream", "CentOS Stream"),
    ("debian", "Debian"),
    ("fedora", "Fedora"),
    ("nanoserver", "Windows Nano Server"),
    ("ol", "Oracle Linux"),
    ("oraclelinux", "Oracle Linux"),
    ("rockylinux", "Rocky Linux"),
    ("ubi", "Red Hat Enterprise Linux"),
    ("ubuntu", "Ubuntu"),
    ("go", "Go"),
    ("node", "Node.js"),
    ("nodejs", "Node.js"),
    ("php", "PHP"),
    ("python", "Python"),
    ("ruby", "Ruby"),
];

/// A release of a product that is supported as one, with all its patch releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cycle {
    /// What people call the product.
    pub product: &'static str,
    /// The beginning of the version that its releases share.
    pub version: &'static str,
    /// Another name that tags use for it, in lower case.
    pub codename: Option<&'static str>,
    /// The day of the first release.
    pub released: Date,
    /// The last day of support, which may lie in the future; `None` while none is announced.
    pub end: Option<Date>,
}

impl Cycle {
    /// Whether it is out of support on `today`.
    #[must_use]
    pub fn has_ended(&self, today: Date) -> bool {
        self.end.is_some_and(|end| end < today)
    }

    /// The version with its other name behind it: `10 (buster)`.
    #[must_use]
    pub fn name(&self) -> String {
        self.codename.map_or_else(|| self.version.to_owned(), |codename| format!("{} ({codename})", self.version))
    }

    /// How many days it is supported, where the end is known.
    #[must_use]
    pub fn days_of_support(&self) -> Option<i32> {
        self.end.map(|end| end.days_since(self.released))
    }
}

impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.product, self.name())
    }
}

/// A release that an image reference names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The release.
    pub cycle: Cycle,
    /// The part of the reference that names it, as bytes of its text.
    pub range: Range<usize>,
}

/// The day on which the tables were made. Later releases are not in them, and later changes of plans neither.
#[must_use]
pub fn as_of() -> Date {
    let line = CYCLES.lines().next().unwrap_or_default();
    let day = line.rsplit(' ').next().and_then(|day| day.parse().ok());
    day.expect("the first line ends with a day, as a test sees to")
}

/// The releases of a product, newest first. `product` is spelt as in [`Cycle::product`].
pub fn of_product(product: &str) -> impl Iterator<Item = Cycle> + use<'_> {
    rows(CYCLES, product).filter_map(read)
}

/// The releases of a product that are there and supported on `today`, as far as was known [`as_of`] the tables' day.
pub fn supported(product: &str, today: Date) -> impl Iterator<Item = Cycle> + use<'_> {
    of_product(product).filter(move |cycle| cycle.released <= today && !cycle.has_ended(today))
}

/// The releases that `image` names: its own product's first, then those of what it is built on.
pub fn of_image<'a>(image: &ImageReference<'a>) -> impl Iterator<Item = Match> + use<'a> {
    let known = product_of(image);
    let fixed = known.and_then(|(product, version)| {
        let cycle = of_product(product).find(|cycle| cycle.version == version)?;
        Some(Match { cycle, range: image.name_range() })
    });
    let tag = image.tag_range().unwrap_or_default();
    let own = known.filter(|(_, version)| *version == "-").and_then(|(product, _)| {
        let part = parts(image.text(), tag.clone()).next()?;
        Some(Match { cycle: cycle_named(product, &image.text()[part.clone()])?, range: part })
    });
    // Distroless images have the distribution in their names.
    let name = if image.name().starts_with("gcr.io/distroless/") { image.name_range() } else { 0..0 };
    let skipped = usize::from(own.is_some());
    let below = below(image.text(), name).chain(below(image.text(), tag).skip(skipped));
    fixed.into_iter().chain(own).chain(below.flatten())
}

/// For each part of `range`, the release of what the image is built on that it names.
fn below(text: &str, range: Range<usize>) -> impl Iterator<Item = Option<Match>> + use<'_> {
    let mut parts = parts(text, range).peekable();
    std::iter::from_fn(move || {
        let part = parts.next()?;
        let word = &text[part.clone()];
        if let Some(cycle) = base_named(word) {
            return Some(Some(Match { cycle, range: part }));
        }
        let next = parts.peek().cloned();
        Some(next.and_then(|next| {
            let cycle = base_of_two_parts(word, &text[next.clone()])?;
            Some(Match { cycle, range: part.start..next.end })
        }))
    })
}

/// The parts of a tag or name between dashes and slashes.
fn parts(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'_> {
    let mut start = range.start;
    text[range].split(['-', '/']).map(move |part| {
        let range = start..start + part.len();
        start = range.end + 1;
        range
    })
}

/// `buster`, `focal`, `alpine3.12`, `ubuntu1804`, `php7.4`.
fn base_named(part: &str) -> Option<Cycle> {
    let Some(digits) = part.find(|c: char| c.is_ascii_digit()) else { return distribution_called(part) };
    let (word, version) = part.split_at(digits);
    let (_, product) = WORDS.into_iter().find(|(known, _)| *known == word)?;
    match (word, version.split_once('.')) {
        // `node1` may be the first of several machines.
        ("node", None) => None,
        ("ubuntu", None) if version.len() == 4 => {
            let is_it = |row: &&str| version_of(row).split_once('.') == version.split_at_checked(2);
            rows(CYCLES, product).find(is_it).and_then(read)
        }
        _ => exact(product, version),
    }
}

/// `debian-10`, `ubuntu-20.04`, `windowsservercore-ltsc2019`. Other words stand before versions of something else:
/// `alpine-5.0` is Zabbix 5.0 on Alpine.
fn base_of_two_parts(word: &str, version: &str) -> Option<Cycle> {
    let product = match word {
        "debian" if version.bytes().all(|byte| byte.is_ascii_digit()) => "Debian",
        "ubuntu" if version.ends_with(".04") || version.ends_with(".10") => "Ubuntu",
        "nanoserver" => "Windows Nano Server",
        "windowsservercore" => "Windows Server Core",
        _ => return None,
    };
    exact(product, version)
}

/// Debian and Ubuntu by name, in tags of any image. Short-lived releases of Ubuntu are left out, because a `groovy` or
/// `cosmic` may be something else.
fn distribution_called(name: &str) -> Option<Cycle> {
    /// Every part of every tag is looked up here.
    static ROWS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        // Of equal names the one of Debian counts.
        let rows = ["Ubuntu", "Debian"].into_iter().flat_map(|product| rows(CYCLES, product));
        rows.filter_map(|row| Some((row.rsplit('\t').next()?, row))).collect()
    });
    let row = *ROWS.get(name)?;
    let long_lived = match version_of(row).split_once('.') {
        Some((year, month)) => {
            month == "04" && year.parse().is_ok_and(|year: u32| year >= 14 && year.is_multiple_of(2))
        }
        None => version_of(row).parse().is_ok_and(|version: u32| version >= 7),
    };
    if long_lived { read(row) } else { None }
}

/// The release of `product` that `part`, the beginning of a tag, names.
fn cycle_named(product: &str, part: &str) -> Option<Cycle> {
    exact(product, part).or_else(|| last_of_series(product, number(part)?))
}

/// The release that is called `part`, or else the one whose version `part` begins with.
fn exact(product: &str, part: &str) -> Option<Cycle> {
    let name = part.strip_prefix("ltsc").unwrap_or(part);
    let number = number(part);
    let mut longest: Option<&'static str> = None;
    for row in rows(CYCLES, product) {
        let version = version_of(row);
        let codename = row.rsplit('\t').next().filter(|codename| *codename != "-");
        if version.eq_ignore_ascii_case(name) || codename.is_some_and(|other| other.eq_ignore_ascii_case(name)) {
            return read(row);
        }
        let fits = number.is_some_and(|number| begins_with(number, version));
        if fits && longest.is_none_or(|longest| version_of(longest).len() < version.len()) {
            longest = Some(row);
        }
    }
    longest.and_then(read)
}

/// `7` of PHP, which stands for 7.4: the newest release of the series, unless an older one is supported longer, because
/// it is not sure then which one the tag stands for. Nothing as long as the series is the newest one, because a release
/// that the tables do not know may have joined it.
fn last_of_series(product: &str, series: &str) -> Option<Cycle> {
    let major = |version: &str| version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    let of_series = || rows(CYCLES, product).filter(|row| begins_with(version_of(row), series)).filter_map(read);
    let supported_until = |cycle: &Cycle| (cycle.end.is_none(), cycle.end);
    let last = of_series().max_by_key(|cycle| cycle.released)?;
    let newest = rows(CYCLES, product).filter_map(|row| major(version_of(row))).max()?;
    let longest = of_series().all(|cycle| supported_until(&cycle) <= supported_until(&last));
    (longest && major(series)? < newest).then_some(last)
}

/// Whether the numbers of `version` begin with those of `start`.
fn begins_with(version: &str, start: &str) -> bool {
    version.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The version number that `part` is; a build number may follow: `3.7.9`, `v2.10`, `8u292`, `11.0.11_9`.
fn number(part: &str) -> Option<&str> {
    let part = part.strip_prefix('v').unwrap_or(part);
    let end = part.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(part.len());
    let (number, rest) = part.split_at(end);
    let build = rest.is_empty()
        || rest.starts_with(['_', '+'])
        || rest.strip_prefix('u').is_some_and(|update| update.starts_with(|c: char| c.is_ascii_digit()));
    (build && !number.is_empty()).then_some(number)
}

/// The product that `image` is, and its version where that is in the name; `-` where the tag says it.
fn product_of(image: &ImageReference<'_>) -> Option<(&'static str, &'static str)> {
    rows(IMAGES, key(image)).next()?.split_once('\t')?.1.split_once('\t')
}

/// The image as the table has it: on Docker Hub, wherever it was copied to, and without the architecture.
fn key<'a>(image: &ImageReference<'a>) -> &'a str {
    /// Registries that copy Docker Hub's official images.
    const MIRRORS: [&str; 3] =
        ["public.ecr.aws/docker/library/", "mirror.gcr.io/library/", "registry.hub.docker.com/library/"];
    /// Where Docker Hub keeps the official images for one architecture.
    const ARCHITECTURES: [&str; 11] = [
        "amd64/",
        "arm32v5/",
        "arm32v6/",
        "arm32v7/",
        "arm64v8/",
        "i386/",
        "mips64le/",
        "ppc64le/",
        "riscv64/",
        "s390x/",
        "winamd64/",
    ];
    let after = |name: &'a str, prefixes: &[&str]| prefixes.iter().find_map(|prefix| name.strip_prefix(prefix));
    if !image.is_on_docker_hub() {
        return after(image.name(), &MIRRORS).unwrap_or(image.name());
    }
    let repository = image.official_name().unwrap_or(image.repository());
    after(repository, &ARCHITECTURES).unwrap_or(repository)
}

/// The version in a row of the cycles.
fn version_of(row: &str) -> &str {
    row.split('\t').nth(1).unwrap_or_default()
}

fn read(row: &'static str) -> Option<Cycle> {
    let mut fields = row.split('\t');
    let mut field = || fields.next();
    Some(Cycle {
        product: field()?,
        version: field()?,
        released: field()?.parse().ok()?,
        end: field()?.parse().ok(),
        codename: field().filter(|name| *name != "-"),
    })
}

/// The rows of `table` whose first field is `key`.
fn rows<'k>(table: &'static str, key: &'k str) -> impl Iterator<Item = &'static str> + use<'k> {
    let first = |row: &'static str| &row[..memchr::memchr(b'\t', row.as_bytes()).unwrap_or(row.len())];
    let (mut low, mut high) = (0, table.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = memchr::memrchr(b'\n', &table.as_bytes()[..middle]).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', &table.as_bytes()[middle..]).map_or(table.len(), |end| middle + end + 1);
        if first(&table[start..end]) < key {
            low = end;
        } else {
            high = start;
        }
    }
    table[low..].lines().take_while(move |row| first(row) == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(image: &str) -> Vec<String> {
        let reference = ImageReference::of(image);
        of_image(&reference).map(|found| format!("{} {}", found.cycle, &image[found.range])).collect()
    }

    #[test]
    fn what_tags_name() {
        for (image, expected) in [
            ("python:3.7-slim-buster", &["Python 3.7 3.7", "Debian 10 (buster) buster"][..]),
            ("node:14-alpine3.12", &["Node.js 14 (fermium) 14", "Alpine 3.12 alpine3.12"]),
            ("node:fermium", &["Node.js 14 (fermium) fermium"]),
            ("docker.io/library/ubuntu:focal-20200720", &["Ubuntu 20.04 (focal) focal"]),
            ("ubuntu:groovy", &["Ubuntu 20.10 (groovy) groovy"]),
            ("arm64v8/debian:9.5", &["Debian 9 (stretch) 9.5"]),
            ("buildpack-deps:jammy-curl", &["Ubuntu 22.04 (jammy) jammy"]),
            ("php:7-fpm", &["PHP 7.4 7"]),
            ("haproxy:2.8", &["HAProxy 2.8 2.8"]),
            ("example/app:1-debian-stretch", &["Debian 9 (stretch) stretch"]),
            ("nginx:1.14.2", &["nginx 1.14 1.14.2"]),
            ("traefik:v2.2", &["Traefik 2.2 v2.2"]),
            ("centos:centos7.9.2009", &["CentOS 7 centos7.9.2009"]),
            ("quay.io/centos/centos:stream8", &["CentOS Stream 8 stream8"]),
            ("bitnami/redis:6.2.6-debian-10-r0", &["Redis 6.2 6.2.6", "Debian 10 (buster) debian-10"]),
            ("mcr.microsoft.com/dotnet/sdk:3.1-focal", &[".NET 3.1 3.1", "Ubuntu 20.04 (focal) focal"]),
            ("mcr.microsoft.com/windows/servercore:1809", &["Windows Server Core 2019 (1809) 1809"]),
            ("golang:1.13-nanoserver-1903", &["Go 1.13 1.13", "Windows Nano Server 1903 nanoserver-1903"]),
            (
                "registry.access.redhat.com/ubi7/ubi",
                &["Red Hat Enterprise Linux 7 registry.access.redhat.com/ubi7/ubi"],
            ),
            ("gcr.io/distroless/base-debian10:nonroot", &["Debian 10 (buster) debian10"]),
            ("nvidia/cuda:11.0-base-ubuntu18.04", &["Ubuntu 18.04 (bionic) ubuntu18.04"]),
            ("nvcr.io/nvidia/tensorrt:ubuntu1804", &["Ubuntu 18.04 (bionic) ubuntu1804"]),
            ("public.ecr.aws/docker/library/postgres:9.6@sha256:00", &["PostgreSQL 9.6 9.6"]),
        ] {
            assert_eq!(names(image), expected, "{image}");
        }
    }

    #[test]
    fn what_names_nothing() {
        for image in [
            "python",
            "python:3",
            "python:latest",
            "php:8",
            "golang:1",
            "haproxy:2",
            "alpine:edge",
            "alpine:3",
            "node@sha256:00",
            "node:lts-slim",
            "bitnami/kubectl:1.14",
            "ghcr.io/node/node:14",
            "gradle:6.8-jdk8-groovy",
            "zabbix/zabbix-server-mysql:alpine-3.0-latest",
            "example/app:node4",
            "example/app:3.7",
            "jetty:9.4.1rc",
        ] {
            let found =
                names(image).into_iter().filter(|name| !name.starts_with("Gradle") && !name.starts_with("Jetty"));
            assert_eq!(found.collect::<Vec<_>>(), [""; 0], "{image}");
        }
    }

    #[test]
    fn support_ends_after_its_last_day() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let node = of_product("Node.js").find(|cycle| cycle.version == "14").expect("a release");
        assert!(!node.has_ended(day("2023-04-30")));
        assert!(node.has_ended(day("2023-05-01")));
        let supported: Vec<_> = supported("Debian", day("2020-01-01")).map(|cycle| cycle.version).collect();
        assert_eq!(supported, ["10", "9", "8"]);
        assert!(as_of() >= day("2026-08-22"));
    }
}
