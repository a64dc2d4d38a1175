use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// dnf asks, and nobody answers.
    ///
    /// In a build there is no terminal: dnf takes that for a no, and the build fails. microdnf never asks.
    ///
    /// ```dockerfile bad
    /// FROM fedora:42
    /// RUN dnf upgrade --refresh && dnf install nginx && dnf clean all
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM fedora:42
    /// RUN dnf upgrade -y --refresh && dnf install -y nginx && dnf clean all
    /// ```
    ///
    /// ```dockerfile good
    /// FROM fedora:42
    /// RUN dnf -y install nginx && dnf --setopt=assumeyes=1 install git && microdnf install tar && dnf clean all
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/dnf-missing-yes-flag",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Correctness],
        since: "0.1.0",
        also: &["hadolint:DL3038", "tally:DL3038"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    let reading = Reading::hadolint_if(ctx.answers_as(Peer::Hadolint));
    for command in packages::asking(run, Manager::Dnf, reading) {
        let finding = ctx.report(command.verb_span(), format!("`{command}` stops to ask whether to go on"));
        finding.help("add `-y`");
        finding.fix = command.insert_flag("-y").map(|edit| Fix::new(Safety::Safe, "add `-y`", [edit]));
    }
}
