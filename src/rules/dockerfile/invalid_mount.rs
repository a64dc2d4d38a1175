use crate::model::dockerfile::MountErrorKind;
use crate::rule::prelude::*;

rule! {
    /// A mount of `RUN` cannot be made.
    ///
    /// The build stops at keys and values that mounts do not have, and at mounts without a name or a place.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN --mount=type=cache,id=apt apt-get update
    /// RUN --mount=type=cache,target=/var/cache/apt,sharing=lock apt-get update
    /// RUN --mount=type=secret,target=/run/token,from=build cat /run/token
    /// RUN --mount=type=bind,target=/src,readony make
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// RUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update
    /// RUN --mount=type=secret,id=token,required cat /run/secrets/token
    /// RUN --mount=type=bind,target=/src,readonly make
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/invalid-mount",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let workdir = instruction.effective_workdir().is_some();
    for mount in instruction.mounts() {
        for error in mount.errors(workdir) {
            let finding = ctx.report(error.span, error.kind.to_string());
            match error.kind {
                MountErrorKind::UnknownType { suggestion: Some(suggestion), .. }
                | MountErrorKind::UnknownKey { suggestion: Some(suggestion), .. } => {
                    finding.help(format!("did you mean `{suggestion}`?"));
                }
                MountErrorKind::KeyOfOtherType { type_follows: true, .. } => {
                    finding.help("write `type` first: keys before it belong to a bind mount");
                }
                MountErrorKind::UnnamedSecret => {
                    finding.help("name the secret with `id`");
                }
                MountErrorKind::MissingTarget => {
                    finding.help("say with `target` where it is to be seen");
                }
                _ => {}
            }
        }
    }
}
