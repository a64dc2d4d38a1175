use std::collections::HashSet;

use crate::model::dockerfile::platform_arguments;
use crate::rule::prelude::*;

rule! {
    /// A RUN uses an argument that its stage does not declare.
    ///
    /// An `ARG` before the first `FROM` is seen by `FROM` alone, and so are the arguments that the builder sets, such as
    /// `TARGETARCH`. In a stage they are empty until an `ARG` of their name declares them there; the shell says nothing of it.
    ///
    /// ```dockerfile bad
    /// ARG TOOL_VERSION=1.4.2
    /// FROM debian:13
    /// RUN curl -fsSLO https://example.com/tool-${TOOL_VERSION}.tar.gz
    /// ```
    ///
    /// ```dockerfile fixed
    /// ARG TOOL_VERSION=1.4.2
    /// FROM debian:13
    /// ARG TOOL_VERSION
    /// RUN curl -fsSLO https://example.com/tool-${TOOL_VERSION}.tar.gz
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM --platform=$BUILDPLATFORM golang:1.25
    /// RUN GOARCH=$TARGETARCH go build -o /server ./cmd/server
    /// ```
    ///
    /// What the stage declares, what the RUN sets itself, and what images are known to set is there:
    ///
    /// ```dockerfile good
    /// ARG NODE_VERSION=24
    /// ARG TOOL_VERSION=1.4.2
    /// FROM node:${NODE_VERSION}
    /// ARG TOOL_VERSION
    /// RUN echo "${NODE_VERSION} ${TOOL_VERSION} ${TARGETARCH:-amd64}"
    /// RUN TARGETARCH="$(dpkg --print-architecture)" && echo "$TARGETARCH"
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/arg-not-in-scope",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Stage(check),
    };
}

/// What shells and builders set in every RUN.
#[rustfmt::skip]
const ALWAYS_SET: [&str; 17] = [
    "ALL_PROXY", "EUID", "FTP_PROXY", "HOME", "HOSTNAME", "HTTPS_PROXY", "HTTP_PROXY", "IFS", "NO_PROXY", "OLDPWD",
    "PATH", "PPID", "PWD", "RANDOM", "SHLVL", "UID", "_",
];

/// Images that set no variable but `PATH`.
#[rustfmt::skip]
const BARE_IMAGES: [&str; 12] = [
    "almalinux", "alpine", "amazonlinux", "busybox", "centos", "debian", "fedora", "oraclelinux", "rockylinux", "ubi8",
    "ubi9", "ubuntu",
];

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let mut judged = HashSet::new();
    for run in stage.instructions().filter_map(Instruction::as_run) {
        for variable in run.outside_variables() {
            let name = variable.name;
            if run.instruction.variable(name).is_some() || !judged.insert(name) {
                continue;
            }
            let global = stage.file().global_argument(name);
            let is_argument = global.is_some() || platform_arguments().any(|known| known == name);
            if !is_argument || ALWAYS_SET.contains(&name) || base_may_set(stage, name) {
                continue;
            }
            let message = format!("`{name}` is empty here: the stage does not declare it");
            let finding = ctx.report(variable.span, message);
            finding.help(format!("declare it in the stage: `ARG {name}`"));
            if let Some(global) = global {
                finding.label(global.span, "seen by `FROM` only");
            }
            let edit = Edit::insert(run.instruction.start_with_comments(), format!("ARG {name}\n"));
            finding.fix(Fix::new(Safety::Unsafe, "declare it in the stage", [edit]));
        }
    }
}

/// Whether the base image may be one that sets `name` for what runs in it, as `python` sets `PYTHON_VERSION`.
fn base_may_set(stage: Stage<'_>, name: &str) -> bool {
    let root = stage.root();
    let image = root.base_text();
    let image = ImageReference::of(&image.text);
    let image = image.base_name();
    if root.base() != Base::Image || BARE_IMAGES.contains(&image) {
        return false;
    }
    let Some(subject) = name.strip_suffix("_VERSION").or_else(|| name.strip_suffix("_HOME")) else { return false };
    let subject = subject.to_ascii_lowercase();
    let relatives = [("java", "jdk"), ("java", "temurin"), ("java", "corretto"), ("golang", "go")];
    let is_relative = relatives.iter().any(|(known, mark)| subject == *known && image.contains(mark));
    is_relative || image.replace('-', "_").contains(&subject) || subject.contains(image)
}
