//! Labels, and what selects them. Owned, because they are compared across files; knows nothing of who selects whom.
//!
//! Source: the Kubernetes API reference on `LabelSelector`, and the documentation of labels and selectors.

use std::borrow::Cow;

use super::fields::Fields;
use crate::text::Spanned;

/// Labels of an object or of the pods that it makes, by key.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Labels {
    entries: Vec<(Box<str>, Box<str>)>,
}

impl Labels {
    /// The labels among `entries`; a later one takes the place of an equal key before.
    #[must_use]
    pub fn of<'t>(entries: impl Iterator<Item = (Spanned<Cow<'t, str>>, Spanned<Cow<'t, str>>)>) -> Self {
        let mut labels: Vec<(Box<str>, Box<str>)> =
            entries.map(|(key, value)| (key.value.into(), value.value.into())).collect();
        // Stable, so that of equal keys the last one is the one that stays.
        labels.sort_by(|(a, _), (b, _)| a.cmp(b));
        labels.reverse();
        labels.dedup_by(|(later, _), (kept, _)| later == kept);
        labels.reverse();
        Self { entries: labels }
    }

    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        let at = self.entries.binary_search_by(|(own, _)| (**own).cmp(key)).ok()?;
        Some(&self.entries[at].1)
    }

    /// Keys and values in order of key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|(key, value)| (&**key, &**value))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Which labels are meant: all its requirements have to hold, so one without any means everything.
///
/// What the absence of a selector means differs from field to field, and is therefore the caller's to know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selector {
    requirements: Vec<Requirement>,
}

/// One thing that a selector wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The key it looks at.
    pub key: Box<str>,
    /// What it wants of the value.
    pub condition: Condition,
}

/// What a requirement wants of the value of its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// One of these.
    In(Vec<Box<str>>),
    /// None of these; also met when the key is absent.
    NotIn(Vec<Box<str>>),
    /// Any value.
    Exists,
    /// That the key is absent.
    DoesNotExist,
}

impl Selector {
    /// A `LabelSelector`: `matchLabels` and `matchExpressions`. An expression without a key or with an unknown operator, which
    /// the API server refuses, is left out.
    #[must_use]
    pub fn of(fields: Fields<'_>) -> Self {
        let mut selector = fields.object("matchLabels").map_or_else(Self::default, Self::of_map);
        selector.requirements.extend(fields.objects("matchExpressions").filter_map(|item| {
            let values = || item.fields.strings("values").map(|value| value.value.into()).collect();
            let condition = match &*item.fields.string("operator")?.value {
                "In" => Condition::In(values()),
                "NotIn" => Condition::NotIn(values()),
                "Exists" => Condition::Exists,
                "DoesNotExist" => Condition::DoesNotExist,
                _ => return None,
            };
            Some(Requirement { key: item.fields.string("key")?.value.into(), condition })
        }));
        selector
    }

    /// A plain map of labels, such as the `selector` of a Service.
    #[must_use]
    pub fn of_map(fields: Fields<'_>) -> Self {
        let labels = Labels::of(fields.string_entries());
        let requirement = |(key, value)| Requirement { key, condition: Condition::In(vec![value]) };
        Self { requirements: labels.entries.into_iter().map(requirement).collect() }
    }

    /// What it wants.
    #[must_use]
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// Whether it wants nothing, and so means everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.requirements.is_empty()
    }

    /// Whether `labels` meet all that it wants.
    #[must_use]
    pub fn matches(&self, labels: &Labels) -> bool {
        self.requirements.iter().all(|requirement| requirement.is_met_by(labels))
    }
}

impl Requirement {
    /// Whether `labels` have what it wants.
    #[must_use]
    pub fn is_met_by(&self, labels: &Labels) -> bool {
        let value = labels.get(&self.key);
        match &self.condition {
            Condition::In(values) => value.is_some_and(|value| values.iter().any(|wanted| **wanted == *value)),
            Condition::NotIn(values) => value.is_none_or(|value| values.iter().all(|barred| **barred != *value)),
            Condition::Exists => value.is_some(),
            Condition::DoesNotExist => value.is_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::Tree;

    fn with<R>(text: &str, look: impl FnOnce(Fields<'_>) -> R) -> R {
        let tree = Tree::parse(text);
        look(Fields::of(tree.documents().next().and_then(|document| document.root().as_mapping()).expect("a mapping")))
    }

    fn labels(text: &str) -> Labels {
        with(text, |fields| Labels::of(fields.string_entries()))
    }

    #[test]
    fn the_last_of_equal_keys_counts() {
        let labels = labels("{b: '2', a: x, b: '1', c: z}");
        assert_eq!(labels.iter().collect::<Vec<_>>(), [("a", "x"), ("b", "1"), ("c", "z")]);
        assert_eq!((labels.get("b"), labels.get("d")), (Some("1"), None));
    }

    #[test]
    fn all_requirements_have_to_hold() {
        let labels = labels("{app: web, tier: front}");
        let cases = [
            ("{}", true),
            ("{matchLabels: {app: web}}", true),
            ("{matchLabels: {app: web, tier: back}}", false),
            ("{matchExpressions: [{key: app, operator: In, values: [api, web]}]}", true),
            ("{matchExpressions: [{key: gone, operator: In, values: [web]}]}", false),
            ("{matchExpressions: [{key: gone, operator: NotIn, values: [web]}]}", true),
            ("{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}", false),
            ("{matchExpressions: [{key: tier, operator: Exists}, {key: gone, operator: DoesNotExist}]}", true),
            ("{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: DoesNotExist}]}", false),
        ];
        for (text, expected) in cases {
            assert_eq!(with(text, Selector::of).matches(&labels), expected, "{text}");
        }
        assert!(with("{app: web}", Selector::of_map).matches(&labels));
        assert!(!with("{app: web, gone: x}", Selector::of_map).matches(&labels));
    }
}
