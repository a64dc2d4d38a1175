use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// A suppression suppresses nothing.
    ///
    /// What it was written for is gone, or never was at this place. Left alone, it hides the next finding of that kind. Said when all
    /// rules that it names are on, so that it could have suppressed something; of other tools' comments only when asked, because
    /// those may see what is not seen here.
    ///
    /// ```dockerfile bad
    /// # shipworthy: ignore[DL3006] the base is local
    /// FROM alpine:3.22
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM alpine:3.22
    /// ```
    ///
    /// ```dockerfile good
    /// # shipworthy: ignore[DL3006] the base is local
    /// FROM alpine
    /// ```
    ///
    /// Of several names, those that are not needed:
    ///
    /// ```dockerfile bad
    /// # shipworthy: ignore[untagged-base-image, relative-workdir] the base is local
    /// FROM alpine
    /// ```
    ///
    /// ```dockerfile fixed
    /// # shipworthy: ignore[untagged-base-image] the base is local
    /// FROM alpine
    /// ```
    ///
    /// Other tools' comments:
    ///
    /// ```toml
    /// peers = true
    /// ```
    ///
    /// ```dockerfile bad
    /// # hadolint ignore=DL3006
    /// FROM alpine:3.22
    /// ```
    pub static RULE: Rule = Rule {
        id: "meta/unused-suppression",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Clarity],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Safe),
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Suppression(check),
    };
}

/// Options of `meta/unused-suppression`.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Options {
    /// Whether to look at other tools' comments and annotations, too.
    pub peers: bool,
}

fn check(found: &SuppressionUse<'_>, ctx: &mut Ctx<'_>) {
    let asked = found.asked;
    if found.is_expired || (asked.dialect != Dialect::Own && !ctx.options::<Options>().peers) {
        return;
    }
    let unused: Vec<_> = match &asked.names {
        Names::Unreadable(_) => return,
        Names::All if found.is_used => return,
        Names::All => Vec::new(),
        Names::Some(_) => found.names.iter().filter(|name| name.is_on && !name.is_used).collect(),
    };
    if unused.len() == found.names.len() {
        let finding = ctx.report(asked.place, "this suppresses nothing").help("remove it");
        if let Some(removal) = asked.removal {
            finding.fix(Fix::new(Safety::Safe, "remove the comment", [Edit::remove(removal)]));
        }
        return;
    }
    for name in unused {
        let message = format!("`{}` suppresses nothing here", name.name.value);
        let finding = ctx.report(name.name.span, message).help("remove it from the list");
        if asked.removal.is_some()
            && let Some(item) = asked.names.item(name.name.span)
        {
            finding.fix(Fix::new(Safety::Safe, "remove it from the list", [Edit::remove(item)]));
        }
    }
}
