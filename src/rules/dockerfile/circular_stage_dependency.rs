use std::collections::BTreeMap;

use crate::model::dockerfile::{Reference, ReferenceTarget};
use crate::rule::prelude::*;

rule! {
    /// Stages need each other in a circle.
    ///
    /// None of them can be built first, so none of them can be built.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22 AS assets
    /// COPY --from=server /srv /srv
    ///
    /// FROM alpine:3.22 AS server
    /// COPY --from=assets /srv /srv
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22 AS assets
    /// COPY srv /srv
    ///
    /// FROM alpine:3.22 AS server
    /// COPY --from=assets /srv /srv
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/circular-stage-dependency",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build],
        since: "0.1.0",
        also: &["tally:circular-stage-deps"],
        fix: None,
        options: None,
        check: Check::Dockerfile(check),
    };
}

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    let mut circles: BTreeMap<usize, Vec<(Stage<'_>, Reference<'_>)>> = BTreeMap::new();
    for instruction in file.instructions() {
        let Some(own) = instruction.stage().filter(|stage| stage.circle().is_some()) else { continue };
        for reference in instruction.references() {
            if let (ReferenceTarget::Stage(stage), Some(circle)) = (reference.target, own.circle())
                && stage != own
                && stage.circle() == Some(circle)
            {
                circles.entry(circle).or_default().push((own, reference));
            }
        }
    }
    for links in circles.values() {
        // The link to a later stage is the one to break.
        let leads_on = |(own, reference): &&(Stage<'_>, Reference<'_>)| matches!(reference.target, ReferenceTarget::Stage(stage) if stage.index() > own.index());
        let Some((_, first)) = links.iter().find(leads_on) else { continue };
        let message = format!("stage `{}` needs this stage itself", first.name);
        let finding = ctx.report(first.span, message);
        for (_, link) in links.iter().filter(|(_, link)| link.span != first.span) {
            finding.label(link.span, "part of the circle");
        }
        finding.help("move what both need to a stage of its own");
    }
}
