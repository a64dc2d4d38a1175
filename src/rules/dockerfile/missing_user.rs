use crate::rule::prelude::*;

rule! {
    /// No `USER` says who runs the image, and its base image runs as root.
    ///
    /// Whoever breaks into the program is root in the container: they can install what they like, read every file of the image, and
    /// a hole in the kernel or a mounted socket makes them root of the node. Said of base images that are known to set no user.
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
    /// Base images that set a user are left alone:
    ///
    /// ```dockerfile good
    /// FROM gcr.io/distroless/static-debian12:nonroot
    /// COPY server /server
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/missing-user",
        level: Level::Info,
        group: Group::Default,
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
    if stage.final_user().is_some() || stage.is_windows() || base.unknown {
        return;
    }
    let message = match (root.base(), ImageUser::of(&base.text)) {
        (Base::Scratch, _) => "nothing sets a user, so the container runs as root".to_owned(),
        (_, ImageUser::Root) => format!("nothing sets a user, and `{}` runs as root", base.text),
        _ => return,
    };
    ctx.report(stage.from_instruction().span(), message).help("end the stage with a `USER` who is not root");
}
