//! Types of label values. Known are the grammars, not whether what is named exists.

use std::fmt;

/// The type of a label's value: hadolint's seven, by its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LabelType {
    /// Any text.
    Text,
    /// An absolute URI (RFC 3986).
    Url,
    /// A time (RFC 3339).
    Rfc3339,
    /// A version (Semantic Versioning 2.0.0).
    Semver,
    /// An expression of SPDX licences (SPDX 2.3, annex D).
    Spdx,
    /// A commit's hash, whole or shortened to no less than 7 digits.
    Hash,
    /// An address (RFC 5322, without comments).
    Email,
}

impl LabelType {
    /// All types.
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Url, Self::Rfc3339, Self::Semver, Self::Spdx, Self::Hash, Self::Email];

    /// The name users write.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Url => "url",
            Self::Rfc3339 => "rfc3339",
            Self::Semver => "semver",
            Self::Spdx => "spdx",
            Self::Hash => "hash",
            Self::Email => "email",
        }
    }

    /// Whether `value` is of this type.
    #[must_use]
    pub fn accepts(self, value: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Url => is_uri(value),
            Self::Rfc3339 => is_time(value),
            Self::Semver => is_semver(value),
            Self::Spdx => is_licence_expression(value),
            Self::Hash => {
                (7..=64).contains(&value.len()) && value.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
            }
            Self::Email => is_address(value),
        }
    }

    /// An example of a value.
    #[must_use]
    pub const fn example(self) -> &'static str {
        match self {
            Self::Text => "any text",
            Self::Url => "https://example.com/web",
            Self::Rfc3339 => "2026-11-22T08:30:00Z",
            Self::Semver => "1.4.0",
            Self::Spdx => "MIT OR Apache-2.0",
            Self::Hash => "1f6c1ab",
            Self::Email => "team@example.com",
        }
    }
}

impl fmt::Display for LabelType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text",
            Self::Url => "an absolute URL",
            Self::Rfc3339 => "a time as in RFC 3339",
            Self::Semver => "a semantic version",
            Self::Spdx => "an SPDX licence expression",
            Self::Hash => "a commit hash",
            Self::Email => "an e-mail address",
        })
    }
}

fn is_uri(value: &str) -> bool {
    let Some((scheme, rest)) = value.split_once(':') else { return false };
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&b);
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let is_escape = |part: &str| part.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
    is_scheme && !rest.is_empty() && rest.bytes().all(allowed) && rest.split('%').skip(1).all(is_escape)
}

fn is_time(value: &str) -> bool {
    let Some((day, time)) = value.split_once(['T', 't', ' ']) else { return false };
    if day.parse::<crate::date::Date>().is_err() {
        return false;
    }
    let Some(at) = time.find(['Z', 'z', '+', '-']) else { return false };
    let (clock, zone) = time.split_at(at);
    let zone = match zone {
        "Z" | "z" => "00:00",
        offset => &offset[1..],
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    // A leap second is the 60th.
    is_clock(clock, &[23, 59, 60])
        && is_clock(zone, &[23, 59])
        && !fraction.is_empty()
        && fraction.bytes().all(|b| b.is_ascii_digit())
}

/// Whether `text` is numbers of two digits up to `limits`, with colons between them.
fn is_clock(text: &str, limits: &[u32]) -> bool {
    let parts: Vec<_> = text.split(':').collect();
    let fits = |(part, limit): (&&str, &u32)| {
        part.len() == 2
            && part.bytes().all(|b| b.is_ascii_digit())
            && part.parse::<u32>().is_ok_and(|number| number <= *limit)
    };
    parts.len() == limits.len() && parts.iter().zip(limits).all(fits)
}

fn is_semver(value: &str) -> bool {
    let (value, build) = value.split_once('+').map_or((value, None), |(value, build)| (value, Some(build)));
    let (core, pre) = value.split_once('-').map_or((value, None), |(core, pre)| (core, Some(pre)));
    let is_number = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()) && (part == "0" || !part.starts_with('0'))
    };
    let is_identifier = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let is_pre = |part: &str| is_identifier(part) && (is_number(part) || !part.bytes().all(|b| b.is_ascii_digit()));
    core.split('.').count() == 3
        && core.split('.').all(is_number)
        && pre.is_none_or(|pre| pre.split('.').all(is_pre))
        && build.is_none_or(|build| build.split('.').all(is_identifier))
}

