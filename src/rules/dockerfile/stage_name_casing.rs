use std::collections::HashMap;

use crate::model::dockerfile::ReferenceTarget;
use crate::rule::prelude::*;

rule! {
    /// A stage's name has upper-case letters.
    ///
    /// BuildKit knows the stage in lower case only: `FROM Build` does not find it. COPY and mounts find it in any case.
    ///
    /// ```dockerfile bad
    /// FROM golang:1.26 AS Build
    /// FROM alpine:3.23
    /// COPY --from=Build /out /out
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM golang:1.26 AS build
    /// FROM alpine:3.23
    /// COPY --from=build /out /out
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
        check: Check::Dockerfile(check),
    };
}

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    let miscased: Vec<_> = file.stages().filter_map(|stage| Some((stage, miscased_name(stage)?))).collect();
    if miscased.is_empty() {
        return;
    }
    let mut uses: HashMap<usize, Vec<Span>> = HashMap::new();
    for reference in file.instructions().flat_map(Instruction::references) {
        if let ReferenceTarget::Stage(stage) = reference.target {
            uses.entry(stage.index()).or_default().push(reference.span);
        }
    }
    for (stage, written) in miscased {
        let lower = written.text().to_ascii_lowercase();
        let uses = uses.get(&stage.index()).into_iter().flatten().copied();
        // A number, or a name among quotes, finds the stage as it is.
        let renamed = uses.filter(|&span| ctx.text(span).eq_ignore_ascii_case(&lower) && ctx.text(span) != lower);
        let places: Vec<_> = std::iter::once(written.full_span()).chain(renamed).collect();
        let edits = places.into_iter().map(|place| Edit::replace(place, lower.clone()));
        let fix = Fix::new(Safety::Safe, format!("write `{lower}`"), edits);
        ctx.report(written.full_span(), format!("BuildKit knows this stage as `{lower}`"))
            .help("write the name in lower case")
            .fix(fix);
    }
}

/// The stage's name, if it is one and has upper-case letters. A variable or another character that no name may have is
/// told elsewhere.
fn miscased_name(stage: Stage<'_>) -> Option<&Word<'_>> {
    let name = stage.from().name?;
    let is_name = name.text().bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    (is_name && name.text().bytes().any(|byte| byte.is_ascii_uppercase())).then_some(name)
}
