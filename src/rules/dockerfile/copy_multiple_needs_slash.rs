use crate::rule::prelude::*;

rule! {
    /// Several files are copied to a path that does not end with a slash.
    ///
    /// Nothing says that the path is a directory. Where it does not exist, builders refuse it, or write one file over the other.
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// COPY package.json package-lock.json /app
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM node:24
    /// COPY package.json package-lock.json /app/
    /// ```
    ///
    /// ```dockerfile good
    /// FROM node:24
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// COPY server.js worker.js .
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/copy-multiple-needs-slash",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &["hadolint:DL3021", "tally:DL3021", "trivy:DS-0011"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let as_hadolint = ctx.answers_as(Peer::Hadolint);
    let copy = if as_hadolint { instruction.as_copy() } else { instruction.as_copy_or_add() };
    let Some(copy) = copy.filter(|copy| copy.sources.len() > 1) else { return };
    let destination = copy.destination;
    let reported = if as_hadolint {
        !destination.text().trim_matches(['"', '\'']).ends_with('/')
    } else {
        instruction.expanded(destination).known().is_some_and(|path| !names_directory(path))
    };
    if reported {
        let count = copy.sources.len();
        let message = format!("{count} sources are copied to `{}`, which does not end with `/`", destination.text());
        let edit = Edit::insert(destination.full_span().end, "/");
        ctx.report(destination.full_span(), message).help("end the path with `/`").fix(Fix::new(
            Safety::Safe,
            "end the path with `/`",
            [edit],
        ));
    }
}

/// Whether only a directory can be called so.
fn names_directory(path: &str) -> bool {
    path.is_empty() || path.ends_with(['/', '\\']) || matches!(path.rsplit('/').next(), Some("." | ".."))
}