/// Licences joined by `AND`, `OR` and `WITH`, in parentheses or not.
fn is_licence_expression(value: &str) -> bool {
    let spaced = value.replace('(', " ( ").replace(')', " ) ");
    let mut depth = 0_u32;
    let mut wants_licence = true;
    for word in spaced.split_whitespace() {
        match (word, wants_licence) {
            ("(", true) => depth += 1,
            (")", false) if depth > 0 => depth -= 1,
            ("AND" | "OR" | "WITH" | "and" | "or" | "with", false) => wants_licence = true,
            (licence, true) if is_licence(licence) => wants_licence = false,
            _ => return false,
        }
    }
    depth == 0 && !wants_licence
}

fn is_licence(word: &str) -> bool {
    let is_id = |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
    match word.split_once(':') {
        Some((document, licence)) => {
            document.strip_prefix("DocumentRef-").is_some_and(is_id)
                && licence.strip_prefix("LicenseRef-").is_some_and(is_id)
        }
        None => {
            let id = word.strip_suffix('+').unwrap_or(word);
            is_id(id) && !["AND", "OR", "WITH", "and", "or", "with"].contains(&id)
        }
    }
}

fn is_address(value: &str) -> bool {
    let Some((local, domain)) = value.rsplit_once('@') else { return false };
    let is_atom = |atom: &str| {
        !atom.is_empty() && atom.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
    };
    let is_quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let is_literal = domain.len() > 2 && domain.starts_with('[') && domain.ends_with(']');
    (is_quoted || local.split('.').all(is_atom)) && (is_literal || domain.split('.').all(is_atom))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_of_their_type() {
        for kind in LabelType::ALL {
            assert!(kind.accepts(kind.example()), "{kind}");
        }
    }

    #[test]
    fn grammars() {
        for (kind, good, bad) in [
            (
                LabelType::Url,
                &["https://a.b/c?d#e", "mailto:a@b", "git:x%20y"][..],
                &["a.b/c", "https:", "http://a b", "x:%2"][..],
            ),
            (
                LabelType::Rfc3339,
                &["2026-11-22T08:30:00.5+01:00", "2016-12-31T23:59:60Z"],
                &[
                    "2026-11-22",
                    "2026-13-01T00:00:00Z",
                    "2026-11-22T08:30Z",
                    "2026-11-22T08:30:00",
                    "2026-11-22T8:30:00Z",
                ],
            ),
            (
                LabelType::Semver,
                &["0.1.0", "1.0.0-rc.1+build.5", "1.0.0-0a"],
                &["1", "1.0", "v1.0.0", "01.0.0", "1.0.0-01", "1.0.0-", "1.0.0+"],
            ),
            (
                LabelType::Spdx,
                &[
                    "MIT",
                    "GPL-2.0-only WITH Classpath-exception-2.0",
                    "(MIT OR Apache-2.0) AND LicenseRef-x",
                    "EPL-1.0+",
                ],
                &["", "Apache License 2.0", "MIT OR", "(MIT", "MIT)", "AND MIT", "MIT,BSD"],
            ),
            (LabelType::Hash, &["1f6c1ab", "0123456789abcdef0123456789abcdef01234567"], &["1f6c1a", "1F6C1AB", "main"]),
            (LabelType::Email, &["a.b+c@d.e", "\"a b\"@d", "a@[::1]"], &["a", "@b", "a@", "a..b@c", "a b@c"]),
        ] {
            for value in good {
                assert!(kind.accepts(value), "{value} is {kind}");
            }
            for value in bad {
                assert!(!kind.accepts(value), "{value} is not {kind}");
            }
        }
    }
}
