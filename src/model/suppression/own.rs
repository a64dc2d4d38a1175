//! Our own words: `shipworthy: ignore[id, …] until=YYYY-MM-DD reason`.

use super::{Dialect, Names, Suppression};
use crate::date::Date;
use crate::text::Span;

/// How much a suppression covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// What it stands at: the line, or what is right below.
    Here,
    /// The stage of a Dockerfile.
    Stage,
    /// The object of a manifest.
    Object,
    /// The file.
    File,
}

/// What a text in our own words asks for, before its scope is known.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Own {
    pub(super) reach: Reach,
    names: Names,
    reason: String,
    until: Option<Date>,
}

/// Reads the text of a comment, a part of `source`; `None` when it is not addressed to us.
pub(super) fn read(source: &str, comment: &str) -> Option<Own> {
    let rest = comment.strip_prefix("shipworthy:")?.trim_start();
    let end = rest.find(|c: char| c != '-' && !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (word, rest) = rest.split_at(end);
    let reach = match word {
        "ignore" => Reach::Here,
        "ignore-stage" => Reach::Stage,
        "ignore-object" => Reach::Object,
        "ignore-file" => Reach::File,
        _ => return Some(unreadable("the word has to be `ignore`, `ignore-stage`, `ignore-object` or `ignore-file`")),
    };
    Some(read_list(source, rest, reach))
}

/// Reads `[id, …] until=… reason`.
pub(super) fn read_list(source: &str, text: &str, reach: Reach) -> Own {
    let list = text.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let Some((list, rest)) = list else {
        return unreadable("the ids have to stand in brackets right behind the word, as in `ignore[DL3008]`");
    };
    let names = Names::of_list(source, list);
    if names == Names::Some(Vec::new()) {
        return unreadable("there are no ids in the brackets");
    }
    let mut own = Own { reach, names, reason: String::new(), until: None };
    for word in rest.split_whitespace() {
        match word.strip_prefix("until=") {
            Some(day) => match day.parse() {
                Ok(day) => own.until = Some(day),
                Err(_) => {
                    return unreadable(
                        "the day behind `until=` has to be one of the calendar, as in `until=2030-01-31`",
                    );
                }
            },
            None => {
                if !own.reason.is_empty() {
                    own.reason.push(' ');
                }
                own.reason.push_str(word);
            }
        }
    }
    own
}

fn unreadable(what: &'static str) -> Own {
    Own { reach: Reach::Here, names: Names::Unreadable(what), reason: String::new(), until: None }
}

impl Own {
    /// The suppression at `place` that covers `scope`.
    pub(super) fn covering(self, place: Span, scope: Span) -> Suppression {
        let until = self.until;
        Suppression { until, ..Suppression::new(place, self.names, scope, Dialect::Own) }.because(&self.reason)
    }

    /// That it covers what there is not in this language.
    pub(super) fn out_of_place(self, place: Span, what: &'static str) -> Suppression {
        Suppression::new(place, Names::Unreadable(what), Span::empty(place.start), Dialect::Own)
    }
}
