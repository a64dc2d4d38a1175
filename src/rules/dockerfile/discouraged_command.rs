use crate::rule::prelude::*;

rule! {
    /// A command makes no sense in a build.
    ///
    /// A RUN has no terminal, no service manager and no rights over the host, and what it starts ends with it: `ssh` cannot
    /// ask, `ps` and `top` see only their own RUN, `mount` is refused, and `service nginx start` starts a server that is
    /// gone in the next step.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN service nginx start
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN vim /etc/hosts && ps aux
    /// ```
    ///
    /// A server that is started for the length of a RUN is left alone, and so is `kill` for what a RUN started:
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// RUN service postgresql start && su postgres -c "createdb app"
    /// RUN server & sleep 5; load-data; kill $!
    /// RUN apt-get install -y --no-install-recommends vim
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/discouraged-command",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Shell],
        since: "0.1.0",
        also: &["hadolint:DL3001", "tally:DL3001"],
        fix: None,
        options: None,
        check: Check::Command(check),
    };
}

/// hadolint's list; why each is of no use.
const COMMANDS: [(&str, &str); 9] = [
    ("free", "shows the memory of the machine that builds"),
    ("kill", "has nothing to end: processes end with the RUN that started them"),
    ("mount", "is refused in a build"),
    ("ps", "sees only the processes of this RUN"),
    ("service", "starts what ends with this RUN"),
    ("shutdown", "has nothing to shut down"),
    ("ssh", "has no terminal to ask at"),
    ("top", "has no terminal to show anything on"),
    ("vim", "has no terminal to show anything on"),
];

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    let as_hadolint = ctx.answers_as(Peer::Hadolint);
    let name = if as_hadolint { command.literal_name() } else { command.program().map(|program| program.name) };
    let Some((name, why)) = COMMANDS.iter().find(|(command, _)| Some(*command) == name) else { return };
    if !as_hadolint && is_of_use(command, name) {
        return;
    }
    ctx.report(command.program_span(), format!("`{name}` {why}")).help(help(name));
}

fn is_of_use(command: Command<'_>, name: &str) -> bool {
    match name {
        // Something may need the server while the RUN lasts.
        "service" => command.index() + 1 < command.run.commands().len() || !command.has_argument("start"),
        "kill" | "ps" => command.index() > 0,
        // Without arguments it lists what is mounted.
        "mount" => command.arguments().next().is_none() || !command.run.instruction.syntax().flags.is_empty(),
        "ssh" => command.run.mounts().next().is_some() || command.has_flag("V"),
        _ => command.has_flag("version"),
    }
}

fn help(name: &str) -> &'static str {
    match name {
        "service" => "start it in CMD or ENTRYPOINT, in the foreground",
        "mount" => "use `RUN --mount`",
        "ssh" => "use `RUN --mount=type=ssh`, or `ADD` with a Git address",
        _ => "leave it out",
    }
}
