use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// apk leaves its index in the image.
    ///
    /// `apk add` stores the index in `/var/cache/apk`, where nothing needs it when the container runs. With `--no-cache` it
    /// reads the index without storing it, and `apk update` is not needed either.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// RUN apk add curl
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM alpine:3.22
    /// RUN apk add --no-cache curl
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22 AS build
    /// RUN apk add gcc
    ///
    /// FROM alpine:3.22
    /// RUN apk add --update curl && rm -rf /var/cache/apk/*
    /// RUN --mount=type=cache,target=/etc/apk/cache apk add git
    /// COPY --from=build /app /app
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/apk-missing-no-cache",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Size],
        since: "0.1.0",
        also: &["hadolint:DL3019", "trivy:DS-0025"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    const FLAG: &str = "--no-cache";
    let reading = Reading::hadolint_if(ctx.answers_as(Peer::Hadolint));
    for command in packages::leftovers(run, Manager::Apk, reading) {
        let finding = ctx.report(command.verb_span(), format!("`{command}` leaves its index in the image"));
        finding.help(format!("add `{FLAG}`"));
        finding.fix = command.insert_flag(FLAG).map(|edit| Fix::new(Safety::Safe, format!("add `{FLAG}`"), [edit]));
    }
}
