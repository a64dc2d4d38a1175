use crate::rule::prelude::*;

rule! {
    /// The first `WORKDIR` is relative.
    ///
    /// It is then below the working directory of the base image, which may be another one in the next version.
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// WORKDIR app
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM node:24
    /// WORKDIR /app
    /// ```
    ///
    /// Below a `WORKDIR` of this file a relative one says enough:
    ///
    /// ```dockerfile good
    /// FROM node:24
    /// WORKDIR /app
    /// WORKDIR server
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/relative-workdir",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &[
            "hadolint:DL3000",
            "buildkit:WorkdirRelativePath",
            "tally:WorkdirRelativePath",
            "trivy:DS-0009",
            "checkov:CKV_DOCKER_10",
        ],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    if instruction.keyword() != Some(Keyword::Workdir) {
        return;
    }
    let Some(word) = instruction.single_argument() else { return };
    let expanded = instruction.expanded(word);
    let first = instruction.effective_workdir().is_none();
    let relative = if ctx.answers_as(Peer::Hadolint) {
        is_relative_for_hadolint(word.text())
    } else if ctx.answers_as(Peer::Buildkit) {
        let is_windows = instruction.stage().is_some_and(Stage::asks_for_windows);
        first && !is_absolute(&expanded.text, is_windows)
    } else {
        // Nothing but a Windows path has a drive, whatever the base image is called.
        first && expanded.known().is_some_and(|path| !is_absolute(path, true))
    };
    if !relative {
        return;
    }
    let finding =
        ctx.report(word.full_span(), format!("`{}` is below a directory that only the base image knows", word.text()));
    finding.help("write it from `/` on");
    let plain = word.text().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
    if plain && !word.text().starts_with('.') {
        let edit = Edit::insert(word.full_span().start, "/");
        finding.fix(Fix::new(Safety::Unsafe, "put it below the root", [edit]));
    }
}

/// On Windows a drive may come first, and a backslash is as good as a slash.
fn is_absolute(path: &str, is_windows: bool) -> bool {
    let path = match path.as_bytes() {
        [drive, b':', ..] if is_windows && drive.is_ascii_alphabetic() => &path[2..],
        _ => path,
    };
    path.starts_with('/') || (is_windows && path.starts_with('\\'))
}

/// hadolint takes each by itself, as it is written.
fn is_relative_for_hadolint(path: &str) -> bool {
    let path = path.trim_matches(['"', '\'']);
    let drive = matches!(path.as_bytes(), [drive, b':', ..] if drive.is_ascii_alphabetic());
    !path.starts_with(['/', '$']) && !drive
}
