use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// zypper asks, and nobody answers.
    ///
    /// In a build there is no terminal: zypper takes that for a no, and the build fails.
    ///
    /// ```dockerfile bad
    /// FROM opensuse/leap:15.6
    /// RUN zypper install nginx && zypper clean --all
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM opensuse/leap:15.6
    /// RUN zypper --non-interactive install nginx && zypper clean --all
    /// ```
    ///
    /// ```dockerfile good
    /// FROM opensuse/leap:15.6
    /// RUN zypper -n install nginx && zypper install --no-confirm git && zypper in -y tar && zypper clean --all
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/zypper-missing-noninteractive",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Correctness],
        since: "0.1.0",
        also: &["hadolint:DL3034", "tally:DL3034"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    const FLAG: &str = "--non-interactive";
    let reading = Reading::hadolint_if(ctx.answers_as(Peer::Hadolint));
    for zypper in packages::asking(run, Manager::Zypper, reading) {
        let command = zypper.command;
        let finding = ctx.report(zypper.verb_span(), format!("`{zypper}` stops to ask whether to go on"));
        finding.help(format!("add `{FLAG}` behind `zypper`"));
        if command.takes_insertions() {
            let edit = Edit::insert(command.program_span().end, format!(" {FLAG}"));
            finding.fix(Fix::new(Safety::Safe, format!("add `{FLAG}`"), [edit]));
        }
    }
}
