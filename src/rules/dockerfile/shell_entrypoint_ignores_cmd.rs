use crate::rule::prelude::*;

rule! {
    /// A `CMD` is ignored, because `ENTRYPOINT` is in shell form.
    ///
    /// The arguments of `CMD`, and those of `docker run` and of `args` in a pod, become arguments of the shell and not of the
    /// program that it starts.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// ENTRYPOINT /usr/local/bin/server
    /// CMD ["--port", "8080"]
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// ENTRYPOINT ["/usr/local/bin/server"]
    /// CMD ["--port", "8080"]
    /// ```
    ///
    /// The shell can hand them on:
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// ENTRYPOINT exec /usr/local/bin/server "$0" "$@"
    /// CMD ["--port", "8080"]
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/shell-entrypoint-ignores-cmd",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Runtime, Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Stage(check),
    };
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let own = |cmd: &Instruction<'_>| cmd.stage() == Some(stage);
    let (Some(entrypoint), Some(cmd)) = (stage.final_entrypoint(), stage.final_cmd().filter(own)) else { return };
    let text = entrypoint.syntax().text.text();
    if entrypoint.syntax().is_json() || is_empty(cmd) || hands_on(text) || entrypoint.interpreter().shell().is_none() {
        return;
    }
    ctx.report(cmd.keyword_span(), "this `CMD` is ignored: `ENTRYPOINT` is in shell form")
        .help("write `ENTRYPOINT` in JSON form")
        .label(entrypoint.span(), "its arguments go to the shell");
}

/// `CMD []`, which only takes an inherited one away.
fn is_empty(cmd: Instruction<'_>) -> bool {
    cmd.syntax().is_json() && cmd.syntax().words().is_empty()
}

/// Whether a shell text uses its own arguments: `$1`, `$@`, `$*`.
fn hands_on(text: &str) -> bool {
    let is_argument = |name: &str| name.starts_with(|c: char| c.is_ascii_digit() || "@*".contains(c));
    text.split('$').skip(1).any(|behind| is_argument(behind.trim_start_matches('{')))
}
