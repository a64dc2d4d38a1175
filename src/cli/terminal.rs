//! What the terminal can show, decided once from the environment and the command line.

use std::env;
use std::io::{self, IsTerminal as _};

use super::arguments::Color;
use crate::report::View;

/// What can be shown on standard output.
pub(super) fn stdout_view(color: Color) -> View {
    let variable = |name: &str| env::var(name).ok();
    decide(color, &Surroundings { is_terminal: is_stdout(), width: terminal_width(), variable: &variable })
}

/// The view for reports that are written into files.
pub(super) fn file_view(color: Color) -> View {
    View { color: color == Color::Always, ..View::PLAIN }
}

/// Whether somebody reads along.
pub(super) fn is_stdout() -> bool {
    io::stdout().is_terminal()
}

/// Whether what stands on standard error can be drawn over.
pub(super) fn stderr_can_redraw() -> bool {
    io::stderr().is_terminal() && env::var_os("TERM").is_none_or(|terminal| terminal != "dumb")
}

fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size_of(io::stdout()).map(|(terminal_size::Width(width), _)| usize::from(width))
}

/// What the decision depends on, beside the command line.
struct Surroundings<'s> {
    is_terminal: bool,
    width: Option<usize>,
    /// The environment.
    variable: &'s dyn Fn(&str) -> Option<String>,
}

/// The rules of no-color.org and of bixense.com/clicolors, the command line before them.
fn decide(color: Color, surroundings: &Surroundings<'_>) -> View {
    let &Surroundings { is_terminal, width, variable } = surroundings;
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let is_on = |name: &str| variable(name).is_some_and(|value| !value.is_empty() && value != "0");
    let is_dumb = variable("TERM").as_deref() == Some("dumb");
    let color = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if is_set("NO_COLOR") => false,
        Color::Auto if is_on("CLICOLOR_FORCE") => true,
        Color::Auto => is_terminal && !is_dumb && variable("CLICOLOR").as_deref() != Some("0"),
    };
    // POSIX: the first of these that is set decides, and without any the locale is "C".
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| variable(name).filter(|v| !v.is_empty()));
    let is_utf8 = locale.is_some_and(|locale| {
        let locale = locale.to_ascii_uppercase();
        locale.ends_with("UTF-8") || locale.ends_with("UTF8")
    });
    let is_modern_windows = cfg!(windows) && (is_set("WT_SESSION") || is_set("TERM_PROGRAM"));
    let width = width.or_else(|| variable("COLUMNS")?.parse().ok()).unwrap_or(View::PLAIN.width);
    View {
        color,
        unicode: !is_dumb && (is_utf8 || is_modern_windows),
        hyperlinks: color && is_terminal && knows_hyperlinks(variable),
        width: width.clamp(40, 120),
        closing: true,
    }
}

/// Terminals that are known for links, or harmless with them; multiplexers are not asked what they sit in.
fn knows_hyperlinks(variable: &dyn Fn(&str) -> Option<String>) -> bool {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let program = variable("TERM_PROGRAM").unwrap_or_default();
    let vte = variable("VTE_VERSION").and_then(|version| version.parse::<u32>().ok());
    ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper"].contains(&&*program)
        || ["WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "ALACRITTY_WINDOW_ID"].into_iter().any(is_set)
        || vte.is_some_and(|version| version >= 5000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(color: Color, is_terminal: bool, variables: &[(&str, &str)]) -> View {
        let variable =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        decide(color, &Surroundings { is_terminal, width: None, variable: &variable })
    }

    #[test]
    fn colours_are_decided_by_the_most_specific_word() {
        let color = |color, is_terminal, variables: &[_]| view(color, is_terminal, variables).color;
        assert!(color(Color::Auto, true, &[]));
        assert!(!color(Color::Auto, false, &[]));
        assert!(!color(Color::Auto, true, &[("TERM", "dumb")]));
        assert!(!color(Color::Auto, true, &[("CLICOLOR", "0")]));
        assert!(!color(Color::Auto, true, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]));
        assert!(color(Color::Auto, true, &[("NO_COLOR", "")]), "an empty NO_COLOR is none");
        assert!(color(Color::Auto, false, &[("CLICOLOR_FORCE", "1")]));
        assert!(!color(Color::Auto, false, &[("CLICOLOR_FORCE", "0")]));
        assert!(color(Color::Always, false, &[("NO_COLOR", "1")]));
        assert!(!color(Color::Never, true, &[("CLICOLOR_FORCE", "1")]));
    }

    #[test]
    fn lines_are_drawn_in_ascii_unless_the_locale_says_utf8() {
        let unicode = |variables: &[_]| view(Color::Auto, true, variables).unicode;
        assert!(unicode(&[("LANG", "C.UTF-8")]));
        assert!(unicode(&[("LC_ALL", ""), ("LANG", "de_AT.utf8")]));
        assert!(!unicode(&[("LC_ALL", "C"), ("LANG", "C.UTF-8")]));
        assert!(!unicode(&[("TERM", "dumb"), ("LANG", "C.UTF-8")]));
    }

    #[test]
    fn the_width_is_readable() {
        let width = |columns| view(Color::Auto, false, &[("COLUMNS", columns)]).width;
        assert_eq!([width("100"), width("7"), width("4000"), width("x")], [100, 40, 120, 80]);
    }

    #[test]
    fn links_are_for_terminals_that_know_them() {
        let kitty = [("KITTY_WINDOW_ID", "1")];
        assert!(view(Color::Auto, true, &kitty).hyperlinks);
        assert!(!view(Color::Auto, false, &kitty).hyperlinks);
        assert!(!view(Color::Never, true, &kitty).hyperlinks);
        assert!(!view(Color::Auto, true, &[]).hyperlinks);
        assert!(!view(Color::Auto, true, &[("VTE_VERSION", "4205")]).hyperlinks);
    }
}
