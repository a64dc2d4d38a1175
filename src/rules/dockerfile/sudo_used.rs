use crate::rule::prelude::*;

rule! {
    /// A command runs through `sudo`.
    ///
    /// Without a `USER` a build runs as root, so `sudo` does nothing there but bring a program with the setuid bit into
    /// the image. It also gives commands another environment and, for lack of a terminal, may wait for a password that
    /// never comes.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN apt-get update && sudo apt-get install -y --no-install-recommends git
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:13
    /// RUN apt-get update && apt-get install -y --no-install-recommends git
    /// ```
    ///
    /// As another user, say what has to be done as root before that `USER`, or go back to it:
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// USER app
    /// RUN sudo chown -R app /srv
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// RUN chown -R app /srv
    /// USER app
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/sudo-used",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["hadolint:DL3004", "tally:DL3004", "trivy:DS-0010", "checkov:CKV2_DOCKER_1"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Command(check),
    };
}

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    if ctx.answers_as(Peer::Hadolint) && command.literal_name() != Some("sudo") {
        return;
    }
    // What stands before the program wraps it, or is an operand of what wraps it.
    let Some(first) = command.words().next() else { return };
    let program = command.program().map_or(first, |program| program.word).range();
    let mut words = command.words().take_while(|word| word.range() <= program);
    let Some(sudo) = words.find(|word| word.text().rsplit('/').next() == Some("sudo")) else { return };
    let finding = ctx.report(command.span_of(sudo), "a command runs through `sudo`");
    let run = command.run.instruction;
    if let Some(user) = run.effective_user().filter(|_| !run.may_run_as_root()) {
        finding.help("run it as root before this `USER`, or switch to `USER root` and back");
        finding.label(user.span(), "the user is set here");
        return;
    }
    let next = words.next();
    if next.is_some_and(shell::Word::is_dashed) {
        finding.help("say with `USER` who runs it");
        return;
    }
    finding.help("leave `sudo` out where the build runs as root");
    if let Some(next) = next.filter(|next| next.range() == program && command.takes_insertions()) {
        let span = Span::new(command.span_of(sudo).start, command.span_of(next).start);
        finding.fix(Fix::new(Safety::Unsafe, "leave `sudo` out", [Edit::remove(span)]));
    }
}
