//! What checks tell, in the words that they have in common.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::ops::RangeInclusive;

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::part::{IntegerOrText, Part};
use crate::model::k8s::requirements::{Topic, Topics, Violation};
use crate::text::{Span, Spanned, nearest};

/// The violations found so far.
pub(super) struct Findings {
    topics: Topics,
    found: Vec<Violation>,
}

impl Violation {
    pub(super) fn help(&mut self, help: impl Into<Cow<'static, str>>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn label(&mut self, span: Span, message: impl Into<Cow<'static, str>>) -> &mut Self {
        self.label = Some((span, message.into()));
        self
    }
}

impl Findings {
    /// None yet, and those about `topics` are wanted.
    pub(super) const fn about(topics: Topics) -> Self {
        Self { topics, found: Vec::new() }
    }

    /// The topics that are wanted. What is expensive to find and about none of them need not be looked for.
    pub(super) const fn topics(&self) -> Topics {
        self.topics
    }

    pub(super) fn into_violations(self) -> Vec<Violation> {
        self.found
    }

    pub(super) fn tell(&mut self, topic: Topic, span: Span, message: impl Into<Cow<'static, str>>) -> &mut Violation {
        self.found.push(Violation { topic, span, message: message.into(), missing: None, help: None, label: None });
        self.found.last_mut().expect("one was just pushed")
    }

    /// The field has to be there, and may not be empty.
    pub(super) fn required(&mut self, part: Part<'_>, name: &'static str) {
        if !part.has(name) {
            if !part.schema_requires(name) {
                let message = format!("{part} lacks `{name}`, which is required");
                let violation = self.tell(Topic::MissingValue, part.place(), message);
                violation.missing = Some(name);
                violation.help(format!("add `{name}`"));
            }
        } else if !part.is_set(name) {
            self.tell(Topic::MissingValue, part.key(name), format!("`{name}` of {part} is empty"))
                .help(format!("give `{name}` a value"));
        }
    }

