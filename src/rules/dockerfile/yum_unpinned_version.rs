use serde::Deserialize;

use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// yum installs a package in whatever version there is.
    ///
    /// The same Dockerfile then builds another image tomorrow.
    ///
    /// ```dockerfile bad
    /// FROM almalinux:9
    /// RUN yum install -y httpd-2.4.62 java-11-openjdk mod_ssl && yum clean all
    /// ```
    ///
    /// ```dockerfile good
    /// FROM almalinux:9
    /// ARG HTTPD
    /// RUN yum install -y httpd-2.4.* "mod_ssl-${HTTPD}" ./agent.rpm @development && yum clean all
    /// ```
    ///
    /// ```toml
    /// allow = ["epel-release"]
    /// ```
    /// ```dockerfile good
    /// FROM almalinux:9
    /// RUN yum install -y epel-release && yum clean all
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/yum-unpinned-version",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Reproducibility],
        since: "0.1.0",
        also: &["hadolint:DL3033", "tally:DL3033"],
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
    for unpinned in packages::unpinned(run, Manager::Yum, reading, allowed) {
        let message = format!("{unpinned} may come in any version");
        if let Some(finding) = ctx.report_together(unpinned.spans(), message, "this one too") {
            finding.help("append one, as in `httpd-2.4.62`; `yum list --showduplicates httpd` lists them");
        }
    }
}
