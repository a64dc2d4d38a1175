use crate::rule::prelude::*;

rule! {
    /// BuildKit cannot read this.
    ///
    /// A build stops at the first such place. Everything else in the file is still read and checked here, so that one
    /// mistake does not hide another.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// RUN apk add curl &&
    ///     curl --version
    /// COPYY entrypoint.sh /
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22 AS
    /// COPY --form=build app /app
    /// HEALTHCHECK --interval=30 CMD true
    /// RUN <<SCRIPT
    /// echo never ends
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// RUN apk add curl && \
    ///     curl --version
    /// COPY entrypoint.sh /
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/invalid-syntax",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build],
        since: "0.1.0",
        also: &["hadolint:DL1000"],
        fix: None,
        options: None,
        check: Check::SyntaxError(check),
    };
}

fn check(error: &SyntaxError, ctx: &mut Ctx<'_>) {
    // Peers have a rule for these, and so it is here.
    if let SyntaxErrorKind::ForbiddenTrigger { .. } = error.kind {
        return;
    }
    let finding = ctx.report(error.span, error.kind.to_string());
    if let Some(help) = error.kind.help() {
        finding.help(help);
    }
}
