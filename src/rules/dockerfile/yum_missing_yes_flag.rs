use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// yum asks, and nobody answers.
    ///
    /// In a build there is no terminal: yum takes that for a no, and the build fails.
    ///
    /// ```dockerfile bad
    /// FROM almalinux:9
    /// RUN yum install httpd && yum clean all
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM almalinux:9
    /// RUN yum install -y httpd && yum clean all
    /// ```
    ///
    /// ```dockerfile good
    /// FROM almalinux:9
    /// RUN yum -y install httpd && yum update --assumeyes && yes | yum remove nano && yum clean all
    /// RUN echo assumeyes=1 >> /etc/yum.conf && yum install git && yum clean all
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/yum-missing-yes-flag",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Correctness],
        since: "0.1.0",
        also: &["hadolint:DL3030", "tally:DL3030"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    let reading = Reading::hadolint_if(ctx.answers_as(Peer::Hadolint));
    for command in packages::asking(run, Manager::Yum, reading) {
        let finding = ctx.report(command.verb_span(), format!("`{command}` stops to ask whether to go on"));
        finding.help("add `-y`");
        finding.fix = command.insert_flag("-y").map(|edit| Fix::new(Safety::Safe, "add `-y`", [edit]));
    }
}
