use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// yum leaves its cache in the image.
    ///
    /// Its metadata alone is often over 100 MB, and a later `RUN` cannot take it out of this layer again.
    ///
    /// ```dockerfile bad
    /// FROM almalinux:9
    /// RUN yum update -y && yum install -y httpd
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM almalinux:9
    /// RUN yum update -y && yum install -y httpd && yum clean all
    /// ```
    ///
    /// ```dockerfile good
    /// FROM almalinux:9
    /// RUN yum install -y httpd && rm -rf /var/cache/yum
    /// RUN --mount=type=cache,target=/var/cache/yum yum install -y git
    /// RUN yum install -y tar && dnf clean all
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/yum-cache-not-cleaned",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Size],
        since: "0.1.0",
        also: &["hadolint:DL3032", "trivy:DS-0015"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    const CLEAN: &str = "yum clean all";
    let reading = Reading::hadolint_if(ctx.answers_as(Peer::Hadolint));
    let Some(command) = packages::leftovers(run, Manager::Yum, reading).pop() else { return };
    let finding = ctx.report(command.verb_span(), format!("`{command}` leaves its cache in the image"));
    finding.help(format!("end this `RUN` with `{CLEAN}`"));
    finding.fix = run.append(CLEAN).map(|edit| Fix::new(Safety::Safe, "empty the cache", [edit]));
}
