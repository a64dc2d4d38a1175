use std::collections::HashMap;

use crate::rule::prelude::*;

rule! {
    /// Two stages have the same name.
    ///
    /// COPY and mounts take from the last one, FROM builds on the nearest one above it. Names are compared without case.
    ///
    /// ```dockerfile bad
    /// FROM golang:1.26 AS build
    /// FROM node:24 AS Build
    /// FROM alpine:3.23
    /// COPY --from=build /out /out
    /// ```
    ///
    /// ```dockerfile good
    /// FROM golang:1.26 AS server
    /// FROM node:24 AS pages
    /// FROM alpine:3.23
    /// COPY --from=server /out /out
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/duplicate-stage-name",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &[
            "hadolint:DL3024",
            "tally:DL3024",
            "buildkit:DuplicateStageName",
            "trivy:DS-0012",
            "checkov:CKV_DOCKER_11",
        ],
        fix: None,
        options: None,
        check: Check::Dockerfile(check),
    };
}

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    let as_written = ctx.answers_as(Peer::Hadolint);
    let mut first = HashMap::new();
    for stage in file.stages() {
        let (Some(written), Some(lower)) = (stage.from().name, stage.name()) else { continue };
        let name = if as_written { written.text() } else { lower };
        let Some(other) = first.get(name) else {
            first.insert(name, written.full_span());
            continue;
        };
        ctx.report(written.full_span(), format!("another stage is called `{name}`"))
            .label(*other, "the first stage of that name")
            .help("give one of them another name");
    }
}
