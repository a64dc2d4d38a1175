//! Owns the tables of release cycles under `data/`: `UPDATE=1 cargo test --test release_cycles` makes them of the data of
//! endoflife.date beside the repository; without it, stale ones fail. Their order is tested in any clone.

mod support;

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use shipworthy::config::{Configuration, Request, Selector, Settings};
use shipworthy::engine::{self, Language, Measure};
use shipworthy::model::image::ImageReference;
use shipworthy::model::release_cycles;
use shipworthy::text::Source;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(data(name)).expect("a file of the repository")
}

/// The lines of a table, cut at tabs, without its comments.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn own(name: &str, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(data(name), text).expect("the file can be written");
    }
    assert!(read(name) == text, "data/{name} is stale, run UPDATE=1 cargo test --test release_cycles");
}

struct Cycle {
    version: String,
    released: String,
    /// `-` while no day is announced.
    end: String,
    /// `-` where no tag uses one.
    codename: String,
}

/// One row of endoflife.date's; `None` where it says that support ended, but not when.
fn cycle(row: &[&str]) -> Option<Cycle> {
    let [product, version, codename, released, end, ..] = row[..] else { panic!("{row:?}") };
    let end = match end {
        "True" => return None,
        "False" => "-",
        day => day,
    };
    // Other products' names are in no tag.
    let codename = if matches!(product, "debian" | "ubuntu") { codename } else { "" };
    let codename = codename.split(' ').next().filter(|word| !word.is_empty()).unwrap_or("-").to_lowercase();
    Some(Cycle { version: version.to_owned(), released: released.to_owned(), end: end.to_owned(), codename })
}

fn correct(cycles: &mut HashMap<&str, Vec<Cycle>>, corrections: &str) {
    for row in rows(corrections) {
        let [product, version, what, _reason] = row[..] else { panic!("{row:?}") };
        let cycles = cycles.get_mut(product).expect("a product that there is");
        let cycle = cycles.iter_mut().find(|cycle| cycle.version == version);
        match (what.split_once('='), cycle) {
            (Some(("end", day)), Some(cycle)) => cycle.end = day.to_owned(),
            (Some(("codename", name)), Some(cycle)) => cycle.codename = name.to_owned(),
            (Some(("add", days)), None) => {
                let (released, end) = days.split_once("..").expect("two days");
                let [version, released, end] = [version, released, end].map(ToOwned::to_owned);
                cycles.push(Cycle { version, released, end, codename: "-".to_owned() });
            }
            (None, Some(_)) if what == "drop" => cycles.retain(|cycle| cycle.version != version),
            _ => panic!("{row:?} corrects nothing"),
        }
    }
}

#[test]
fn cycles_are_those_of_endoflife_date() {
    let Some(source) = support::shared("reference/end-of-life.tsv") else { return };
    let source = fs::read_to_string(source).expect("UTF-8");
    let day = source.lines().next().and_then(|line| line.trim_end_matches('.').rsplit(' ').next()).expect("a day");
    let mut cycles: HashMap<&str, Vec<Cycle>> = HashMap::new();
    for row in rows(&source) {
        cycles.entry(row[0]).or_default().extend(cycle(&row));
    }
    let (products, corrections) = (read("products.tsv"), read("release-corrections.tsv"));
    correct(&mut cycles, &corrections);
    let by_name: BTreeMap<&str, &str> = rows(&products).map(|row| (row[1], row[0])).collect();
    let mut text = format!(
        "# Release cycles as of {day}\n\
         # Source: endoflife.date, MIT licence (LICENSE-endoflife.date), corrected by release-corrections.tsv. Generated.\n\
         # product, cycle, released, end of support (- for none announced), name in tags; sorted by product, newest first\n"
    );
    for (name, id) in by_name {
        let of_product = cycles.get(id).unwrap_or_else(|| panic!("{id} has no cycles"));
        for Cycle { version, released, end, codename } in of_product {
            text.push_str(&format!("{name}\t{version}\t{released}\t{end}\t{codename}\n"));
        }
    }
    own("release-cycles.tsv", &text);
}

