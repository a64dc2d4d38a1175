//! ShellCheck-coded findings from the linter crate, made to agree with what ShellCheck means by its numbers.
//!
//! Knows the linter's rules and which of them to trust; nothing of what a caller shows.

use std::sync::{LazyLock, OnceLock};

use shuck_linter::{AmbientShellOptions, AnalysisRequest, LinterSettings, ShellCheckCodeMap, ShellDialect};
use shuck_parser::parser::ParseResult;

use super::analysis::ShellFinding;
use super::interpreter::{Dialect, Shell, ShellOptions};
use super::reader::{Origin, bytes, problem};
use super::script::{Script, Word};
use super::{TextRange, code};
use crate::diagnostic::Level;

/// Numbers of the linter that are other numbers at ShellCheck.
const RENAMED: &[(u32, u16)] = &[(2387, 2283), (2389, 1062), (2390, 1062), (2396, 1058), (3042, 3039), (3073, 3029)];

/// Numbers of the linter that are not reported, and why.
const DROPPED: &[(u32, &str)] = &[
    (1090, "files that a build sources are not there to be read"),
    (1091, "files that a build sources are not there to be read"),
    (1114, NO_SHEBANG),
    (1115, NO_SHEBANG),
    (1128, NO_SHEBANG),
    (2096, NO_SHEBANG),
    (2148, NO_SHEBANG),
    (2239, NO_SHEBANG),
    (2264, OTHER_MEANING),
    (2265, OTHER_MEANING),
    (2271, OTHER_MEANING),
    (2272, OTHER_MEANING),
    (2273, OTHER_MEANING),
    (2274, OTHER_MEANING),
    (2277, OTHER_MEANING),
    (2290, OTHER_MEANING),
    (2333, OTHER_MEANING),
    (2336, OTHER_MEANING),
    (2339, UNKNOWN),
    (2370, UNKNOWN),
    (2391, UNKNOWN),
    (2399, UNKNOWN),
    (3079, UNKNOWN),
    (3083, UNKNOWN),
];
const NO_SHEBANG: &str = "the text of an instruction has no first line that names its interpreter";
const OTHER_MEANING: &str = "ShellCheck's number means something else";
const UNKNOWN: &str = "ShellCheck has no such number";

/// A reading of a text.
pub(super) struct Input<'a> {
    pub(super) parsed: &'a ParseResult,
    pub(super) source: &'a str,
    pub(super) origin: Origin<'a>,
    pub(super) script: &'a Script,
    pub(super) shell: Shell,
}

static NUMBERS: LazyLock<ShellCheckCodeMap> = LazyLock::new(ShellCheckCodeMap::default);

/// The linter's settings for `shell`, made when first asked for.
fn settings(shell: Shell) -> &'static LinterSettings {
    static SETTINGS: [OnceLock<LinterSettings>; 4 * Dialect::ALL.len()] = [const { OnceLock::new() }; _];
    let ShellOptions { errexit, pipefail, .. } = shell.options;
    let index = 4 * shell.dialect as usize + 2 * usize::from(errexit) + usize::from(pipefail);
    SETTINGS[index].get_or_init(|| {
        let rules = NUMBERS.mappings().filter(|(number, _)| reported(*number, shell.dialect).is_some());
        LinterSettings::for_rules(rules.map(|(_, rule)| rule))
            .with_shell(match shell.dialect {
                Dialect::Sh => ShellDialect::Sh,
                Dialect::Bash => ShellDialect::Bash,
                Dialect::Dash => ShellDialect::Dash,
                Dialect::Ksh => ShellDialect::Ksh,
                Dialect::Mksh => ShellDialect::Mksh,
                Dialect::Zsh => ShellDialect::Zsh,
            })
            .with_ambient_shell_options(AmbientShellOptions { errexit, pipefail })
            .with_resolve_source_closure(false)
    })
}

