use crate::rule::prelude::*;

rule! {
    /// A comment for shipworthy cannot be understood.
    ///
    /// It suppresses nothing. The words are `ignore[id, …]` for what stands below or on the same line, `ignore-stage`, `ignore-object` and
    /// `ignore-file` with the same list; behind the brackets may stand `until=YYYY-MM-DD` and a reason.
    ///
    /// ```dockerfile bad
    /// # shipworthy: ignore DL3006
    /// FROM alpine
    /// ```
    ///
    /// ```dockerfile good
    /// # shipworthy: ignore[DL3006] until=2030-01-31 the base is local
    /// FROM alpine
    /// ```
    pub static RULE: Rule = Rule {
        id: "meta/invalid-suppression",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Clarity],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Suppression(check),
    };
}

fn check(found: &SuppressionUse<'_>, ctx: &mut Ctx<'_>) {
    if let Names::Unreadable(what) = found.asked.names {
        ctx.report(found.asked.place, "this cannot be understood, so it suppresses nothing").help(what);
    }
}
