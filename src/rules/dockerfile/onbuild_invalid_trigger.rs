use crate::rule::prelude::*;

rule! {
    /// `ONBUILD` defers an instruction that cannot be deferred.
    ///
    /// What it defers is run right behind a `FROM`; another `FROM`, an `ONBUILD` and `MAINTAINER` have no place there. The build
    /// stops.
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// ONBUILD FROM alpine:3.22
    /// ONBUILD ONBUILD COPY . /app
    /// ONBUILD MAINTAINER Jane Doe
    /// ```
    ///
    /// ```dockerfile good
    /// FROM node:24
    /// ONBUILD COPY . /app
    /// ONBUILD RUN npm ci
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/onbuild-invalid-trigger",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build],
        since: "0.1.0",
        also: &["hadolint:DL3043", "tally:DL3043", "tally:invalid-onbuild-trigger"],
        fix: None,
        options: None,
        check: Check::SyntaxError(check),
    };
}

fn check(error: &SyntaxError, ctx: &mut Ctx<'_>) {
    if let SyntaxErrorKind::ForbiddenTrigger { .. } = error.kind {
        ctx.report(error.span, error.kind.to_string());
    }
}
