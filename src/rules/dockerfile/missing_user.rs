use crate::rule::prelude::*;

rule! {
    /// No `USER` says who runs the image.
    ///
    /// Unless the base image sets another user, the container then runs as root.
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// CMD ["node", "server.js"]
    /// ```
    ///
    /// ```dockerfile good
    /// FROM node:24 AS base
    /// USER node
    ///
    /// FROM base
    /// CMD ["node", "server.js"]
    /// ```
    ///
    /// Base images that are known to set a user are left alone:
    ///
    /// ```dockerfile good
    /// FROM gcr.io/distroless/static-debian12:nonroot
    /// COPY server /server
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/missing-user",
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
    if stage.final_user().is_some() || stage.is_windows() || base.unknown || sets_a_user(&base.text) {
        return;
    }
    let message = match root.base() {
        Base::Scratch => "nothing sets a user, so the container runs as root".to_owned(),
        _ => format!("nothing sets a user, so the container runs as root unless `{}` says otherwise", base.text),
    };
    ctx.report(stage.from_instruction().span(), message).help("end the stage with a `USER` who is not root");
}

/// Images whose names promise a user other than root.
fn sets_a_user(image: &str) -> bool {
    let registry = ImageReference::of(image).registry();
    registry == Some("cgr.dev") || ["nonroot", "rootless", "unprivileged"].iter().any(|mark| image.contains(mark))
}
