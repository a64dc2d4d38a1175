use crate::rule::prelude::*;

rule! {
    /// Files are copied to a relative path although no `WORKDIR` is set.
    ///
    /// They land below the working directory of the base image, wherever that is.
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// COPY server.js app/
    /// ```
    ///
    /// ```dockerfile good
    /// FROM node:24
    /// COPY server.js /app/
    /// WORKDIR /app
    /// COPY package.json ./
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/relative-copy-destination",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &["hadolint:DL3045", "tally:DL3045"],
        fix: None,
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let as_hadolint = ctx.answers_as(Peer::Hadolint);
    let copy = if as_hadolint { instruction.as_copy() } else { instruction.as_copy_or_add() };
    let Some(destination) = copy.map(|copy| copy.destination) else { return };
    let relative = if as_hadolint {
        is_relative(destination.text().trim_matches(['"', '\'']))
    } else {
        instruction.expanded(destination).known().is_some_and(is_relative)
    };
    if relative && instruction.effective_workdir().is_none() {
        let message = format!("`{}` is below a directory that only the base image knows", destination.text());
        ctx.report(destination.full_span(), message).help("set `WORKDIR` before, or write the path from `/` on");
    }
}

/// Neither from the root nor from a Windows drive on, and not behind a variable.
fn is_relative(path: &str) -> bool {
    let drive = matches!(path.as_bytes(), [_, b':', b'/' | b'\\', ..]);
    !path.starts_with(['/', '\\', '$']) && !drive
}
