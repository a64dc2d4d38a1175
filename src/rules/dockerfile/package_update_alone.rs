use crate::model::packages;
use crate::rule::prelude::*;

rule! {
    /// A package index is fetched in a `RUN` that installs nothing from it.
    ///
    /// The index becomes a layer of its own. When a later `RUN` that installs changes, that layer still comes from the build
    /// cache: packages are looked up in an index that may be months old, and are no longer there.
    ///
    /// ```dockerfile bad
    /// FROM debian:12
    /// RUN apt-get update
    /// RUN apt-get install -y curl
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:12
    /// RUN apt-get update && \
    ///     apt-get install -y curl
    /// ```
    ///
    /// Scripts may install; and what yum and dnf call an update is an installation:
    ///
    /// ```dockerfile good
    /// FROM debian:12
    /// RUN apt-get update && ./install.sh
    /// RUN --mount=type=cache,target=/var/lib/apt apt-get update
    /// RUN yum -y update && yum clean all
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/package-update-alone",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Cache],
        since: "0.1.0",
        also: &["trivy:DS-0017", "checkov:CKV_DOCKER_5"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    let Some(update) = packages::update_alone(run) else { return };
    let finding =
        ctx.report(update.verb_span(), format!("nothing in this `RUN` installs from what `{update}` fetches"));
    finding.help("put it into the `RUN` that installs, before the installation");
    let next = run.instruction.next().and_then(Instruction::as_run);
    let installs = |next: &Run<'_>| packages::installs(*next, update.manager());
    if let Some(edit) = next.filter(installs).and_then(|next| run.join(next)) {
        finding.fix(Fix::new(Safety::Unsafe, "join it with the `RUN` that installs", [edit]));
    }
}
