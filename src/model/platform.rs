//! Platforms of images, `os/architecture[/variant]`, as containerd and with it BuildKit read them.
//!
//! Source: the package `platforms` of containerd. What it takes for the machine that builds is taken for linux/amd64 here.

/// A platform with its parts as containerd writes them: in lower case, aliases resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platform {
    /// The operating system, without version and features.
    pub os: String,
    /// The architecture.
    pub architecture: String,
}

/// Why a text is no platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPlatform {
    /// It has a `*`.
    #[error("wildcards are not supported")]
    Wildcard,
    /// The first part is not made of letters, digits, `_` and `-`, perhaps with a version in parentheses.
    #[error("the operating system is not made of letters, digits, `_` and `-`")]
    OperatingSystem,
    /// Another part is not made of letters, digits, `_`, `.` and `-`.
    #[error("a part is not made of letters, digits, `_`, `.` and `-`")]
    Part,
    /// The only part is neither a known operating system nor a known architecture.
    #[error("that is neither an operating system nor an architecture")]
    Unknown,
    /// There are more than three parts.
    #[error("it has more than the three parts os/architecture/variant")]
    TooManyParts,
}

const OPERATING_SYSTEMS: [&str; 17] = [
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "windows",
    "zos",
];

const ARCHITECTURES: [&str; 24] = [
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "arm64",
    "arm64be",
    "armbe",
    "loong64",
    "mips",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "mipsle",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
];

impl Platform {
    /// Reads `text`. With two or three parts, any name goes; a part that stands alone must be a known one.
    ///
    /// # Errors
    /// [`InvalidPlatform`], where the build stops.
    pub fn parse(text: &str) -> Result<Self, InvalidPlatform> {
        if text.contains('*') {
            return Err(InvalidPlatform::Wildcard);
        }
        let mut parts = text.split('/');
        let first = parts.next().unwrap_or_default();
        let os = operating_system(first).ok_or(InvalidPlatform::OperatingSystem)?;
        let rest: Vec<&str> = parts.collect();
        if !rest.iter().all(|part| is_specifier(part)) {
            return Err(InvalidPlatform::Part);
        }
        match rest[..] {
            [] if OPERATING_SYSTEMS.contains(&&*os) => Ok(Self { os, architecture: "amd64".to_owned() }),
            [] => {
                let architecture = architecture(first);
                let known = ARCHITECTURES.contains(&&*architecture);
                known.then(|| Self { os: "linux".to_owned(), architecture }).ok_or(InvalidPlatform::Unknown)
            }
            [second] | [second, _] => Ok(Self { os, architecture: architecture(second) }),
            _ => Err(InvalidPlatform::TooManyParts),
        }
    }
}

/// The operating system of `windows(10.0.17763+win32k)`; `None` when the part breaks its grammar.
fn operating_system(part: &str) -> Option<String> {
    let (name, options) = part.split_once('(').map_or((part, None), |(name, options)| (name, Some(options)));
    let is_name = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-');
    if name.is_empty() || !name.bytes().all(is_name) {
        return None;
    }
    if let Some(options) = options {
        let is_option = |c: u8| is_name(c) || matches!(c, b'.' | b'%');
        let mut options = options.strip_suffix(')')?.split('+');
        let version = options.next().unwrap_or_default();
        let valid = |option: &str| option.bytes().all(is_option) && is_percent_encoded(option);
        if !valid(version) || !options.all(|feature| !feature.is_empty() && valid(feature)) {
            return None;
        }
    }
    let name = name.to_ascii_lowercase();
    Some(if name == "macos" { "darwin".to_owned() } else { name })
}

/// Whether every `%` is followed by two hexadecimal digits.
fn is_percent_encoded(text: &str) -> bool {
    text.split('%').skip(1).all(|rest| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()))
}

fn is_specifier(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

fn architecture(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    match &*name {
        "i386" => "386".to_owned(),
        "x86_64" | "x86-64" => "amd64".to_owned(),
        "aarch64" => "arm64".to_owned(),
        "armhf" | "armel" => "arm".to_owned(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_containerd_reads() {
        for (text, os, architecture) in [
            ("linux/amd64", "linux", "amd64"),
            ("Linux/AArch64/v8", "linux", "arm64"),
            ("windows(10.0.17763.1)/amd64", "windows", "amd64"),
            ("windows(10.0%2B1+win32k)/amd64", "windows", "amd64"),
            ("arm64", "linux", "arm64"),
            ("i386", "linux", "386"),
            ("windows", "windows", "amd64"),
            ("linux/no-such-thing", "linux", "no-such-thing"),
        ] {
            let expected = Platform { os: os.to_owned(), architecture: architecture.to_owned() };
            assert_eq!(Platform::parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_containerd_refuses() {
        for (text, error) in [
            ("", InvalidPlatform::OperatingSystem),
            ("linux/*", InvalidPlatform::Wildcard),
            ("/amd64", InvalidPlatform::OperatingSystem),
            ("linux.x/amd64", InvalidPlatform::OperatingSystem),
            ("windows(1%2)/amd64", InvalidPlatform::OperatingSystem),
            ("windows(1++a)/amd64", InvalidPlatform::OperatingSystem),
            ("linux/", InvalidPlatform::Part),
            ("linux/amd 64", InvalidPlatform::Part),
            ("linux/arm/v7/x", InvalidPlatform::TooManyParts),
            ("x64", InvalidPlatform::Unknown),
        ] {
            assert_eq!(Platform::parse(text), Err(error), "{text}");
        }
    }
}
