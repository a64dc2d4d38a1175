use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// dnf leaves its cache in the image.
    ///
    /// Its metadata alone is often over 100 MB, and a later `RUN` cannot take it out of this layer again.
    ///
    /// ```dockerfile bad
    /// FROM fedora:42
    /// RUN dnf upgrade -y --refresh && \
    ///     dnf install -y nginx
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM fedora:42
    /// RUN dnf upgrade -y --refresh && \
    ///     dnf install -y nginx && \
    ///     dnf clean all
    /// ```
    ///
    /// ```dockerfile good
    /// FROM fedora:42
    /// RUN dnf install -y nginx && rm -rf /var/cache/dnf /var/cache/libdnf5
    /// RUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y git
    /// RUN microdnf install -y tar && microdnf clean all
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/dnf-cache-not-cleaned",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Size],
        since: "0.1.0",
        also: &["hadolint:DL3040", "trivy:DS-0019", "trivy:DS-0027"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    const CLEAN: &str = "dnf clean all";
    let reading = Reading::hadolint_if(ctx.answers_as(Peer::Hadolint));
    let Some(command) = packages::leftovers(run, Manager::Dnf, reading).pop() else { return };
    let finding = ctx.report(command.verb_span(), format!("`{command}` leaves its cache in the image"));
    finding.help(format!("end this `RUN` with `{CLEAN}`"));
    finding.fix = run.append(CLEAN).map(|edit| Fix::new(Safety::Safe, "empty the cache", [edit]));
}
