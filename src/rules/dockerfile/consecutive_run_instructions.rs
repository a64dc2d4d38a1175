use crate::rule::prelude::*;

rule! {
    /// Two RUNs in a row do parts of one step.
    ///
    /// Each makes a layer, and what one layer holds a later one cannot take out or change without a second copy: `chown` and
    /// `chmod` in a RUN of their own double the files.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN mkdir -p /srv/data
    /// RUN chown app /srv/data
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:13
    /// RUN mkdir -p /srv/data \
    ///     && chown app /srv/data
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM python:3.14
    /// RUN pip install --no-cache-dir flask==3.1.2
    /// RUN pip install --no-cache-dir gunicorn==23.0.0
    /// ```
    ///
    /// Steps that have nothing to do with each other are better apart, and so are those that a comment explains, that mount
    /// something, or whose layers are thrown away:
    ///
    /// ```dockerfile good
    /// FROM node:24 AS build
    /// RUN mkdir /out
    /// RUN chmod 700 /out
    ///
    /// FROM node:24
    /// RUN npm ci
    /// RUN npm run build
    /// RUN git clone https://example.com/themes.git
    /// RUN git clone https://example.com/plugins.git
    /// # The server writes here.
    /// RUN mkdir /srv/data
    /// COPY --from=build /out /out
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/consecutive-run-instructions",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Size],
        since: "0.1.0",
        also: &["hadolint:DL3059", "tally:DL3059"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Dockerfile(check),
    };
}

/// Programs that prepare files and users, as parts of a step.
const PREPARATION: [&str; 19] = [
    "addgroup", "adduser", "cat", "chgrp", "chmod", "chown", "cp", "echo", "groupadd", "install", "ln", "mkdir", "mv",
    "printf", "rm", "sed", "touch", "useradd", "usermod",
];

/// Programs whose installs are better resolved together.
const INSTALLERS: [&str; 14] =
    ["apk", "apt", "apt-get", "conda", "dnf", "gem", "mamba", "microdnf", "npm", "pip", "pip3", "pnpm", "yarn", "yum"];

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    // The RUN that the next one is held against.
    let mut first: Option<Run<'_>> = None;
    for instruction in file.instructions() {
        let Some(run) = instruction.as_run() else {
            first = None;
            continue;
        };
        let Some(before) =
            first.filter(|first| has_one_command(*first) && has_one_command(run) && same_flags(*first, run))
        else {
            first = Some(run);
            continue;
        };
        if ctx.answers_as(Peer::Hadolint) {
            ctx.report(instruction.keyword_span(), "this RUN directly follows another").help("join them with `&&`");
            continue;
        }
        first = Some(run);
        if !are_one_step(before, run) {
            continue;
        }
        let finding = ctx.report(instruction.keyword_span(), "this RUN continues what the one before it began");
        finding.help("join them with `&&`").label(before.instruction.keyword_span(), "it begins here");
        if can_be_joined(before) && can_be_joined(run) {
            let between = Span::new(before.instruction.span().end, instruction.arguments_span().start);
            let joint = format!(" {}\n    && ", file.tree().escape);
            finding.fix(Fix::new(Safety::Unsafe, "join the two", [Edit::replace(between, joint)]));
        }
    }
}

fn has_one_command(run: Run<'_>) -> bool {
    // hadolint sees no commands where it cannot read the text, and none in `[ … ]`.
    let counts = |command: &Command<'_>| command.literal_name().is_some_and(|name| name != "[");
    !run.is_readable_to_shellcheck() || run.commands().filter(counts).count() <= 1
}

fn same_flags(first: Run<'_>, second: Run<'_>) -> bool {
    let (first, second) = (first.instruction.syntax(), second.instruction.syntax());
    first.flags.iter().map(|flag| &flag.text).eq(second.flags.iter().map(|flag| &flag.text))
}

fn are_one_step(first: Run<'_>, second: Run<'_>) -> bool {
    let instruction = second.instruction;
    let worthwhile = instruction.stage().is_none_or(Stage::layers_may_be_shipped)
        && instruction.comments().is_empty()
        && second.mounts().next().is_none()
        && first.is_posix();
    let (Some(first), Some(second)) = (first.commands().next(), second.commands().next()) else { return false };
    let (Some(program), Some(other)) = (first.program(), second.program()) else { return false };
    let prepares = |name: &str| PREPARATION.contains(&name);
    let subcommand = |command: Command<'_>| command.subcommand().map(|word| word.text().to_owned());
    worthwhile
        && (prepares(program.name) && prepares(other.name)
            || program.name == other.name
                && INSTALLERS.contains(&program.name)
                && subcommand(first) == subcommand(second))
}

fn can_be_joined(run: Run<'_>) -> bool {
    let text = run.text().trim_end();
    !run.is_exec_form()
        && run.script().problem().is_none()
        && !text.contains(['\n', '#'])
        && !text.ends_with([';', '&', '|', '\\'])
}