    /// One of the fields has to be there.
    pub(super) fn required_one(&mut self, part: Part<'_>, names: &[&'static str]) -> bool {
        let is_there = names.iter().any(|name| part.has(name));
        if !is_there {
            let list = quoted(names);
            self.tell(Topic::MissingValue, part.place(), format!("{part} has none of {list}"))
                .help(format!("add one of {list}"));
        }
        is_there
    }

    /// At most one of the fields may be there.
    pub(super) fn at_most_one(&mut self, part: Part<'_>, names: &[&'static str]) {
        let mut there = names.iter().filter(|name| part.has(name));
        let (Some(first), Some(second)) = (there.next(), there.next()) else { return };
        self.tell(
            Topic::ForbiddenField,
            part.key(second),
            format!("{part} has both `{first}` and `{second}`, which exclude each other"),
        )
        .label(part.key(first), format!("`{first}` set here"))
        .help("keep one of them");
    }

    /// Exactly one of the fields has to be there.
    pub(super) fn exactly_one(&mut self, part: Part<'_>, names: &[&'static str]) {
        if self.required_one(part, names) {
            self.at_most_one(part, names);
        }
    }

    /// The field may not be there, for a reason such as "when `type` is `Recreate`".
    pub(super) fn forbidden(&mut self, part: Part<'_>, name: &'static str, reason: &str) -> Option<&mut Violation> {
        part.is_set(name).then(|| {
            let message = format!("`{name}` may not be set {reason}");
            self.tell(Topic::ForbiddenField, part.key(name), message).help(format!("remove `{name}`"))
        })
    }

    /// The number, if there is one, has to be in the range.
    pub(super) fn range(&mut self, part: Part<'_>, name: &'static str, range: RangeInclusive<i64>) {
        let Some(number) = part.integer(name) else { return };
        if range.contains(&number.value) {
            return;
        }
        let (least, most) = (*range.start(), *range.end());
        let message = if most >= i64::from(i32::MAX) {
            format!("`{name}` is {}, the least is {least}", number.value)
        } else {
            format!("`{name}` is {}, which is not in {least} to {most}", number.value)
        };
        self.tell(Topic::Number, number.span, message);
    }

    /// The numbers, where they are there, may not be negative.
    pub(super) fn not_negative(&mut self, part: Part<'_>, names: &[&'static str]) {
        for name in names {
            self.range(part, name, 0..=i64::MAX);
        }
    }

    /// The text, if there is one that is not empty, has to be a name.
    pub(super) fn name(&mut self, part: Part<'_>, name: &'static str, grammar: Grammar) {
        if let Some(text) = part.text(name) {
            self.grammar(Topic::Name, &text, name, grammar);
        }
    }

    /// The field has to be there and a name.
    pub(super) fn required_name(&mut self, part: Part<'_>, name: &'static str, grammar: Grammar) {
        self.required(part, name);
        self.name(part, name, grammar);
    }

    /// The text has to be as the grammar says.
    pub(super) fn grammar(&mut self, topic: Topic, text: &Spanned<Cow<'_, str>>, name: &str, grammar: Grammar) {
        if !grammar.accepts(&text.value) {
            let message = format!("`{name}` is `{}`, which is not {}", short(&text.value), grammar.title());
            self.tell(topic, text.span, message).help(grammar.advice());
        }
    }

    /// The text, if there is one that is not empty, has to be one of `values`.
    pub(super) fn one_of(&mut self, part: Part<'_>, name: &'static str, values: &[&'static str]) {
        if let Some(text) = part.text(name).filter(|_| !part.schema_lists_values(name)) {
            self.value_one_of(&text, name, values);
        }
    }

    /// As [`one_of`](Self::one_of), for fields of which the server tells an empty text from none.
    pub(super) fn one_of_and_not_empty(&mut self, part: Part<'_>, name: &'static str, values: &[&'static str]) {
        match part.fields().string(name) {
            Some(text) if text.value.is_empty() => self.value_one_of(&text, name, values),
            _ => self.one_of(part, name, values),
        }
    }

    /// The text has to be one of `values`.
    pub(super) fn value_one_of(&mut self, text: &Spanned<Cow<'_, str>>, name: &str, values: &[&'static str]) {
        if values.contains(&&*text.value) {
            return;
        }
        let same = values.iter().copied().find(|value| value.eq_ignore_ascii_case(&text.value));
        let help = match same.or_else(|| nearest(&text.value, values.iter().copied())) {
            Some(meant) => format!("write `{meant}`"),
            None => one_of(values),
        };
        let message = match &*text.value {
            "" => format!("`{name}` is empty"),
            value => format!("`{name}` cannot be `{}`", short(value)),
        };
        self.tell(Topic::UnsupportedValue, text.span, message).help(help);
    }

    /// A count or a percentage: not negative, and a text only as `25%`. Gives the number or the percentage.
    pub(super) fn count_or_percentage(&mut self, part: Part<'_>, name: &'static str) -> Option<Amount> {
        let value = part.integer_or_text(name)?;
        match value.value {
            IntegerOrText::Integer(number) => {
                self.range(part, name, 0..=i64::MAX);
                Some(Amount { number, is_percentage: false })
            }
            IntegerOrText::Text(text) => {
                let digits = text.strip_suffix('%').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
                let Some(number) = digits.and_then(|digits| digits.parse().ok()) else {
                    let message = format!("`{name}` is `{}`, which is neither a number nor a percentage", short(&text));
                    self.tell(Topic::Number, value.span, message).help("write a number, or one like `25%` in quotes");
                    return None;
                };
                Some(Amount { number, is_percentage: true })
            }
        }
    }
}

/// A number of things, or a share of them in percent.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    pub(super) number: i64,
    pub(super) is_percentage: bool,
}

/// Things that may be there once, and where each was first.
pub(super) struct Firsts<K> {
    places: HashMap<K, Span>,
}

impl<K> Default for Firsts<K> {
    fn default() -> Self {
        Self { places: HashMap::new() }
    }
}

impl<K: Eq + Hash> Firsts<K> {
    /// Where `key`, which is now at `span`, was before.
    pub(super) fn before(&mut self, key: K, span: Span) -> Option<Span> {
        match self.places.entry(key) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(place) => {
                place.insert(span);
                None
            }
        }
    }
}

/// The advice to write one of the words.
pub(super) fn one_of(words: &[&str]) -> String {
    match words {
        [word] => format!("write `{word}`"),
        words => format!("write one of {}", quoted(words)),
    }
}

/// The words in backticks, with commas between them.
pub(super) fn quoted(words: &[&str]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

/// The text, cut where a message would get too long.
pub(super) fn short(text: &str) -> Cow<'_, str> {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", &text[..end]).into(),
        None => text.into(),
    }
}
