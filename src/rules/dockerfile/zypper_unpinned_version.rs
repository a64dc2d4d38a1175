use serde::Deserialize;

use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// zypper installs a package in whatever version there is.
    ///
    /// The same Dockerfile then builds another image tomorrow.
    ///
    /// ```dockerfile bad
    /// FROM opensuse/leap:15.6
    /// RUN zypper --non-interactive install "nginx>=1.21" git && zypper clean --all
    /// ```
    ///
    /// ```dockerfile good
    /// FROM opensuse/leap:15.6
    /// RUN zypper -n install git=2.43.0 nginx-1.21.5 ./agent.rpm && zypper clean --all
    /// RUN zypper -n install -t pattern devel_basis && zypper clean --all
    /// ```
    ///
    /// ```toml
    /// allow = ["ca-certificates"]
    /// ```
    /// ```dockerfile good
    /// FROM opensuse/leap:15.6
    /// RUN zypper -n in ca-certificates && zypper clean --all
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/zypper-unpinned-version",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Reproducibility],
        since: "0.1.0",
        also: &["hadolint:DL3037", "tally:DL3037"],
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
    for unpinned in packages::unpinned(run, Manager::Zypper, reading, allowed) {
        let message = format!("{unpinned} may come in any version");
        if let Some(finding) = ctx.report_together(unpinned.spans(), message, "this one too") {
            finding.help("append one, as in `nginx=1.21.5`; `zypper search -s nginx` lists them");
        }
    }
}
