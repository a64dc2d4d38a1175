//! Paths as URIs (RFC 3986).

use std::fmt::Write as _;

use super::log::ArtifactLocation;

/// The file at `path`, which has forward slashes: below a base that the reader knows, unless the path is absolute.
pub(super) fn artifact(path: &str) -> ArtifactLocation {
    let has_drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let (root, uri_base_id) = match (path.starts_with('/'), has_drive && cfg!(windows)) {
        (true, _) => ("file://", None),
        (false, true) => ("file:///", None),
        (false, false) => ("", Some("SRCROOT")),
    };
    ArtifactLocation { uri: format!("{root}{}", encoded(path)), uri_base_id }
}

/// `path` with all but unreserved characters and slashes as `%` and two digits for each byte. A colon is among those: in a
/// first segment, it would end the name of a scheme.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        let uri = |path| artifact(path).uri;
        assert_eq!(uri("deploy/web-1_a~.yaml"), "deploy/web-1_a~.yaml");
        assert_eq!(uri("a b/%0A:#?,ä"), "a%20b/%250A%3A%23%3F%2C%C3%A4");
        assert_eq!(uri("../x"), "../x");
        assert_eq!(artifact("x").uri_base_id, Some("SRCROOT"));
    }

    #[test]
    fn absolute_paths_have_no_base() {
        let artifact = artifact("/srv/a b");
        assert_eq!((&*artifact.uri, artifact.uri_base_id), ("file:///srv/a%20b", None));
    }
}
