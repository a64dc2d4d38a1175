use serde::Deserialize;

use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// A Python package is installed in whatever version there is.
    ///
    /// The same Dockerfile then builds another image tomorrow, and a new major version breaks the build without a change of
    /// yours.
    ///
    /// ```dockerfile bad
    /// FROM python:3.13
    /// RUN pip install --no-cache-dir flask==3.1.0 "uvicorn[standard]" git+https://example.com/team/library.git
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM python:3.13
    /// RUN python -m pip install gunicorn
    /// RUN uv pip install --system ruff
    /// ```
    ///
    /// What a file lists, a constraint settles or a variable names is not judged:
    ///
    /// ```dockerfile good
    /// FROM python:3.13
    /// ARG EXTRA
    /// RUN pip install --upgrade pip setuptools
    /// RUN pip install -r requirements.txt "flask~=3.1" git+https://example.com/team/library.git@v2.1 ${EXTRA}
    /// RUN pip install -c constraints.txt gunicorn
    /// RUN pip install .[prod]
    /// ```
    ///
    /// ```toml
    /// allow = ["our-library"]
    /// ```
    /// ```dockerfile good
    /// FROM python:3.13
    /// RUN pip install our-library
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/pip-unpinned-version",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Reproducibility],
        since: "0.1.0",
        also: &["hadolint:DL3013", "tally:DL3013"],
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
    for unpinned in packages::unpinned(run, Manager::Pip, reading, allowed) {
        let message = format!("{unpinned} may come in any version");
        if let Some(finding) = ctx.report_together(unpinned.spans(), message, "this one too") {
            finding.help("append one, as in `flask==3.1.0`, or list packages in a requirements file");
        }
    }
}
