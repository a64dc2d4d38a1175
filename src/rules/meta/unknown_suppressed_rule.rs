use crate::rule::prelude::*;

rule! {
    /// A suppression names a rule that does not exist.
    ///
    /// It suppresses nothing, whatever it was meant for. Names are ids, other tools' ids, tags and globs, as for `--ignore`.
    ///
    /// ```dockerfile bad
    /// # shipworthy: ignore[untaged-base-image] the base is local
    /// FROM alpine
    /// ```
    ///
    /// ```dockerfile fixed
    /// # shipworthy: ignore[untagged-base-image] the base is local
    /// FROM alpine
    /// ```
    ///
    /// ```dockerfile good
    /// # shipworthy: ignore[DL3006] the base is local
    /// FROM alpine
    /// ```
    pub static RULE: Rule = Rule {
        id: "meta/unknown-suppressed-rule",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Clarity],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Suppression(check),
    };
}

fn check(found: &SuppressionUse<'_>, ctx: &mut Ctx<'_>) {
    // Other tools have more rules than are known here.
    if found.asked.dialect != Dialect::Own {
        return;
    }
    for name in found.names.iter().filter(|name| name.rules.is_empty()) {
        let finding = ctx.report(name.name.span, format!("`{}` names no rule", name.name.value));
        match &name.suggestion {
            Some(known) => {
                let edit = Edit::replace(name.name.span, known.clone());
                finding.help(format!("did you mean `{known}`?"));
                finding.fix(Fix::new(Safety::Unsafe, format!("write `{known}`"), [edit]));
            }
            None => {
                finding.help("write the id that stands in brackets in the finding");
            }
        }
    }
}
