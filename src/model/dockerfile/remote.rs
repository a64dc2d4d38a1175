//! What a source of COPY or ADD is: a file of the context, something to download, or a repository to clone.

/// What a source is, by its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A path in the build context, a stage or an image.
    Local,
    /// A file to download.
    Http,
    /// A Git repository to clone.
    Git,
}

impl SourceKind {
    /// What `source` is, once variables have their values. Source: BuildKit's reading of Git references, where only an
    /// HTTP address whose path ends with `.git` is a repository.
    #[must_use]
    pub fn of(source: &str) -> Self {
        let scheme = source
            .split_once("://")
            .map(|(scheme, _)| scheme)
            .filter(|scheme| !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        match scheme {
            Some(scheme) if ["git", "ssh"].iter().any(|known| known.eq_ignore_ascii_case(scheme)) => Self::Git,
            Some(scheme) if ["http", "https"].iter().any(|known| known.eq_ignore_ascii_case(scheme)) => {
                let path = source.split(['?', '#']).next().unwrap_or_default();
                if path.ends_with(".git") {
                    Self::Git
                } else if matches!(scheme, "http" | "https") {
                    Self::Http
                } else {
                    Self::Local
                }
            }
            Some(_) => Self::Local,
            None if is_secure_copy_address(source) => Self::Git,
            None => Self::Local,
        }
    }
}

/// `user@host:path`.
fn is_secure_copy_address(source: &str) -> bool {
    let Some((user, rest)) = source.split_once('@') else { return false };
    let Some((host, _)) = rest.split_once(':') else { return false };
    let consists_of = |text: &str, others: &[u8]| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || others.contains(&byte))
    };
    consists_of(user, b"-_") && consists_of(host, b"-.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repositories_downloads_and_paths() {
        for git in [
            "https://github.com/a/b.git",
            "https://github.com/a/b.git#v1:dir",
            "http://h/b.git?ref=x",
            "git://h/a",
            "ssh://git@h/a.git",
            "git@github.com:a/b.git#main",
        ] {
            assert_eq!(SourceKind::of(git), SourceKind::Git, "{git}");
        }
        for http in ["https://example.com/a.tar.gz", "http://h/a?x=.git", "https://github.com/a/b"] {
            assert_eq!(SourceKind::of(http), SourceKind::Http, "{http}");
        }
        for local in ["a", "./git@h:a", "github.com/a/b", "ftp://h/a", "HTTP://h/a", "a:b", "@x:y", "a b@c:d", ""] {
            assert_eq!(SourceKind::of(local), SourceKind::Local, "{local}");
        }
    }
}
