use crate::rule::prelude::*;

rule! {
    /// A stage uses both `wget` and `curl`.
    ///
    /// Either can do the work of the other, so one of them, with the libraries it brings, need not be in the image.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN curl -fsSLO https://example.com/a
    /// RUN wget -q https://example.com/b
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:13 AS fetch
    /// RUN wget -q https://example.com/a && curl -fsSLO https://example.com/b
    ///
    /// FROM debian:13
    /// COPY --from=fetch /a /a
    /// RUN curl -fsSLO https://example.com/c
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/mixed-wget-and-curl",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Size],
        since: "0.1.0",
        also: &["hadolint:DL4001", "tally:DL4001", "trivy:DS-0014"],
        fix: None,
        options: None,
        check: Check::Dockerfile(check),
    };
}

const TOOLS: [&str; 2] = ["wget", "curl"];

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    let as_hadolint = ctx.answers_as(Peer::Hadolint);
    // Where each of the tools was first used in the stage.
    let mut first: [Option<Span>; 2] = [None; 2];
    for instruction in file.instructions() {
        if instruction.keyword() == Some(Keyword::From) {
            first = [None; 2];
        }
        let shipped = instruction.stage().is_none_or(Stage::layers_may_be_shipped);
        let Some(run) = instruction.deferred_instruction().unwrap_or(instruction).as_run() else { continue };
        let counts = as_hadolint || shipped && run.is_posix();
        if !counts {
            continue;
        }
        let was_mixed = first.iter().all(Option::is_some);
        let mut used = None;
        for command in run.commands() {
            let name = if as_hadolint { command.literal_name() } else { command.program().map(|program| program.name) };
            let Some(tool) = TOOLS.iter().position(|tool| Some(*tool) == name) else { continue };
            first[tool].get_or_insert(command.program_span());
            used = Some((tool, command.program_span()));
        }
        let (Some((tool, span)), [Some(wget), Some(curl)]) = (used, first) else { continue };
        // hadolint repeats it at each RUN behind.
        if was_mixed && !as_hadolint {
            continue;
        }
        let (span, tool, other) = match was_mixed {
            true => (span, tool, [wget, curl][1 - tool]),
            false if wget.start > curl.start => (wget, 0, curl),
            false => (curl, 1, wget),
        };
        let message = format!("`{}` is used beside `{}`", TOOLS[tool], TOOLS[1 - tool]);
        ctx.report(span, message).help("use one of them").label(other, "the other is used here");
    }
}
