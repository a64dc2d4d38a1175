use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// zypper leaves its cache in the image.
    ///
    /// A later `RUN` cannot take it out of this layer again.
    ///
    /// ```dockerfile bad
    /// FROM opensuse/leap:15.6
    /// RUN zypper -n install nginx
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM opensuse/leap:15.6
    /// RUN zypper -n install nginx && zypper clean --all
    /// ```
    ///
    /// ```dockerfile good
    /// FROM opensuse/leap:15.6
    /// RUN zypper -n install nginx && zypper cc
    /// RUN zypper -n install tar && rm -rf /var/cache/zypp/*
    /// RUN --mount=type=cache,target=/var/cache/zypp zypper -n install git
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/zypper-cache-not-cleaned",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Size],
        since: "0.1.0",
        also: &["hadolint:DL3036", "trivy:DS-0020"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    const CLEAN: &str = "zypper clean --all";
    let reading = Reading::hadolint_if(ctx.answers_as(Peer::Hadolint));
    let Some(command) = packages::leftovers(run, Manager::Zypper, reading).pop() else { return };
    let finding = ctx.report(command.verb_span(), format!("`{command}` leaves its cache in the image"));
    finding.help(format!("end this `RUN` with `{CLEAN}`"));
    finding.fix = run.append(CLEAN).map(|edit| Fix::new(Safety::Safe, "empty the cache", [edit]));
}
