//! Where in the text of a configuration a mistake stands. Reads the text a second time, and only when there is one.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{ConfigurationError, UnknownSelector};
use crate::text::nearest;

impl ConfigurationError {
    /// The bytes of `text`, which the configuration was read from, that hold the mistake.
    #[must_use]
    pub fn place(&self, text: &str) -> Option<Range<usize>> {
        if let Self::Unreadable(error) = self {
            return error.span();
        }
        let document = DeTable::parse(text).ok()?;
        let document = document.get_ref();
        match self {
            Self::Unreadable(error) => error.span(),
            Self::UnknownSelector(UnknownSelector { word, .. }) => ["select", "ignore"]
                .into_iter()
                .filter_map(|key| document.get(key)?.get_ref().as_array())
                .flat_map(|words| words.iter())
                .find(|value| value.get_ref().as_str() == Some(word))
                .map(Spanned::span)
                .or_else(|| rule_entry(document, word).map(|(key, _)| key.span())),
            Self::UnknownProfile { .. } => document.get("profile").map(Spanned::span),
            Self::KubernetesVersion(_) => document.get("kubernetes-version").map(Spanned::span),
            Self::UnknownLevel { rule, .. } => {
                let (_, value) = rule_entry(document, rule)?;
                let level = value.get_ref().as_table().and_then(|table| table.get("level"));
                Some(level.unwrap_or(value).span())
            }
            Self::NoOptions { rule } => rule_entry(document, rule).map(|(key, _)| key.span()),
            Self::InvalidOptions { rule, reason } => {
                let (entry, options) = rule_entry(document, rule)?;
                let (key, _) = unknown_key(reason).unwrap_or_default();
                let option = options.get_ref().as_table().and_then(|table| table.get_key_value(key));
                Some(option.map_or_else(|| entry.span(), |(option, _)| option.span()))
            }
        }
    }

    /// What is wrong, in one line, without the place.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Unreadable(error) => plain(error.message()),
            Self::InvalidOptions { rule, reason } => format!("the options of `{rule}`: {}", plain(reason)),
            other => other.to_string(),
        }
    }
}

fn rule_entry<'d>(
    document: &'d DeTable<'d>,
    rule: &str,
) -> Option<(&'d Spanned<toml::de::DeString<'d>>, &'d Spanned<DeValue<'d>>)> {
    document.get("rules")?.get_ref().as_table()?.iter().find(|(key, _)| key.get_ref() == rule)
}

/// The words of serde and toml in ours: an unknown key is told with the one that was likely meant.
fn plain(message: &str) -> String {
    let Some((key, rest)) = unknown_key(message) else { return message.replace('\n', "; ") };
    let known: Vec<_> = rest.split('`').skip(1).step_by(2).collect();
    match (nearest(key, known.iter().copied()), &known[..]) {
        (Some(meant), _) => format!("there is no key `{key}`; did you mean `{meant}`?"),
        (None, []) => format!("there is no key `{key}`"),
        (None, known) => format!("there is no key `{key}`, only `{}`", known.join("`, `")),
    }
}

/// The key that serde does not know, and what it says behind that.
fn unknown_key(message: &str) -> Option<(&str, &str)> {
    message.strip_prefix("unknown field `")?.split_once('`')
}

#[cfg(test)]
mod tests {
    use crate::config::{Configuration, Request, Settings};
    use crate::date::Date;

    /// The text under the place of the mistake, and the message.
    fn mistake(text: &str) -> (String, String) {
        let error = Configuration::read(text)
            .and_then(|configuration| Settings::new(&Request::on(Date::from_days(0)), &configuration))
            .err()
            .expect("a mistake");
        let place = error.place(text).expect("mistakes have places");
        (text[place].to_owned(), error.message())
    }

    fn says(text: &str, at: &str, message: &str) {
        assert_eq!(mistake(text), (at.to_owned(), message.to_owned()), "{text}");
    }

    #[test]
    fn mistakes_have_a_place_and_a_next_step() {
        says("strict = true\nselct = []\n", "selct", "there is no key `selct`; did you mean `select`?");
        says("ignore = ['all', 'no-such-rule']", "'no-such-rule'", "`no-such-rule` names no rule, tag or tool");
        says("profile = 'hadolnt'", "'hadolnt'", "there is no profile `hadolnt`; did you mean `hadolint`?");
        says("[rules]\n'no-such-rule' = 'off'", "'no-such-rule'", "`no-such-rule` names no rule, tag or tool");
        let level = "`loud` is no level for `DL3020`: write \"off\", \"info\", \"warning\" or \"error\"";
        says("[rules]\nDL3020 = 'loud'", "'loud'", level);
        says("[rules]\nDL3020 = { level = 'loud' }", "'loud'", level);
        says("[rules]\nDL3020 = { x = 1 }", "DL3020", "`DL3020` has no options");
        says("[rules]\nDL3020 = 1", "1", "neither a level nor a table with a level and options");
        let message = "the options of `apk-unpinned-version`: there is no key `alow`; did you mean `allow`?";
        says("[rules.apk-unpinned-version]\nalow = []", "alow", message);
        says("strict = 'yes'", "'yes'", "invalid type: string \"yes\", expected a boolean");
    }
}
