//! Image references: one grammar for `FROM`, `COPY --from`, and a manifest's `image:`.
//!
//! Keeps what was written: no default registry, no default tag. Source: the reference grammar of the distribution
//! project, as container runtimes and BuildKit apply it.

use std::ops::Range;

/// An image reference taken apart. Ranges are bytes of the text it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageReference<'a> {
    text: &'a str,
    /// End of the registry; 0 when none is written.
    registry_end: usize,
    /// End of the name (registry and repository).
    name_end: usize,
    /// Start and end of the tag.
    tag: Option<(usize, usize)>,
    /// Start of the digest.
    digest: Option<usize>,
}

impl<'a> ImageReference<'a> {
    /// Takes `text` apart without judging it: variables and mistakes may be in it.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let at = text.find('@');
        let before_digest = at.unwrap_or(text.len());
        let last_slash = text[..before_digest].rfind('/').map_or(0, |slash| slash + 1);
        let colon = top_level_colon(&text[last_slash..before_digest]).map(|colon| last_slash + colon);
        let name_end = colon.unwrap_or(before_digest);
        let registry_end = text[..name_end].find('/').filter(|&end| is_registry(&text[..end])).unwrap_or(0);
        Self {
            text,
            registry_end,
            name_end,
            tag: colon.map(|colon| (colon + 1, before_digest)),
            digest: at.map(|at| at + 1),
        }
    }

    /// The whole reference.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// The registry as written, with its port.
    #[must_use]
    pub fn registry(&self) -> Option<&'a str> {
        (self.registry_end > 0).then(|| &self.text[..self.registry_end])
    }

    /// The registry that is asked: `docker.io` where none is written.
    #[must_use]
    pub fn effective_registry(&self) -> &'a str {
        self.registry().unwrap_or("docker.io")
    }

    /// Whether Docker Hub is asked, under whichever of its names.
    #[must_use]
    pub fn is_on_docker_hub(&self) -> bool {
        matches!(self.effective_registry(), "docker.io" | "index.docker.io" | "registry-1.docker.io")
    }

    /// Registry and repository, without tag and digest.
    #[must_use]
    pub fn name(&self) -> &'a str {
        &self.text[..self.name_end]
    }

    /// The repository without the registry.
    #[must_use]
    pub fn repository(&self) -> &'a str {
        let start = if self.registry_end > 0 { self.registry_end + 1 } else { 0 };
        &self.text[start.min(self.name_end)..self.name_end]
    }

    /// The repository on Docker Hub as its official images are called there, `node` for `docker.io/library/node`; `None`
    /// for other registries and for repositories of users.
    #[must_use]
    pub fn official_name(&self) -> Option<&'a str> {
        let repository = self.repository();
        let repository = repository.strip_prefix("library/").unwrap_or(repository);
        (self.is_on_docker_hub() && !repository.contains('/')).then_some(repository)
    }

    /// The last part of the repository.
    #[must_use]
    pub fn base_name(&self) -> &'a str {
        let repository = self.repository();
        repository.rsplit('/').next().unwrap_or(repository)
    }

    /// The tag as written.
    #[must_use]
    pub fn tag(&self) -> Option<&'a str> {
        self.tag.map(|(start, end)| &self.text[start..end])
    }

    /// Where the tag stands, without its colon.
    #[must_use]
    pub fn tag_range(&self) -> Option<Range<usize>> {
        self.tag.map(|(start, end)| start..end)
    }

    /// Where the name stands.
    #[must_use]
    pub const fn name_range(&self) -> Range<usize> {
        0..self.name_end
    }

    /// The digest as written, algorithm included.
    #[must_use]
    pub fn digest(&self) -> Option<&'a str> {
        self.digest.map(|start| &self.text[start..])
    }

    /// Whether a container runtime would take the reference, once variables have their values.
    ///
    /// # Errors
    /// [`InvalidReference`] says which part is wrong.
    pub fn validate(&self) -> Result<(), InvalidReference> {
        if self.text.is_empty() {
            return Err(InvalidReference::Empty);
        }
        let is_hex = |text: &str| text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if is_hex(self.text) {
            return Err(InvalidReference::BareIdentifier);
        }
        if let Some(registry) = self.registry()
            && !is_valid_registry(registry)
        {
            return Err(InvalidReference::Registry);
        }
        let repository = self.repository();
        if repository.chars().any(|c| c.is_ascii_uppercase()) && is_valid_repository(&repository.to_ascii_lowercase()) {
            return Err(InvalidReference::UpperCase);
        }
        // Docker Hub keeps `node` as `library/node`, and the length is that of the whole path.
        let prefix = if self.is_on_docker_hub() && !repository.contains('/') { "library/".len() } else { 0 };
        if !is_valid_repository(repository) || prefix + repository.len() > 255 {
            return Err(InvalidReference::Repository);
        }
        if self.tag() == Some("") {
            return Err(InvalidReference::EmptyTag);
        }
        if self.tag().is_some_and(|tag| !is_valid_tag(tag)) {
            return Err(InvalidReference::Tag);
        }
        if self.digest().is_some_and(|digest| !is_valid_digest(digest)) {
            return Err(InvalidReference::Digest);
        }
        Ok(())
    }
}

