use crate::rule::prelude::*;

rule! {
    /// `useradd` with a high user id writes a huge log file into the image.
    ///
    /// `/var/log/lastlog` and `/var/log/faillog` hold a record for each id from 0 up to the highest. On a disk the gap takes
    /// no room; in an image's layer it does, up to hundreds of megabytes. `--no-log-init` leaves the files alone.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN useradd --create-home --uid 1000660000 app
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:13
    /// RUN useradd --no-log-init --create-home --uid 1000660000 app
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// ARG APP_UID=1000
    /// RUN useradd --uid 10001 server && useradd -u "${APP_UID}" app && useradd -l -u 1000660000 other
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/useradd-high-uid-without-no-log-init",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Size],
        since: "0.1.0",
        also: &["hadolint:DL3046", "tally:DL3046"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Command(check),
    };
}

/// Where hadolint, which counts characters, begins to warn.
const HIGH: u64 = 100_000;

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    let as_hadolint = ctx.answers_as(Peer::Hadolint);
    let is_useradd = if as_hadolint { command.literal_name() == Some("useradd") } else { command.runs("useradd") };
    if !is_useradd || command.has_any_flag(&["l", "no-log-init"]) {
        return;
    }
    let id = if as_hadolint {
        command.flag_value("u").filter(|id| id.text.chars().count() > 5)
    } else {
        let id = command.flag_value("uid").or_else(|| command.flag_value("u"));
        id.filter(|id| id.text.parse::<u64>().is_ok_and(|number| number >= HIGH))
    };
    let Some(id) = id else { return };
    let message = format!("`useradd` with the user id {} writes a huge log file into the image", id.text);
    let finding = ctx.report(command.run.span(id.range), message);
    finding.help("add `--no-log-init`");
    if command.takes_insertions() {
        let edit = Edit::insert(command.program_span().end, " --no-log-init");
        finding.fix(Fix::new(Safety::Safe, "add `--no-log-init`", [edit]));
    }
}
