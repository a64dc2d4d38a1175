use serde::Deserialize;

use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// A Node.js package is installed in whatever version there is.
    ///
    /// The same Dockerfile then builds another image tomorrow. That holds for what npm, yarn, pnpm and bun are told to add; what a
    /// `package.json` and its lock file say is settled there.
    ///
    /// ```dockerfile bad
    /// FROM node:22
    /// RUN npm install -g typescript@5 @angular/cli
    /// RUN yarn global add serve
    /// ```
    ///
    /// ```dockerfile good
    /// FROM node:22
    /// ARG TOOLS
    /// COPY package.json package-lock.json ./
    /// RUN npm install
    /// RUN npm install --omit dev .
    /// RUN npm install -g typescript@5 @angular/cli@20 ./tool.tgz git+https://example.com/team/tool.git#v2 ${TOOLS}
    /// ```
    ///
    /// ```toml
    /// allow = ["corepack"]
    /// ```
    /// ```dockerfile good
    /// FROM node:22
    /// RUN npm install -g corepack
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/npm-unpinned-version",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Reproducibility],
        since: "0.1.0",
        also: &["hadolint:DL3016", "tally:DL3016"],
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
    for unpinned in packages::unpinned(run, Manager::Npm, reading, allowed) {
        let message = format!("{unpinned} may come in any version");
        if let Some(finding) = ctx.report_together(unpinned.spans(), message, "this one too") {
            finding.help("append one, as in `typescript@5.9`, or list the package in `package.json`");
        }
    }
}