/// The number under which the linter's `number` is reported.
fn reported(number: u32, dialect: Dialect) -> Option<u16> {
    if DROPPED.iter().any(|(dropped, _)| *dropped == number) {
        return None;
    }
    // Dash has a number of its own for what else is 3037.
    if (number, dialect) == (3037, Dialect::Dash) {
        return Some(3036);
    }
    let renamed = RENAMED.iter().find(|(old, _)| *old == number).map(|(_, new)| *new);
    renamed.or_else(|| u16::try_from(number).ok())
}

/// How many commands a text may have to be linted, whole or broken: the linter takes time with the square of it.
const MOST_COMMANDS: usize = 5_000;
const MOST_BROKEN_COMMANDS: usize = 500;

/// The findings, by place and code.
pub(super) fn findings(input: &Input<'_>) -> Vec<ShellFinding> {
    let problem = problem(input.parsed, input.source, input.origin);
    let most = if problem.is_none() { MOST_COMMANDS } else { MOST_BROKEN_COMMANDS };
    let mut places = if input.script.commands().len() <= most { places(input) } else { Vec::new() };
    if let Some(problem) = problem {
        // What follows a place that cannot be read is guesswork, so that place is all there is to say; ShellCheck does
        // the same.
        places.retain(|place| place.code < 2000 && code(place.code).is_some_and(|code| code.level == Level::Error));
        places.truncate(1);
        if places.is_empty() {
            places.push(Place { code: 1072, range: problem.range, message: problem.message });
        }
    }
    let mut findings: Vec<ShellFinding> = Vec::new();
    for place in places {
        match findings.iter_mut().find(|finding| finding.code == place.code) {
            Some(first) if first.range == place.range || first.more.contains(&place.range) => {}
            Some(first) => first.more.push(place.range),
            None => findings.push(place.finding(input.script.text())),
        }
    }
    findings
}

/// One place of one code, with the linter's message.
struct Place {
    code: u16,
    range: TextRange,
    message: String,
}

/// What the linter finds, in the order of the text.
fn places(input: &Input<'_>) -> Vec<Place> {
    let &Input { parsed, source, origin, script, shell } = input;
    let request = AnalysisRequest::from_parse_result(parsed, source, settings(shell)).with_shellcheck_map(&NUMBERS);
    let mut places: Vec<Place> = Vec::new();
    for diagnostic in request.lint() {
        let number = NUMBERS.code_for_rule(diagnostic.rule);
        let Some(code) = number.and_then(|number| reported(number, shell.dialect)) else { continue };
        // What has no place in the text belongs to the assignments in front of it.
        let Some(range) = bytes(diagnostic.span, source).and_then(|range| origin.range(range)) else { continue };
        let range = on_the_word(code, visible(range, script), script.text());
        // POSIX has it since 2024, and ShellCheck with it.
        if code == 3040 && range.slice(script.text()) == "pipefail" {
            continue;
        }
        places.push(Place { code, range, message: diagnostic.message });
    }
    if stops_at_errors(script, shell.options) {
        places.extend(script.unchecked_negations.iter().map(|&range| Place {
            code: 2251,
            range: TextRange::new(range.start, range.start + 1),
            message: String::new(),
        }));
    }
    places.sort_by_key(|place| (place.range, place.code));
    places
}

/// Whether `set -e` is in force, or set anywhere.
fn stops_at_errors(script: &Script, initial: ShellOptions) -> bool {
    initial.errexit
        || !script.unchecked_negations.is_empty()
            && script.commands().filter(|command| command.name() == Some("set")).any(|command| {
                let mut options = ShellOptions::default();
                options.apply(command.words().skip(1).map(Word::text));
                options.errexit
            })
}

/// `range`, or when that is empty the word that it touches.
fn visible(range: TextRange, script: &Script) -> TextRange {
    if !range.is_empty() {
        return range;
    }
    let text = script.text();
    let (before, behind) = text.split_at_checked(range.start as usize).unwrap_or((text, ""));
    let end = behind.find(char::is_whitespace).unwrap_or(behind.len());
    let start =
        if end > 0 { before.len() } else { before.trim_end().rfind(char::is_whitespace).map_or(0, |at| at + 1) };
    let end = if end > 0 { before.len() + end } else { before.trim_end().len() };
    TextRange::new(start.min(end) as u32, end as u32)
}

