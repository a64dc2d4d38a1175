use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// apt may stop to ask, and nobody answers.
    ///
    /// In a build there is no terminal: apt takes that for a no as soon as more than the named packages is to be changed, and
    /// the build fails.
    ///
    /// ```dockerfile bad
    /// FROM debian:12
    /// RUN apt-get update && apt-get install curl && apt-get autoremove
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:12
    /// RUN apt-get update && apt-get install -y curl && apt-get autoremove -y
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:12
    /// RUN apt-get update && apt-get -qq install curl && yes | apt-get purge nano
    /// RUN echo 'APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/90-yes && apt-get install git
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/apt-missing-yes-flag",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Correctness],
        since: "0.1.0",
        also: &["hadolint:DL3014", "tally:DL3014", "trivy:DS-0021"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    let reading = Reading::hadolint_if(ctx.answers_as(Peer::Hadolint));
    for command in packages::asking(run, Manager::Apt, reading) {
        let finding = ctx.report(command.verb_span(), format!("`{command}` may stop to ask whether to go on"));
        finding.help("add `-y`");
        finding.fix = command.insert_flag("-y").map(|edit| Fix::new(Safety::Safe, "add `-y`", [edit]));
    }
}