/// What is wrong with a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidReference {
    /// There is no text.
    #[error("the name is empty")]
    Empty,
    /// 64 hexadecimal digits, which would be taken for an image's identifier.
    #[error("64 hexadecimal digits cannot be an image name")]
    BareIdentifier,
    /// The registry is no host name with an optional port.
    #[error("the registry is no host name")]
    Registry,
    /// The repository has upper-case letters.
    #[error("a repository has no upper-case letters")]
    UpperCase,
    /// The repository breaks the grammar in another way.
    #[error("a repository is made of lower-case letters and digits, with single `.`, `_`, `/` or dashes between")]
    Repository,
    /// Nothing follows the colon of the tag.
    #[error("the tag is empty")]
    EmptyTag,
    /// The tag breaks its grammar.
    #[error("a tag has up to 128 letters, digits, `_`, `.` and `-`, and does not begin with the last two")]
    Tag,
    /// The digest breaks its grammar.
    #[error("a digest is an algorithm and its hexadecimal digits in lower case")]
    Digest,
}

/// The last colon outside `${…}`.
fn top_level_colon(text: &str) -> Option<usize> {
    let (mut depth, mut colon) = (0_u32, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b':' if depth == 0 => colon = Some(at),
            _ => {}
        }
    }
    colon
}

/// Whether the part before the first slash is a registry: a dot, a port, `localhost`, or a letter that no repository has.
fn is_registry(first: &str) -> bool {
    first.contains(['.', ':']) || first == "localhost" || first.bytes().any(|byte| byte.is_ascii_uppercase())
}

fn is_valid_registry(registry: &str) -> bool {
    let (host, port) = match registry.rfind(':').filter(|_| !registry.ends_with(']')) {
        Some(colon) => (&registry[..colon], Some(&registry[colon + 1..])),
        None => (registry, None),
    };
    let component = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    let address = |host: &str| host.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':');
    let valid_host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(inner) => !inner.is_empty() && address(inner),
        None => host.split('.').all(component),
    };
    valid_host && port.is_none_or(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_valid_repository(repository: &str) -> bool {
    repository.split('/').all(|part| {
        let alphanumeric = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let bytes = part.as_bytes();
        let ends = bytes.first().is_some_and(|&b| alphanumeric(b)) && bytes.last().is_some_and(|&b| alphanumeric(b));
        ends && bytes.split(|&byte| alphanumeric(byte)).all(|separator| {
            matches!(separator, b"" | b"." | b"_" | b"__") || separator.iter().all(|&byte| byte == b'-')
        })
    })
}

fn is_valid_tag(tag: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    tag.len() <= 128
        && tag.bytes().next().is_some_and(word)
        && tag.bytes().all(|byte| word(byte) || matches!(byte, b'.' | b'-'))
}

fn is_valid_digest(digest: &str) -> bool {
    let Some((algorithm, hex)) = digest.split_once(':') else { return false };
    let is_hex = hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    match algorithm {
        "sha256" => hex.len() == 64 && is_hex,
        "sha384" => hex.len() == 96 && is_hex,
        "sha512" => hex.len() == 128 && is_hex,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<&str>, &str, Option<&str>, Option<&str>) {
        let reference = ImageReference::of(text);
        (reference.registry(), reference.repository(), reference.tag(), reference.digest())
    }

    #[test]
    fn parts_are_kept_as_written() {
        assert_eq!(parts("node"), (None, "node", None, None));
        assert_eq!(parts("org/app:1.2"), (None, "org/app", Some("1.2"), None));
        assert_eq!(parts("localhost:5000/foo"), (Some("localhost:5000"), "foo", None, None));
        assert_eq!(parts("h.io/a/b:1@sha256:ff"), (Some("h.io"), "a/b", Some("1"), Some("sha256:ff")));
        assert_eq!(parts("h.io/app:${TAG:-1}"), (Some("h.io"), "app", Some("${TAG:-1}"), None));
        assert_eq!(parts("${IMAGE:-a:b}"), (None, "${IMAGE:-a:b}", None, None));
        assert_eq!(parts("app:"), (None, "app", Some(""), None));
        assert_eq!(parts(""), (None, "", None, None));
    }

    #[test]
    fn official_names() {
        let name = |text| ImageReference::of(text).official_name();
        assert_eq!(name("node:20"), Some("node"));
        assert_eq!(name("docker.io/library/node"), Some("node"));
        assert_eq!(name("bitnami/node"), None);
        assert_eq!(name("ghcr.io/node"), None);
    }

    #[test]
    fn validity_is_the_runtimes() {
        let check = |text| ImageReference::of(text).validate();
        for valid in [
            "a",
            "a/b_c/d--e.f__g:T-1.x_",
            "h:5000/a",
            "localhost/a",
            "[::1]:5000/a",
            "H/a",
            "a:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ] {
            assert_eq!(check(valid), Ok(()), "{valid}");
        }
        assert_eq!(check(""), Err(InvalidReference::Empty));
        assert_eq!(check("Build"), Err(InvalidReference::UpperCase));
        assert_eq!(check("a/"), Err(InvalidReference::Repository));
        assert_eq!(check("a..b"), Err(InvalidReference::Repository));
        assert_eq!(check("a b"), Err(InvalidReference::Repository));
        assert_eq!(check("a:"), Err(InvalidReference::EmptyTag));
        assert_eq!(check("a:-x"), Err(InvalidReference::Tag));
        assert_eq!(check("h.:x/a"), Err(InvalidReference::Registry));
        assert_eq!(check("a@sha256:12"), Err(InvalidReference::Digest));
        assert_eq!(
            check("a@sha256:0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"),
            Err(InvalidReference::Digest)
        );
        let path = "a".repeat(255);
        assert_eq!(ImageReference::of(&format!("h.io/{path}")).validate(), Ok(()));
        assert_eq!(ImageReference::of(&path).validate(), Err(InvalidReference::Repository));
    }
}
