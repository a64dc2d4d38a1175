use crate::rule::prelude::*;

rule! {
    /// The last day of a suppression is past.
    ///
    /// It suppresses nothing any more: what it put off is due, or the day has to be moved.
    ///
    /// ```dockerfile bad
    /// # shipworthy: ignore[DL3006] until=2025-06-30 the base image moves to the registry
    /// FROM alpine
    /// ```
    ///
    /// ```dockerfile good
    /// # shipworthy: ignore[DL3006] until=2030-06-30 the base image moves to the registry
    /// FROM alpine
    /// ```
    pub static RULE: Rule = Rule {
        id: "meta/expired-suppression",
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
    if let Some(until) = found.asked.until.filter(|_| found.is_expired) {
        ctx.report(found.asked.place, format!("this counted until {until}"))
            .help("resolve what it put off and remove it, or set another day");
    }
}
