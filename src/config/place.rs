//! Where in the text of a configuration a value stands. Reads the text a second time, and only when somebody asks.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The way to a value of a configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyPath(Vec<Step>);

/// A step on the way to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into the value of this key.
    Name(String),
    /// Into an array, from 0.
    Item(usize),
    /// From the value just reached back to its key.
    Key,
}

impl KeyPath {
    /// The value at `key` of the whole file.
    #[must_use]
    pub fn of(key: &str) -> Self {
        Self::default().name(key)
    }

    /// The value at `key` of this one.
    #[must_use]
    pub fn name(self, key: &str) -> Self {
        self.step(Step::Name(key.to_owned()))
    }

    /// The value with this number, from 0, in this one.
    #[must_use]
    pub fn item(self, index: usize) -> Self {
        self.step(Step::Item(index))
    }

    /// One step further.
    #[must_use]
    pub fn step(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }

    /// The bytes of `text` that hold the value, or as much of the way to it as there is.
    #[must_use]
    pub fn span(&self, text: &str) -> Option<Range<usize>> {
        let document = DeTable::parse(text).ok()?;
        let mut table = Some(document.get_ref());
        let mut value: Option<&Spanned<DeValue<'_>>> = None;
        let mut key = None;
        let mut span = None;
        for step in &self.0 {
            match step {
                Step::Name(name) => {
                    let Some((found, next)) = table.and_then(|table| table.get_key_value(&**name)) else { break };
                    (key, value) = (Some(found.span()), Some(next));
                }
                Step::Item(index) => {
                    let Some(next) = value.and_then(|value| value.get_ref().as_array()?.get(*index)) else { break };
                    (key, value) = (None, Some(next));
                }
                Step::Key => return key.or(span),
            }
            table = value.and_then(|value| value.get_ref().as_table());
            span = value.map(Spanned::span);
        }
        span
    }
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
        let message = "the options of `apk-unpinned-version`: invalid type: integer `1`, expected a list";
        says("[rules.apk-unpinned-version]\nallow = 1", "1", message);
        says("strict = 'yes'", "'yes'", "invalid type: string \"yes\", expected a boolean");
        says("fail-on = 'warn'", "'warn'", "`warn` is no value for this; did you mean `warning`?");
    }

    #[test]
    fn mistakes_in_overrides_are_found_there() {
        let start = "ignore = ['DL3020']\n[[overrides]]\npaths = ['a']\n[[overrides]]\npaths = ['b']\n";
        let unknown = "`no-such-rule` names no rule, tag or tool";
        says(&format!("{start}select = ['all', 'no-such-rule']"), "'no-such-rule'", unknown);
        says(&format!("{start}rules.no-such-rule = 'off'"), "no-such-rule", unknown);
        says(&format!("{start}kubernetes-version = 'x'"), "'x'", &mistake("kubernetes-version = 'x'").1);
        says(&format!("{start}path = []"), "path", "there is no key `path`; did you mean `paths`?");
        says("[[overrides]]\npaths = []", "[]", "`paths` names no files");
        says("[[overrides]]\nselect = []", "[[overrides]]", "the key `paths` is missing");
    }
}
