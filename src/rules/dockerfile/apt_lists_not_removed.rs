use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// The lists that apt fetches stay in the image.
    ///
    /// They are some 20 to 40 MB, grow stale, and are of no use when the container runs. A later `RUN` cannot take them out
    /// of this layer again.
    ///
    /// ```dockerfile bad
    /// FROM debian:12
    /// RUN apt-get update && \
    ///     apt-get install -y curl && \
    ///     apt-get clean
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:12
    /// RUN apt-get update && \
    ///     apt-get install -y curl && \
    ///     apt-get clean && \
    ///     rm -rf /var/lib/apt/lists/*
    /// ```
    ///
    /// A mount keeps them out as well, and in a stage that only builds they do no harm:
    ///
    /// ```dockerfile good
    /// FROM debian:12 AS build
    /// RUN apt-get update && apt-get install -y gcc
    ///
    /// FROM debian:12
    /// RUN --mount=type=cache,target=/var/lib/apt/lists apt-get update && apt-get install -y curl
    /// COPY --from=build /app /app
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/apt-lists-not-removed",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Size],
        since: "0.1.0",
        also: &["hadolint:DL3009"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    const REMOVE: &str = "rm -rf /var/lib/apt/lists/*";
    let reading = Reading::hadolint_if(ctx.answers_as(Peer::Hadolint));
    let Some(update) = packages::leftovers(run, Manager::Apt, reading).pop() else { return };
    let finding = ctx.report(update.verb_span(), format!("the lists that `{update}` fetches stay in the image"));
    finding.help(format!("end this `RUN` with `{REMOVE}`"));
    if let Some(edit) = run.append(REMOVE).filter(|_| packages::apt_lists_can_go(run)) {
        finding.fix(Fix::new(Safety::Safe, "remove the lists", [edit]));
    }
}
