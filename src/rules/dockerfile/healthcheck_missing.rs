use std::collections::HashSet;

use crate::rule::prelude::*;

rule! {
    /// The image has no `HEALTHCHECK`.
    ///
    /// Docker, Compose and Swarm then take a container for healthy as long as its process lives. Kubernetes has probes of its own
    /// and does not look at it.
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// CMD ["node", "server.js"]
    /// ```
    ///
    /// ```dockerfile good
    /// FROM node:24 AS base
    /// HEALTHCHECK CMD ["node", "health.js"]
    ///
    /// FROM base
    /// CMD ["node", "server.js"]
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/healthcheck-missing",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["hadolint:DL3057", "tally:DL3057", "trivy:DS-0026", "checkov:CKV_DOCKER_2"],
        fix: None,
        options: None,
        check: Check::Dockerfile(check),
    };
}

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    let mut checked = HashSet::new();
    // Whoever builds on a stage with a health check has it; hadolint also excuses what such a stage is built on.
    for stage in file.stages() {
        let inherited = matches!(stage.base(), Base::Stage(parent) if checked.contains(&parent.index()));
        let own = stage.instructions().any(|instruction| instruction.keyword() == Some(Keyword::Healthcheck));
        if own || inherited {
            checked.insert(stage.index());
        }
    }
    let mut excused = HashSet::new();
    for stage in file.stages().rev() {
        let good = checked.contains(&stage.index()) || excused.contains(&stage.index());
        if let (true, Base::Stage(parent)) = (good, stage.base()) {
            excused.insert(parent.index());
        }
    }
    let as_hadolint = ctx.answers_as(Peer::Hadolint);
    for stage in file.stages().filter(|stage| as_hadolint || stage.may_be_shipped()) {
        if !checked.contains(&stage.index()) && !excused.contains(&stage.index()) {
            ctx.report(stage.from_instruction().span(), "this stage has no `HEALTHCHECK`")
                .help("add one, or `HEALTHCHECK NONE` to say that it needs none");
        }
    }
}
