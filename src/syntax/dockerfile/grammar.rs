//! Which flags and how many arguments each instruction takes: what BuildKit's frontend refuses when it comes to
//! understand an instruction that its parser has read.

use super::error::{SyntaxError, SyntaxErrorKind as Kind};
use super::heredoc;
use super::substitution::{self, Part};
use super::tree::{Arguments, Flag, HealthcheckCommand, Instruction, Keyword, Pair, Word};
use crate::syntax::comma_list;
use crate::text::{Span, nearest};

/// What a flag's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FlagShape {
    /// `true`, `false`, or nothing for true.
    Switch,
    /// One value; the flag stands once.
    Value,
    /// A value each time the flag stands.
    Values,
}

impl Keyword {
    /// The flags that the instruction has, without dashes.
    #[must_use]
    pub const fn flags(self) -> &'static [(&'static str, FlagShape)] {
        use FlagShape::{Switch, Value, Values};
        match self {
            Self::From => &[("platform", Value)],
            Self::Run => &[("mount", Values), ("network", Value), ("security", Value), ("device", Values)],
            Self::Copy => &[
                ("from", Value),
                ("chown", Value),
                ("chmod", Value),
                ("link", Switch),
                ("parents", Switch),
                ("exclude", Values),
            ],
            Self::Add => &[
                ("chown", Value),
                ("chmod", Value),
                ("link", Switch),
                ("keep-git-dir", Switch),
                ("checksum", Value),
                ("unpack", Switch),
                ("exclude", Values),
            ],
            Self::Healthcheck => &[
                ("interval", Value),
                ("timeout", Value),
                ("start-period", Value),
                ("start-interval", Value),
                ("retries", Value),
            ],
            _ => &[],
        }
    }
}

/// Adds to `errors` what is wrong with `instruction`: the arguments first, then the flags.
pub(super) fn check(instruction: &Instruction<'_>, escape: char, errors: &mut Vec<SyntaxError>) {
    let Some(keyword) = instruction.keyword else { return };
    let mut checker = Checker { instruction, keyword, escape, errors };
    checker.arguments();
    checker.flags();
}

struct Checker<'a, 's> {
    instruction: &'a Instruction<'s>,
    keyword: Keyword,
    escape: char,
    errors: &'a mut Vec<SyntaxError>,
}

impl Checker<'_, '_> {
    fn report(&mut self, span: Span, kind: Kind) {
        self.errors.push(SyntaxError { kind, span });
    }

    fn arguments(&mut self) {
        let (instruction, keyword) = (self.instruction, self.keyword);
        let name = instruction.name.full_span();
        match (&instruction.arguments, keyword) {
            // An empty RUN, CMD or ENTRYPOINT is an empty command, which BuildKit lets pass.
            (Arguments::None, Keyword::Run | Keyword::Cmd | Keyword::Entrypoint) => {}
            (Arguments::None, Keyword::From) => self.report(name, Kind::FromArguments { count: 0 }),
            (Arguments::None, _) => self.report(name, Kind::MissingArgument { keyword }),
            (Arguments::Words(words), Keyword::From) => self.from(words),
            (Arguments::Words(words) | Arguments::Json(words), Keyword::Copy | Keyword::Add) => self.copy(words),
            (Arguments::Words(words), Keyword::Arg) => {
                for word in words.iter().filter(|word| word.text().starts_with('=')) {
                    self.report(word.full_span(), Kind::BlankName);
                }
            }
            (Arguments::Pairs(pairs), _) => self.pairs(pairs),
            (Arguments::Json(words), Keyword::Volume | Keyword::Shell) if words.is_empty() => {
                self.report(instruction.text.full_span(), Kind::MissingArgument { keyword });
            }
            (Arguments::Json(words) | Arguments::Words(words), Keyword::Volume) => {
                for word in words.iter().filter(|word| word.text().trim().is_empty()) {
                    self.report(word.full_span(), Kind::EmptyVolume);
                }
            }
            (Arguments::Text, Keyword::Shell) => self.report(instruction.text.full_span(), Kind::ShellNotJson),
            (Arguments::Healthcheck { kind, command }, _) => self.healthcheck(kind, command.as_ref()),
            (Arguments::Trigger(trigger), _) => {
                let forbidden = [Keyword::Onbuild, Keyword::From, Keyword::Maintainer];
                if let Some(trigger_keyword) = trigger.keyword.filter(|keyword| forbidden.contains(keyword)) {
                    self.report(trigger.name.full_span(), Kind::ForbiddenTrigger { trigger: trigger_keyword });
                }
            }
            _ => {}
        }
    }

