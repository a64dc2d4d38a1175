use crate::model::packages::{self, Manager, Reading};
use crate::rule::prelude::*;

rule! {
    /// yarn leaves its cache in the image.
    ///
    /// What yarn downloads is in the image twice then: in `node_modules`, and in a cache that nothing reads when the container runs.
    ///
    /// ```dockerfile bad
    /// FROM node:22
    /// RUN yarn install --frozen-lockfile
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM node:22
    /// RUN yarn install --frozen-lockfile && yarn cache clean
    /// ```
    ///
    /// ```dockerfile good
    /// FROM node:22 AS build
    /// RUN yarn
    ///
    /// FROM node:22
    /// RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install --production
    /// RUN yarn global add serve@14 && yarn cache clean
    /// COPY --from=build /app/dist /app
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/yarn-cache-not-cleaned",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Size],
        since: "0.1.0",
        also: &["hadolint:DL3060"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    const CLEAN: &str = "yarn cache clean";
    let reading = Reading::hadolint_if(ctx.answers_as(Peer::Hadolint));
    let Some(command) = packages::leftovers(run, Manager::Npm, reading).pop() else { return };
    let finding = ctx.report(command.verb_span(), format!("`{command}` leaves its cache in the image"));
    finding.help(format!("end this `RUN` with `{CLEAN}`"));
    finding.fix = run.append(CLEAN).map(|edit| Fix::new(Safety::Safe, "empty the cache", [edit]));
}
