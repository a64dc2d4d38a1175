//! Whether a file is a template of YAML rather than YAML.

/// Whether `text` has `{{` outside of quoted strings, block scalars and comments.
#[must_use]
pub fn looks_templated(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"{{").is_some()
}
