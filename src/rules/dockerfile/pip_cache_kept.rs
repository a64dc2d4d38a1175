use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// pip leaves its cache in the image.
    ///
    /// What pip downloads and builds is kept in `~/.cache/pip` for a next installation, which an image does not see.
    ///
    /// ```dockerfile bad
    /// FROM python:3.13
    /// RUN pip install -r requirements.txt
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM python:3.13
    /// RUN pip install --no-cache-dir -r requirements.txt
    /// ```
    ///
    /// A variable turns it off as well, whatever its value; a mount keeps it for the next build:
    ///
    /// ```dockerfile good
    /// FROM python:3.13
    /// RUN --mount=type=cache,target=/root/.cache pip install -r requirements.txt
    /// ENV PIP_NO_CACHE_DIR=1
    /// RUN pip install -r more-requirements.txt
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/pip-cache-kept",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Size],
        since: "0.1.0",
        also: &["hadolint:DL3042"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    const FLAG: &str = "--no-cache-dir";
    let reading = Reading::hadolint_if(ctx.answers_as(Peer::Hadolint));
    for command in packages::leftovers(run, Manager::Pip, reading) {
        let finding = ctx.report(command.verb_span(), format!("`{command}` leaves its cache in the image"));
        finding.help(format!("add `{FLAG}`"));
        finding.fix = command.insert_flag(FLAG).map(|edit| Fix::new(Safety::Safe, format!("add `{FLAG}`"), [edit]));
    }
}
