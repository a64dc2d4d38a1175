//! Whether a setting is a credential in plain text, by its name and by its value.
//!
//! Knows nothing of where settings come from.

/// How the keys of an issuer look.
struct KeyFormat {
    /// What they are called, with an article.
    name: &'static str,
    prefix: &'static str,
    /// The least number of characters after the prefix.
    length: usize,
}

/// Keys that say what they are. Sources: the issuers' documentation of their formats.
const KEY_FORMATS: &[KeyFormat] = &[
    KeyFormat { name: "an AWS access key", prefix: "AKIA", length: 16 },
    KeyFormat { name: "a GitHub token", prefix: "ghp_", length: 36 },
    KeyFormat { name: "a GitHub token", prefix: "gho_", length: 36 },
    KeyFormat { name: "a GitHub token", prefix: "ghs_", length: 36 },
    KeyFormat { name: "a GitHub token", prefix: "github_pat_", length: 40 },
    KeyFormat { name: "a GitLab token", prefix: "glpat-", length: 20 },
    KeyFormat { name: "a Slack token", prefix: "xoxb-", length: 20 },
    KeyFormat { name: "a Slack token", prefix: "xoxp-", length: 20 },
    KeyFormat { name: "a Stripe key", prefix: "sk_live_", length: 20 },
    KeyFormat { name: "an npm token", prefix: "npm_", length: 36 },
];

/// Endings of names that mean a credential, without separators and in lower case.
const NAMES: &[&str] =
    &["password", "passwd", "passphrase", "token", "apikey", "accesskey", "privatekey", "credentials"];

/// Words that stand for a credential in examples, or say that there is none.
const NO_VALUES: &[&str] = &["true", "false", "yes", "no", "on", "off", "none", "null"];

/// Whether a setting with this name holds a credential: its last words say so.
#[must_use]
pub fn is_credential_name(name: &str) -> bool {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    NAMES.iter().any(|ending| plain.ends_with(ending))
}

/// Whether a setting is called a secret, and not a place, a name or a kind of one.
#[must_use]
pub fn is_called_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let last = name.rsplit(['_', '-', '.']).next().unwrap_or_default();
    let is_about = ["file", "path", "dir", "name", "ref", "type", "engine", "version"].contains(&last);
    name.contains("secret") && !is_about
}

/// Whether the value of the setting `name` can be a credential, and is not a place, a switch, a number or something to be filled in.
#[must_use]
pub fn may_be_credential(name: &str, value: &str) -> bool {
    let value = value.trim();
    let is_switch = NO_VALUES.iter().any(|word| word.eq_ignore_ascii_case(value));
    let is_short_number = value.len() <= 4 && value.bytes().all(|byte| byte.is_ascii_digit());
    let is_place = value.starts_with(['/', '.']) || value.contains("://");
    let is_filled_in = value.contains(['$', '<', '{'])
        || value.contains("...")
        || value.contains(name)
        || value.bytes().all(|byte| matches!(byte, b'x' | b'X' | b'*'));
    !value.is_empty() && !is_switch && !is_short_number && !is_place && !is_filled_in
}

/// The format of a key, or of a private key in PEM, that stands in `value`.
#[must_use]
pub fn key_format(value: &str) -> Option<&'static str> {
    if value.contains("-----BEGIN ") && value.contains("PRIVATE KEY-----") {
        return Some("a private key");
    }
    let value = value.trim();
    let matches = |format: &&KeyFormat| {
        value.strip_prefix(format.prefix).is_some_and(|rest| {
            let is_key = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
            rest.len() >= format.length && rest.bytes().all(is_key)
        })
    };
    KEY_FORMATS.iter().find(matches).map(|format| format.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_credentials_end_with_what_they_are() {
        for name in ["DB_PASSWORD", "PASSWORD", "apiKey", "GITHUB_TOKEN", "S3_ACCESS_KEY", "smtp.password"] {
            assert!(is_credential_name(name), "{name}");
        }
        for name in ["PASSWORD_FILE", "TOKEN_TTL", "KEY", "TOKENIZER", "AWS_ACCESS_KEY_ID", "PASSWORD_MIN_LENGTH"] {
            assert!(!is_credential_name(name), "{name}");
        }
    }

    #[test]
    fn where_a_secret_is_is_none() {
        assert!(is_called_secret("CLIENT_SECRET") && is_called_secret("secretKey"));
        assert!(!is_called_secret("SECRET_NAME") && !is_called_secret("CLIENT_SECRET_FILE"));
    }

    #[test]
    fn places_switches_and_placeholders_are_no_credentials() {
        for value in [
            "/run/secrets/db",
            "https://example.com",
            "true",
            "",
            "30",
            "$(OTHER)",
            "<your token>",
            "INSERT_TOKEN",
            "xxxx",
        ] {
            assert!(!may_be_credential("TOKEN", value), "{value}");
        }
        assert!(may_be_credential("TOKEN", "hunter2"));
    }

    #[test]
    fn keys_say_what_they_are() {
        assert_eq!(key_format(&format!("AKIA{}", "Q".repeat(16))), Some("an AWS access key"));
        assert_eq!(key_format(&format!("ghp_{}", "a1".repeat(18))), Some("a GitHub token"));
        assert_eq!(key_format("ghp_short"), None);
        assert_eq!(key_format("-----BEGIN RSA PRIVATE KEY-----\nx"), Some("a private key"));
        assert_eq!(key_format("-----BEGIN CERTIFICATE-----\nx"), None);
    }
}
