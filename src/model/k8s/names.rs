//! Grammars of the names that Kubernetes gives and takes. Knows no YAML and not which field wants which grammar.
//!
//! Sources: `k8s.io/apimachinery/pkg/util/validation` and `k8s.io/apimachinery/pkg/api/validation`.

/// A grammar of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grammar {
    /// Lower case letters, digits, `-` and `.`: most objects' names.
    Subdomain,
    /// The same after `*.`: hosts of an Ingress.
    WildcardSubdomain,
    /// Lower case letters, digits and `-`: containers, volumes, namespaces.
    Label,
    /// The same, beginning with a letter: Services.
    Label1035,
    /// What can be a part of a path: the kinds of RBAC.
    PathSegment,
    /// A name, maybe with a domain and `/` before it: keys of labels.
    Qualified,
    /// The same with letters of either case in the domain: keys of annotations.
    AnnotationKey,
    /// What a label may be set to; may be empty.
    LabelValue,
    /// Names of ports (RFC 6335).
    PortName,
    /// Names of environment variables.
    EnvironmentVariable,
    /// Keys of ConfigMaps and Secrets.
    ConfigKey,
    /// Names of HTTP headers.
    HttpHeader,
    /// Names of kernel parameters.
    Sysctl,
}

impl Grammar {
    /// Whether `text` is such a name.
    #[must_use]
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Self::Subdomain => is_subdomain(text),
            Self::WildcardSubdomain => text.len() <= 253 && text.strip_prefix("*.").is_some_and(is_subdomain),
            Self::Label => is_label(text),
            Self::Label1035 => is_label(text) && text.starts_with(|first: char| first.is_ascii_lowercase()),
            Self::PathSegment => !text.is_empty() && text != "." && text != ".." && !text.contains(['/', '%']),
            Self::Qualified => is_qualified(text),
            Self::AnnotationKey => is_qualified(&text.to_ascii_lowercase()),
            Self::LabelValue => text.is_empty() || is_name_part(text),
            Self::PortName => is_port_name(text),
            Self::EnvironmentVariable => {
                !text.is_empty() && text.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'=')
            }
            Self::ConfigKey => {
                (1..=253).contains(&text.len())
                    && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
                    && text != "."
                    && !text.starts_with("..")
            }
            Self::HttpHeader => {
                !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            }
            Self::Sysctl => text.len() <= 253 && text.split(['.', '/']).all(is_sysctl_segment),
        }
    }

    /// Whether `text` can be the beginning of such a name, to which random letters and digits are added.
    #[must_use]
    pub fn accepts_prefix(self, text: &str) -> bool {
        match text.strip_suffix('-') {
            Some(head) if !head.is_empty() => self.accepts(head) || self.accepts(&format!("{head}a")),
            _ => self.accepts(text),
        }
    }

    /// What such a name is called, with its article.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Subdomain => "a DNS subdomain",
            Self::WildcardSubdomain => "a DNS subdomain after `*.`",
            Self::Label => "a DNS label",
            Self::Label1035 => "a DNS label that begins with a letter",
            Self::PathSegment => "a part of a path",
            Self::Qualified => "a label key",
            Self::AnnotationKey => "an annotation key",
            Self::LabelValue => "a label value",
            Self::PortName => "a port name",
            Self::EnvironmentVariable => "a name of an environment variable",
            Self::ConfigKey => "a key of a ConfigMap or Secret",
            Self::HttpHeader => "a name of an HTTP header",
            Self::Sysctl => "a name of a kernel parameter",
        }
    }

    /// How to write one, in the imperative.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Subdomain => {
                "use lower case letters, digits, `-` and `.`, with a letter or digit at both ends of each part; at most 253 characters"
            }
            Self::WildcardSubdomain => "write `*.` and a DNS subdomain",
            Self::Label => "use at most 63 lower case letters, digits and `-`, with a letter or digit at both ends",
            Self::Label1035 => {
                "use at most 63 lower case letters, digits and `-`, with a letter first and a letter or digit last"
            }
            Self::PathSegment => "leave out `/` and `%`, and do not use `.` or `..`",
            Self::Qualified | Self::AnnotationKey => {
                "use at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends; a DNS subdomain and `/` may stand before"
            }
            Self::LabelValue => "use at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends",
            Self::PortName => {
                "use at most 15 lower case letters, digits and single `-`, with at least one letter and no `-` at the ends"
            }
            Self::EnvironmentVariable => "use printable ASCII characters other than `=`",
            Self::ConfigKey => "use letters, digits, `-`, `_` and `.`; at most 253 characters",
            Self::HttpHeader => "use letters, digits and `-`",
            Self::Sysctl => "use lower case letters, digits, `-` and `_`, in parts with `.` between them",
        }
    }
}

