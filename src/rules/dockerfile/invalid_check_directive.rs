use crate::model::dockerfile::is_go_boolean;
use crate::rule::prelude::*;

rule! {
    /// The `check` directive cannot be read.
    ///
    /// It takes `skip=`, `error=` and `experimental=`, joined with `;` and without blanks. The build stops.
    ///
    /// ```dockerfile bad
    /// # check=skip=JSONArgsRecommended;errors=true
    /// FROM alpine:3.22
    /// ```
    ///
    /// ```dockerfile good
    /// # check=skip=JSONArgsRecommended,StageNameCasing;error=true
    /// FROM alpine:3.22
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/invalid-check-directive",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Dockerfile(check),
    };
}

const OPTIONS: [&str; 3] = ["skip", "error", "experimental"];

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    let directives = &file.tree().directives;
    let Some(directive) = directives.iter().find(|directive| directive.name == DirectiveName::Check) else { return };
    // BuildKit reads up to the first blank, and three parts; what follows belongs to the third.
    let value = directive.value.split(' ').next().unwrap_or_default();
    let mut at = directive.value_span.start;
    for part in value.splitn(3, ';') {
        let span = Span::new(at, at + part.len() as u32);
        at = span.end + 1;
        let (name, value) = part.split_once('=').map_or((part, None), |(name, value)| (name, Some(value)));
        let Some(value) = value else {
            ctx.report(span, format!("`{part}` is no option of `check`")).help("write `name=value`");
            continue;
        };
        if !OPTIONS.contains(&name.trim()) {
            let finding = ctx.report(span, format!("`check` has no option `{name}`"));
            match nearest(name, OPTIONS) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("write `skip`, `error` or `experimental`"),
            };
        } else if name.trim() == "error" && !is_go_boolean(value.trim()) {
            ctx.report(span, format!("`error` is `true` or `false`, not `{value}`"));
        }
    }
}
