use crate::rule::prelude::*;

rule! {
    /// A stage's name has upper-case letters.
    ///
    /// BuildKit knows the stage in lower case only: `FROM Build` does not find it. COPY and mounts find it in any case.
    ///
    /// ```dockerfile bad
    /// FROM golang:1.26 AS Build
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM golang:1.26 AS build
    /// ```
    ///
    /// ```dockerfile good
    /// FROM golang:1.26 AS build-2
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/stage-name-casing",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Clarity],
        since: "0.1.0",
        also: &["buildkit:StageNameCasing"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Stage(check),
    };
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let (Some(written), Some(lower)) = (stage.from().name, stage.name()) else { return };
    // A variable or another character that no name may have is told elsewhere.
    let is_name = lower.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    if is_name && written.text() != lower {
        let edit = Edit::replace(written.full_span(), lower.to_owned());
        ctx.report(written.full_span(), format!("BuildKit knows this stage as `{lower}`"))
            .help("write the name in lower case")
            .fix(Fix::new(Safety::Safe, format!("write `{lower}`"), [edit]));
    }
}
