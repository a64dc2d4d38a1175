use serde::Deserialize;

use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// A Go program is fetched in whatever version there is.
    ///
    /// The same Dockerfile then builds another image tomorrow. `@latest` is no version either.
    ///
    /// ```dockerfile bad
    /// FROM golang:1.25
    /// RUN go install golang.org/x/tools/gopls@latest
    /// RUN go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint run
    /// ```
    ///
    /// A `go.mod` says the version of what has none here; without one, only a version does:
    ///
    /// ```dockerfile good
    /// FROM golang:1.25
    /// RUN go install golang.org/x/tools/gopls@v0.20.0
    /// COPY . .
    /// RUN go install -tags netgo ./cmd/server golang.org/x/tools/cmd/stringer
    /// RUN go run main.go
    /// ```
    ///
    /// ```toml
    /// allow = ["golang.org/x/tools/gopls"]
    /// ```
    /// ```dockerfile good
    /// FROM golang:1.25
    /// RUN go install golang.org/x/tools/gopls@latest
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/go-unpinned-version",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Reproducibility],
        since: "0.1.0",
        also: &["hadolint:DL3062"],
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
    for unpinned in packages::unpinned(run, Manager::Go, reading, allowed) {
        let message = format!("{unpinned} may come in any version");
        if let Some(finding) = ctx.report_together(unpinned.spans(), message, "this one too") {
            finding.help("append one, as in `golang.org/x/tools/gopls@v0.20.0`");
        }
    }
}
