use crate::rule::prelude::*;

rule! {
    /// `wget` writes a progress bar into the build's log.
    ///
    /// Where no terminal is, each step of the bar becomes a line of dots: a large download leaves thousands of lines among
    /// which its failure is hard to find.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN wget https://example.com/tool.tar.gz
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:13
    /// RUN wget --progress=dot:giga https://example.com/tool.tar.gz
    /// ```
    ///
    /// BusyBox's `wget`, which Alpine Linux has unless the package `wget` is installed, knows only `-q`:
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// RUN wget https://example.com/tool.tar.gz
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// RUN wget -q https://example.com/tool.tar.gz
    /// RUN wget -O /tmp/tool.tar.gz https://example.com/tool.tar.gz 2> /dev/null
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/wget-without-progress",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Clarity],
        since: "0.1.0",
        also: &["hadolint:DL3047", "tally:DL3047"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Command(check),
    };
}

/// Flags that say what becomes of the bar.
const FLAGS: [&str; 8] = ["progress", "q", "quiet", "o", "output-file", "a", "append-output", "no-verbose"];

/// Flags with which nothing is shown, or nothing downloaded.
const QUIET_FLAGS: [&str; 6] = ["b", "background", "spider", "help", "V", "version"];

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    let as_hadolint = ctx.answers_as(Peer::Hadolint);
    let is_wget = if as_hadolint { command.literal_name() == Some("wget") } else { command.runs("wget") };
    if !is_wget || command.has_any_flag(&FLAGS) || command.has_argument("-nv") {
        return;
    }
    if !as_hadolint && (command.has_any_flag(&QUIET_FLAGS) || hides_standard_error(command) || is_configured(command)) {
        return;
    }
    let finding = ctx.report(command.program_span(), "`wget` writes a progress bar into the build's log");
    if command.run.instruction.stage().is_some_and(Stage::is_built_on_busybox) {
        finding.help("add `-q`, or `--progress=dot:giga` where the package `wget` is installed");
        return;
    }
    finding.help("add `--progress=dot:giga`, or `-q` to see nothing of it");
    if command.takes_insertions() {
        let edit = Edit::insert(command.program_span().end, " --progress=dot:giga");
        finding.fix(Fix::new(Safety::Safe, "add `--progress=dot:giga`", [edit]));
    }
}

/// Whether its standard error, where the bar goes, is sent elsewhere.
fn hides_standard_error(command: Command<'_>) -> bool {
    let texts = || command.redirections().map(|redirection| &command.run.text()[redirection.range().range()]);
    let redirects = |text: &str| text.starts_with("2>") && text != "2>&1" || text.starts_with("&>");
    // `2>&1` follows standard output wherever that goes.
    texts().any(redirects) || texts().any(|text| text == "2>&1") && texts().any(|text| text.starts_with(['>', '1']))
}

fn is_configured(command: Command<'_>) -> bool {
    command.run.instruction.variable("WGETRC").is_some()
}
