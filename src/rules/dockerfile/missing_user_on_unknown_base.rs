use crate::rule::prelude::*;

rule! {
    /// No `USER` says who runs the image, and what its base image says is not known.
    ///
    /// Unless the base image sets another user, the container runs as root. A `USER` of one's own makes sure, and tells the reader.
    ///
    /// ```dockerfile bad
    /// FROM registry.example.com/platform/node:24
    /// CMD ["node", "server.js"]
    /// ```
    ///
    /// ```dockerfile good
    /// FROM registry.example.com/platform/node:24
    /// USER 1000
    /// CMD ["node", "server.js"]
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/missing-user-on-unknown-base",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV_DOCKER_3", "trivy:DS-0002"],
        fix: None,
        options: None,
        check: Check::Dockerfile(check),
    };
}

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    let Some(stage) = file.final_stage() else { return };
    let root = stage.root();
    let base = root.base_text();
    let is_known =
        base.unknown || matches!(root.base(), Base::Scratch) || ImageUser::of(&base.text) != ImageUser::Unknown;
    if stage.final_user().is_some() || stage.is_windows() || is_known {
        return;
    }
    let message = format!("nothing sets a user, so the container runs as root unless `{}` says otherwise", base.text);
    ctx.report(stage.from_instruction().span(), message).help("end the stage with a `USER` who is not root");
}
