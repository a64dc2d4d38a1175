use serde::Deserialize;

use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// An Alpine package is installed in whatever version there is.
    ///
    /// The same Dockerfile then builds another image tomorrow. Alpine keeps only the newest build of each package, so ask
    /// for a version that allows for later ones.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// RUN apk add --no-cache "curl~=8" git
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// COPY agent.apk /tmp/
    /// RUN apk add --no-cache --virtual .build-deps "curl~=8" "git>2.45" jq=1.7.1-r0 /tmp/agent.apk
    /// ```
    ///
    /// Of some packages only the newest version is of use:
    ///
    /// ```toml
    /// allow = ["ca-certificates", "tzdata"]
    /// ```
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// RUN apk add --no-cache ca-certificates
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/apk-unpinned-version",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Reproducibility],
        since: "0.1.0",
        also: &["hadolint:DL3018", "tally:DL3018"],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Run(check),
    };
}

#[derive(Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// Packages that need no version.
    allow: Vec<String>,
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    let reading = Reading::hadolint_if(ctx.answers_as(Peer::Hadolint));
    let allowed = &ctx.options::<Options>().allow;
    for unpinned in packages::unpinned(run, Manager::Apk, reading, allowed) {
        let message = format!("{unpinned} may come in any version");
        if let Some(finding) = ctx.report_together(unpinned.spans(), message, "this one too") {
            finding.help("append one, as in `\"curl~=8\"`; `apk policy curl` lists them");
        }
    }
}
