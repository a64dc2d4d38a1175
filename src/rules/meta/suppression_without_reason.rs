use crate::rule::prelude::*;

rule! {
    /// A suppression does not say why.
    ///
    /// Nobody can tell later whether it is still needed. Any words behind the list are a reason.
    ///
    /// ```dockerfile bad
    /// # shipworthy: ignore[DL3006]
    /// FROM alpine
    /// ```
    ///
    /// ```dockerfile good
    /// # shipworthy: ignore[DL3006] the base image is built in the step before
    /// FROM alpine
    /// ```
    pub static RULE: Rule = Rule {
        id: "meta/suppression-without-reason",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Clarity],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Suppression(check),
    };
}

fn check(found: &SuppressionUse<'_>, ctx: &mut Ctx<'_>) {
    let asked = found.asked;
    // Polaris has no place for a reason.
    if asked.reason.is_none() && !matches!(asked.names, Names::Unreadable(_)) && asked.dialect != Dialect::Polaris {
        ctx.report(asked.place, "this does not say why").help("write the reason behind the list");
    }
}
