use serde::Deserialize;

use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// A Debian package is installed in whatever version there is.
    ///
    /// The same Dockerfile then builds another image tomorrow, and a cached layer hides for how long it has not.
    ///
    /// ```dockerfile bad
    /// FROM debian:12
    /// RUN apt-get update && apt-get install -y --no-install-recommends \
    ///         curl=7.88.* \
    ///         git \
    ///         jq
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:12
    /// ARG PACKAGES
    /// COPY agent.deb /tmp/
    /// RUN apt-get update && apt-get install -y curl=7.88.* git/stable /tmp/agent.deb ${PACKAGES}
    /// ```
    ///
    /// Of some packages only the newest version is of use:
    ///
    /// ```toml
    /// allow = ["ca-certificates", "tzdata"]
    /// ```
    /// ```dockerfile good
    /// FROM debian:12
    /// RUN apt-get update && apt-get install -y ca-certificates
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/apt-unpinned-version",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Reproducibility],
        since: "0.1.0",
        also: &["hadolint:DL3008", "tally:DL3008"],
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
    for unpinned in packages::unpinned(run, Manager::Apt, reading, allowed) {
        let message = format!("{unpinned} may come in any version");
        if let Some(finding) = ctx.report_together(unpinned.spans(), message, "this one too") {
            finding.help("append one, as in `curl=7.88.*`; `apt-cache madison curl` lists them");
        }
    }
}