    fn from(&mut self, words: &[Word<'_>]) {
        match words {
            [_] => {}
            [_, between, name] if between.text().eq_ignore_ascii_case("as") => {
                if !is_stage_name(name.text()) {
                    self.report(name.full_span(), Kind::InvalidStageName { name: name.text().to_owned() });
                }
            }
            _ => {
                let span = self.instruction.text.full_span();
                self.report(span, Kind::FromArguments { count: words.len() });
            }
        }
    }

    fn copy(&mut self, words: &[Word<'_>]) {
        let keyword = self.keyword;
        match words {
            [] => self.report(self.instruction.name.full_span(), Kind::MissingDestination { keyword }),
            [word] => self.report(word.full_span(), Kind::MissingDestination { keyword }),
            [.., destination] if heredoc::is_marker(destination.text()) => {
                self.report(destination.full_span(), Kind::HeredocAsDestination { keyword });
            }
            _ => {}
        }
    }

    fn pairs(&mut self, pairs: &[Pair<'_>]) {
        for pair in pairs.iter().filter(|pair| pair.key.text().is_empty()) {
            let span = pair.key.full_span().cover(pair.value.full_span());
            self.report(span, Kind::BlankName);
        }
    }

    fn healthcheck(&mut self, kind: &Word<'_>, command: Option<&HealthcheckCommand<'_>>) {
        let span = kind.full_span();
        if kind.text().eq_ignore_ascii_case("NONE") {
            if command.is_some() {
                self.report(self.instruction.text.full_span(), Kind::ArgumentsAfterNone);
            }
        } else if !kind.text().eq_ignore_ascii_case("CMD") {
            self.report(span, Kind::UnknownHealthcheck { word: kind.text().to_owned() });
        } else if command.is_none_or(|command| matches!(command, HealthcheckCommand::Json(words) if words.is_empty())) {
            self.report(span, Kind::MissingHealthcheckCommand);
        }
    }

    fn flags(&mut self) {
        // BuildKit never looks at the flags of these.
        let unread = match &self.instruction.arguments {
            Arguments::Healthcheck { kind, .. } => kind.text().eq_ignore_ascii_case("NONE"),
            _ => matches!(self.keyword, Keyword::Arg | Keyword::Stopsignal),
        };
        if unread {
            return;
        }
        for (index, flag) in self.instruction.flags.iter().enumerate() {
            let name = flag.name();
            let Some(&(known, shape)) = self.keyword.flags().iter().find(|(known, _)| *known == name) else {
                let suggestion = nearest(name, self.keyword.flags().iter().map(|(name, _)| *name));
                let name = name.to_owned();
                self.report(flag.span(), Kind::UnknownFlag { keyword: self.keyword, name, suggestion });
                continue;
            };
            let repeated = self.instruction.flags[..index].iter().any(|earlier| earlier.name() == name);
            if repeated && shape != FlagShape::Values {
                self.report(flag.span(), Kind::DuplicateFlag { name: name.to_owned() });
                continue;
            }
            match (shape, flag.value()) {
                (FlagShape::Switch, None) => {}
                (FlagShape::Switch, Some(value)) => self.switch(flag, value),
                (_, None) => self.report(flag.span(), Kind::MissingFlagValue { name: name.to_owned() }),
                (_, Some(value)) => self.value(flag, known, value),
            }
        }
    }

    fn switch(&mut self, flag: &Flag<'_>, value: &str) {
        let name = flag.name().to_owned();
        if value.is_empty() {
            self.report(flag.span(), Kind::MissingFlagValue { name });
        } else if !value.eq_ignore_ascii_case("true") && !value.eq_ignore_ascii_case("false") {
            self.report(flag.value_span(), Kind::NotBoolean { name, value: value.to_owned() });
        }
    }

    fn value(&mut self, flag: &Flag<'_>, name: &'static str, value: &str) {
        const NETWORKS: &[&str] = &["default", "none", "host"];
        const SECURITIES: &[&str] = &["sandbox", "insecure"];
        let wrong = match (self.keyword, name) {
            (Keyword::Copy, "from") => (!stands_for_itself(value, self.escape)).then_some(Kind::VariableInFrom),
            (Keyword::Run, "network") => unknown_value(name, value, NETWORKS),
            (Keyword::Run, "security") => unknown_value(name, value, SECURITIES),
            (Keyword::Run, "device") => device(value),
            (Keyword::Run, "mount") => match comma_list::fields(value) {
                None => Some(Kind::MalformedList { name }),
                Some(fields) => fields
                    .iter()
                    .filter_map(|field| field.text.split_once('='))
                    .any(|(key, value)| key.eq_ignore_ascii_case("from") && holds_variable(value))
                    .then_some(Kind::VariableInFrom),
            },
            (Keyword::Healthcheck, "retries") => {
                let valid = value.is_empty() || value.parse::<i32>().is_ok_and(|retries| retries >= 0);
                (!valid).then(|| Kind::InvalidRetries { value: value.to_owned() })
            }
            (Keyword::Healthcheck, _) => {
                let valid = value.is_empty() || is_interval(value);
                (!valid).then(|| Kind::InvalidDuration { name: name.to_owned(), value: value.to_owned() })
            }
            _ => None,
        };
        if let Some(kind) = wrong {
            self.report(flag.value_span(), kind);
        }
    }
}

fn unknown_value(name: &'static str, value: &str, allowed: &'static [&'static str]) -> Option<Kind> {
    (!allowed.contains(&value)).then(|| Kind::UnknownFlagValue { name, value: value.to_owned(), allowed })
}

/// What is wrong with a device: a name, perhaps behind `name=`, and `required`.
fn device(value: &str) -> Option<Kind> {
    let Some(fields) = comma_list::fields(value) else { return Some(Kind::MalformedList { name: "device" }) };
    let mut named = false;
    for field in fields {
        let (key, value) = match field.text.split_once('=') {
            Some((key, value)) => (key, Some(value)),
            None => (&*field.text, None),
        };
        let required = key.eq_ignore_ascii_case("required");
        let fits = match value {
            None if required => true,
            Some(value) if required => is_go_boolean(value),
            Some(value) if key.eq_ignore_ascii_case("name") => !std::mem::replace(&mut named, !value.is_empty()),
            _ => !std::mem::replace(&mut named, !field.text.is_empty()),
        };
        if !fits {
            return Some(Kind::InvalidDevice { field: field.text.into_owned() });
        }
    }
    None
}

/// Whether Go reads `value` as true or false.
#[must_use]
pub fn is_go_boolean(value: &str) -> bool {
    matches!(value, "1" | "t" | "T" | "TRUE" | "true" | "True" | "0" | "f" | "F" | "FALSE" | "false" | "False")
}

/// Whether `value` has neither variables nor quotes nor escapes.
fn stands_for_itself(value: &str, escape: char) -> bool {
    let parts = substitution::parse(value, escape);
    parts.is_ok_and(|parts| parts.iter().all(|part| matches!(part, Part::Literal(_))))
}

/// A `$` anywhere but at the very end.
fn holds_variable(value: &str) -> bool {
    value.find('$').is_some_and(|at| at + 1 < value.len())
}

/// Whether `name`, lower-cased, is `[a-z][a-z0-9-_.]*`.
fn is_stage_name(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'))
}

/// Whether `value` is a duration in Go's notation, zero or at least a millisecond.
fn is_interval(value: &str) -> bool {
    nanoseconds(value).is_some_and(|duration| duration == 0.0 || duration >= 1e6)
}

fn nanoseconds(value: &str) -> Option<f64> {
    let (sign, mut rest) = match value.strip_prefix(['-', '+']) {
        Some(rest) => (if value.starts_with('-') { -1.0 } else { 1.0 }, rest),
        None => (1.0, value),
    };
    if rest == "0" {
        return Some(0.0);
    }
    let mut total = 0.0;
    loop {
        let number = rest.find(|c: char| c != '.' && !c.is_ascii_digit())?;
        let amount: f64 = rest[..number].parse().ok()?;
        rest = &rest[number..];
        let unit = rest.find(|c: char| c == '.' || c.is_ascii_digit()).unwrap_or(rest.len());
        total += amount
            * match &rest[..unit] {
                "ns" => 1.0,
                "us" | "µs" | "μs" => 1e3,
                "ms" => 1e6,
                "s" => 1e9,
                "m" => 60e9,
                "h" => 3600e9,
                _ => return None,
            };
        rest = &rest[unit..];
        if rest.is_empty() {
            return Some(sign * total);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_gos() {
        for valid in ["0", "30s", "1m30s", "500ms", "1.5h", ".5s", "1000us", "0s"] {
            assert!(is_interval(valid), "{valid}");
        }
        for invalid in ["30", "s", "1d", "-1s", "999us", "1 s", "1s ", "."] {
            assert!(!is_interval(invalid), "{invalid}");
        }
    }

    #[test]
    fn devices() {
        for valid in ["a", "vendor.com/gpu=all", "name=a,required", "a,required=false", "required", "name=,a"] {
            assert_eq!(device(valid), None, "{valid}");
        }
        for (invalid, field) in [("a,b", "b"), ("a,required=x", "required=x"), ("a,name=b", "name=b"), ("a,x=y", "x=y")]
        {
            assert_eq!(device(invalid), Some(Kind::InvalidDevice { field: field.into() }), "{invalid}");
        }
        assert_eq!(device(""), Some(Kind::MalformedList { name: "device" }));
    }

    #[test]
    fn variables_quotes_and_escapes_do_not_stand_for_themselves() {
        assert!(["build", "x$", "a$/b", "nginx:1"].iter().all(|value| stands_for_itself(value, '\\')));
        assert!(!["$X", "a${X}", "${", "it's", r"\a"].iter().any(|value| stands_for_itself(value, '\\')));
    }

    #[test]
    fn stage_names() {
        assert!(is_stage_name("Build-1.x_y"));
        for invalid in ["", "1a", "a/b", "-a", "ä", "a$b"] {
            assert!(!is_stage_name(invalid), "{invalid}");
        }
    }
}