fn is_label(text: &str) -> bool {
    text.len() <= 63 && is_label_of_any_length(text)
}

fn is_label_of_any_length(text: &str) -> bool {
    let is_end = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let bytes = text.as_bytes();
    is_end(bytes.first())
        && is_end(bytes.last())
        && bytes.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-')
}

fn is_subdomain(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label_of_any_length)
}

/// The part of a key behind its domain, and a value.
fn is_name_part(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() <= 63
        && bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}

fn is_qualified(text: &str) -> bool {
    match text.split_once('/') {
        Some((domain, name)) => is_subdomain(domain) && is_name_part(name),
        None => is_name_part(text),
    }
}

fn is_port_name(text: &str) -> bool {
    is_label(text) && text.len() <= 15 && text.bytes().any(|byte| byte.is_ascii_lowercase()) && !text.contains("--")
}

fn is_sysctl_segment(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_end = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    is_end(bytes.first())
        && is_end(bytes.last())
        && bytes.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(grammar: Grammar, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(grammar.accepts(text), "{grammar:?} {text:?}");
        }
        for text in bad {
            assert!(!grammar.accepts(text), "{grammar:?} {text:?}");
        }
    }

    #[test]
    fn names_of_objects() {
        check(
            Grammar::Subdomain,
            &["a", "0", "a-b.c", "1.2.3"],
            &["", "A", "a_b", "-a", "a-", "a..b", ".a", "a.", "a b"],
        );
        check(Grammar::Subdomain, &[&"a".repeat(253)], &[&"a".repeat(254)]);
        check(Grammar::Label, &["a", "0a", &"a".repeat(63)], &["", "a.b", "A", "-", &"a".repeat(64)]);
        check(Grammar::Label1035, &["a0"], &["0a", "a.b"]);
        check(Grammar::PathSegment, &["system:node", "Admin role"], &["", ".", "..", "a/b", "a%b"]);
        check(Grammar::WildcardSubdomain, &["*.a.b"], &["*", "a.*.b", "*a.b", "*.*.b"]);
    }

    #[test]
    fn keys_and_values() {
        check(
            Grammar::Qualified,
            &["app", "a.b/C_d", "A"],
            &["", "/a", "a/", "a/b/c", "A.b/c", "a b", &format!("a/{}", "b".repeat(64))],
        );
        check(Grammar::AnnotationKey, &["A.b/c"], &["a b", ""]);
        check(Grammar::LabelValue, &["", "A_b.c-1"], &["-a", "a b", "a/b", "a@b", &"a".repeat(64)]);
        check(Grammar::ConfigKey, &[".a", "a_B.c", "-"], &["", ".", "..", "..a", "a/b", "a b"]);
        check(Grammar::EnvironmentVariable, &["A", "a b", "1"], &["", "A=B", "Ä"]);
    }

    #[test]
    fn names_of_other_things() {
        check(Grammar::PortName, &["http", "a-1"], &["", "8080", "a--b", "-a", "HTTP", "a".repeat(16).as_str(), "a_b"]);
        check(Grammar::HttpHeader, &["X-Header"], &["", "X_Header", "X Header"]);
        check(Grammar::Sysctl, &["kernel.shm_rmid_forced", "net/ipv4/ip"], &["", "a..b", "A", "_a"]);
    }

    #[test]
    fn beginnings_of_names() {
        for prefix in ["job-", "job", "a.b-", "a--"] {
            assert!(Grammar::Subdomain.accepts_prefix(prefix), "{prefix}");
        }
        for prefix in ["Job-", "-", "a_b-"] {
            assert!(!Grammar::Subdomain.accepts_prefix(prefix), "{prefix}");
        }
    }
}
