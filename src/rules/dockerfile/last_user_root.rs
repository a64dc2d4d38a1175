use crate::rule::prelude::*;

rule! {
    /// The image runs as root.
    ///
    /// The last `USER` of a stage decides who runs the container. Whoever breaks out of a process that runs as root has the rights
    /// of root on files that are mounted, and with a flaw of the kernel on the host.
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// USER node
    /// RUN npm ci
    /// USER root
    /// RUN apt-get update
    /// ```
    ///
    /// ```dockerfile good
    /// FROM node:24
    /// USER root
    /// RUN apt-get update
    /// USER node
    /// ```
    ///
    /// A stage that only lends its files to others never runs:
    ///
    /// ```dockerfile good
    /// FROM golang:1.25 AS build
    /// USER root
    /// RUN make
    ///
    /// FROM scratch
    /// COPY --from=build /out/tool /tool
    /// USER 1000
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/last-user-root",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["hadolint:DL3002", "tally:DL3002", "trivy:DS-0002", "checkov:CKV_DOCKER_8"],
        fix: None,
        options: None,
        check: Check::Dockerfile(check),
    };
}

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    if ctx.answers_as(Peer::Hadolint) {
        return check_as_hadolint(file, ctx);
    }
    let mut told = None;
    for stage in file.stages().filter(|stage| stage.may_be_shipped()) {
        let Some(user) = stage.final_user() else { continue };
        let Some(word) = user.single_argument() else { continue };
        if told == Some(user.index()) || user.names_root() != Some(true) {
            continue;
        }
        told = Some(user.index());
        let finding = ctx.report(word.full_span(), format!("the container runs as `{}`", user.expanded(word).text));
        if user.stage() != Some(stage) {
            finding.label(stage.from_instruction().span(), "this stage inherits the user");
        }
        finding.help("end the stage with a `USER` who is not root");
    }
}

/// hadolint looks at every stage, and at the text as it is written.
fn check_as_hadolint(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    let last = |user: &Instruction<'_>| user.keyword() == Some(Keyword::User) && user.next_of_kind().is_none();
    for word in file.instructions().filter(last).filter_map(Instruction::single_argument) {
        let text = word.text();
        if matches!(text, "root" | "0") || text.starts_with("root:") || text.starts_with("0:") {
            ctx.report(word.full_span(), format!("the last user of this stage is `{text}`"))
                .help("end the stage with a `USER` who is not root");
        }
    }
}