#[test]
fn images_are_those_of_the_products() {
    let products = read("products.tsv");
    let mut images = BTreeMap::new();
    for row in rows(&products) {
        for image in row.get(2).into_iter().flat_map(|images| images.split(' ')) {
            let (image, cycle) = image.split_once('=').unwrap_or((image, "-"));
            assert!(images.insert(image, (row[1], cycle)).is_none(), "{image} is there twice");
        }
    }
    let mut text = String::from(
        "# Images and the products whose cycles their tags name. Generated from products.tsv.\n\
         # image (on Docker Hub where no registry is written), product, cycle (- where the tag says it); sorted by image\n",
    );
    for (image, (product, cycle)) in images {
        text.push_str(&format!("{image}\t{product}\t{cycle}\n"));
    }
    own("release-images.tsv", &text);
}

/// Binary search needs the order; and every row can be read.
#[test]
fn tables_are_sorted_and_complete() {
    let (cycles, images) = (read("release-cycles.tsv"), read("release-images.tsv"));
    for table in [&cycles, &images] {
        assert!(rows(table).is_sorted_by(|a, b| a[0] <= b[0]));
    }
    for row in rows(&cycles) {
        let found = release_cycles::of_product(row[0]).find(|cycle| cycle.version == row[1]);
        let cycle = found.unwrap_or_else(|| panic!("{row:?} is not found"));
        assert_eq!(cycle.released.to_string(), row[2]);
        assert_eq!(cycle.end.map_or("-".to_owned(), |end| end.to_string()), row[3]);
        assert_eq!(cycle.codename.unwrap_or("-"), row[4]);
    }
    for row in rows(&images).filter(|row| row[2] != "-") {
        let matched = release_cycles::of_image(&ImageReference::of(row[0])).next().map(|matched| matched.cycle);
        assert_eq!(matched.map(|cycle| (cycle.product, cycle.version)), Some((row[1], row[2])), "{row:?}");
    }
    let known: Vec<_> = rows(&cycles).map(|row| row[0].to_owned()).collect();
    for row in rows(&images) {
        assert!(known.iter().any(|product| product == row[1]), "{row:?} is of no known product");
    }
}

/// What the rule says of `FROM image` on a day: level, message and help.
fn told(image: &str, today: &str) -> Option<(String, String)> {
    let mut request = Request::on(today.parse().expect("a day"));
    request.select = vec![Selector::read("dockerfile/end-of-life-base-image").expect("a rule")];
    let settings = Settings::new(&request, &Configuration::default()).expect("a right request");
    let source = Source::new("Dockerfile", format!("FROM {image}\n")).expect("a small text");
    let finding = engine::lint(&source, Language::Dockerfile, &settings, Measure::No).diagnostics.pop()?;
    let help = finding.help.unwrap_or_default().into_owned();
    Some((format!("{}: {}", finding.level, finding.message), help))
}

/// The tables are older than some day that is linted on: what is said stays true.
#[test]
fn days_around_and_long_after_the_tables() {
    assert_eq!(told("node:26-slim", "2026-09-01"), None);
    let (soon, help) = told("node:26-slim", "2029-04-01").expect("a finding");
    assert_eq!(soon, "info: support for Node.js 26 was planned to end on 2029-04-30");
    assert_eq!(help, "take a supported release; the days known here are of 2026-08-22");
    let (past, _) = told("node:26-slim", "2031-01-01").expect("a finding");
    assert_eq!(past, "warning: support for Node.js 26 was planned to end on 2029-04-30");
    let (long_past, _) = told("node:14", "2031-01-01").expect("a finding");
    assert_eq!(long_past, "warning: support for Node.js 14 (fermium) ended on 2023-04-30");
    let (today, help) = told("node:14", "2023-04-30").expect("a finding");
    assert_eq!(today, "info: support for Node.js 14 (fermium) ends today");
    assert_eq!(help, "take Node.js 20 (iron), 18 (hydrogen) or 16 (gallium)");
    assert!(told("node:14", "2023-05-01").is_some_and(|(past, _)| past.starts_with("warning")));
    assert_eq!(told("node:14", "2023-01-29"), None);
}
