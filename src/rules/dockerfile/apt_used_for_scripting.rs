use crate::rule::prelude::*;

rule! {
    /// `apt` is made for people.
    ///
    /// Its command line may change from one release to the next, as it says itself on each call from a script. `apt-get` and
    /// `apt-cache` keep theirs.
    ///
    /// ```dockerfile bad
    /// FROM debian:12
    /// RUN apt update && apt install -y curl && apt show curl
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:12
    /// RUN apt-get update && apt-get install -y curl && apt-cache show curl
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:12
    /// RUN apt-get update && apt-get install -y curl && echo apt is fine
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/apt-used-for-scripting",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Correctness],
        since: "0.1.0",
        also: &["hadolint:DL3027", "tally:DL3027", "checkov:CKV_DOCKER_9"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    if ctx.answers_as(Peer::Hadolint) {
        if let Some(command) = run.commands().find(|command| command.literal_name() == Some("apt")) {
            ctx.report(command.program_span(), "`apt` is made for people");
        }
        return;
    }
    if !run.is_posix() {
        return;
    }
    let names_apt = |command: &Command<'_>| command.words().any(|word| word.text().ends_with("apt"));
    let calls: Vec<_> = run.commands().filter(|command| names_apt(command) && command.runs("apt")).collect();
    let spans = calls.iter().map(|command| command.program_span());
    let message = "`apt` is made for people: its command line may change";
    let Some(finding) = ctx.report_together(spans, message, "here too") else { return };
    finding.help("use `apt-get`, and `apt-cache` to look things up");
    if let Some(edits) = calls.iter().map(|command| stable(*command)).collect::<Option<Vec<_>>>() {
        finding.fix(Fix::new(Safety::Unsafe, "use what is made for scripts", edits));
    }
}

/// The edit that calls in its place the program that has the sub-command too.
fn stable(apt: Command<'_>) -> Option<Edit> {
    let stable = stable_program(apt.subcommand()?.text())?;
    let end = apt.program_span().end;
    let is_bare = !apt.program()?.word.is_quoted();
    is_bare.then(|| Edit::replace(Span::new(end - "apt".len() as u32, end), stable))
}

fn stable_program(subcommand: &str) -> Option<&'static str> {
    match subcommand {
        "install" | "update" | "upgrade" | "remove" | "purge" | "autoremove" | "autoclean" | "clean" => Some("apt-get"),
        "search" | "show" | "policy" | "depends" | "rdepends" | "showsrc" | "madison" => Some("apt-cache"),
        _ => None,
    }
}