/// `range`, or the word that the finding is about where the linter points beside it.
fn on_the_word(code: u16, range: TextRange, text: &str) -> TextRange {
    match (code, range.slice(text)) {
        // A loop's variable stands behind `for`.
        (2034, "for") => {
            let behind = &text[range.end as usize..];
            let start = text.len() - behind.trim_start().len();
            let length = text[start..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(0);
            TextRange::new(start as u32, (start + length) as u32)
        }
        // The assignment stands before the blank that makes it empty.
        (1007, _) => {
            let before = &text[..range.start as usize];
            let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
            TextRange::new(start as u32, range.start)
        }
        _ => range,
    }
}

impl Place {
    fn finding(self, text: &str) -> ShellFinding {
        let Self { code: number, range, message } = self;
        let title = code(number).map_or("", |code| code.title);
        let subject = text.get(range.range()).filter(|subject| !subject.is_empty() && subject.len() <= 60);
        let told = subject.and_then(|subject| Some(specific(number)?.replace("{}", subject)));
        let orders = message.is_empty() || is_order(&message);
        let (message, help) = match (told, orders) {
            (Some(told), _) => (told, orders.then_some(message)),
            (None, true) => (title.to_owned(), Some(message)),
            (None, false) => (message, None),
        };
        ShellFinding { code: number, range, more: Vec::new(), message, help: help.filter(|help| !help.is_empty()) }
    }
}

/// Whether a message says what to do instead of what is.
fn is_order(message: &str) -> bool {
    const ORDERS: [&str; 27] = [
        "add", "avoid", "call", "drop", "give", "keep", "make", "match", "mix", "move", "omit", "pass", "place",
        "prefer", "put", "quote", "remove", "replace", "run", "separate", "split", "test", "use", "write", "brace",
        "assign", "guard",
    ];
    message.split(' ').next().is_some_and(|first| ORDERS.contains(&first))
}

/// What to say of a place with one of the commonest codes; `{}` stands for its text.
fn specific(code: u16) -> Option<&'static str> {
    Some(match code {
        1001 | 1012 => "the backslash in `{}` does nothing",
        2006 => "`{}` is written with backticks",
        2016 => "`{}` does not expand in single quotes",
        2028 => "`echo` may not expand the escapes in `{}`",
        2034 => "`{}` is assigned and never used",
        2035 => "`{}` may become an option when a file's name begins with a dash",
        2043 => "the loop over `{}` runs once",
        2046 => "the output of `{}` is split into words and expanded as globs",
        2086 => "`{}` is split into words and expanded as a glob",
        2115 => "`{}` begins at the root when its variable is empty",
        2154 => "`{}` is used and never assigned",
        2155 => "the status of the command is lost, because its output goes to `{}` in a declaration",
        2164 => "a failure of `{}` is not noticed",
        2251 => "`{}` keeps `set -e` from stopping the script here",
        3009 | 3010 | 3054 | 3057 | 3060 => "`{}` is not a part of POSIX sh",
        3014 => "`{}` is not an operator of POSIX tests",
        3037 => "`{}` of `echo` is not a part of POSIX sh",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::CODES;
    use super::*;

    #[test]
    fn the_table_and_the_linter_know_the_same_codes() {
        let mut known: Vec<u16> = NUMBERS
            .mappings()
            .flat_map(|(number, _)| Dialect::ALL.map(|dialect| reported(number, dialect)))
            .flatten()
            .chain([2251])
            .collect();
        known.sort_unstable();
        known.dedup();
        assert_eq!(CODES.iter().map(|code| code.code).collect::<Vec<_>>(), known);
    }

    #[test]
    fn what_is_dropped_or_renamed_exists() {
        for number in DROPPED.iter().map(|(number, _)| number).chain(RENAMED.iter().map(|(old, _)| old)) {
            assert!(NUMBERS.mappings().any(|(known, _)| known == *number), "SC{number}");
        }
    }
}
