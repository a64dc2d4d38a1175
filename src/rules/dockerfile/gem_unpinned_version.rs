use serde::Deserialize;

use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// A Ruby gem is installed in whatever version there is.
    ///
    /// The same Dockerfile then builds another image tomorrow.
    ///
    /// ```dockerfile bad
    /// FROM ruby:3.4
    /// RUN gem install --no-document rails puma:6.4.2
    /// ```
    ///
    /// ```dockerfile good
    /// FROM ruby:3.4
    /// ARG GEMS
    /// RUN gem install rails:8.0.2 puma:6.4.2 ./own.gem ${GEMS}
    /// RUN gem install nokogiri --version 1.18.8 -- --use-system-libraries
    /// ```
    ///
    /// ```toml
    /// allow = ["bundler"]
    /// ```
    /// ```dockerfile good
    /// FROM ruby:3.4
    /// RUN gem install bundler
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/gem-unpinned-version",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Reproducibility],
        since: "0.1.0",
        also: &["hadolint:DL3028", "tally:DL3028"],
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
    for unpinned in packages::unpinned(run, Manager::Gem, reading, allowed) {
        let message = format!("{unpinned} may come in any version");
        if let Some(finding) = ctx.report_together(unpinned.spans(), message, "this one too") {
            finding.help("append one, as in `rails:8.0.2`");
        }
    }
}
