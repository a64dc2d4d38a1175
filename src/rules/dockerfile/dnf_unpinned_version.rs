use serde::Deserialize;

use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// dnf installs a package in whatever version there is.
    ///
    /// The same Dockerfile then builds another image tomorrow.
    ///
    /// ```dockerfile bad
    /// FROM fedora:42
    /// RUN dnf install -y nginx-1.28.0 java-21-openjdk git && dnf clean all
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM registry.access.redhat.com/ubi9/ubi-minimal:9.6
    /// RUN microdnf install -y tar
    /// ```
    ///
    /// ```dockerfile good
    /// FROM fedora:42
    /// ARG NGINX
    /// RUN dnf install -y git-2.* "nginx-${NGINX}" ./agent.rpm @development-tools && dnf clean all
    /// RUN dnf group install -y standard && dnf clean all
    /// ```
    ///
    /// ```toml
    /// allow = ["epel-release"]
    /// ```
    /// ```dockerfile good
    /// FROM fedora:42
    /// RUN dnf install -y epel-release && dnf clean all
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/dnf-unpinned-version",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Reproducibility],
        since: "0.1.0",
        also: &["hadolint:DL3041", "tally:DL3041"],
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
    for unpinned in packages::unpinned(run, Manager::Dnf, reading, allowed) {
        let message = format!("{unpinned} may come in any version");
        if let Some(finding) = ctx.report_together(unpinned.spans(), message, "this one too") {
            finding.help("append one, as in `nginx-1.28.0`; `dnf list --showduplicates nginx` lists them");
        }
    }
}
