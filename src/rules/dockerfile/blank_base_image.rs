use crate::rule::prelude::*;

rule! {
    /// FROM names no image unless a build argument does.
    ///
    /// A build without that argument stops here, and so does every tool that builds a file as it is: editors, scanners,
    /// `docker build --check`. When no ARG declares the variable, nothing can give it a value, and every build stops.
    ///
    /// ```dockerfile bad
    /// ARG BASE_IMAGE
    /// FROM $BASE_IMAGE
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM ${BASE_IMAGE}
    /// ```
    ///
    /// ```dockerfile good
    /// ARG BASE_IMAGE=alpine:3.23
    /// FROM $BASE_IMAGE AS base
    /// FROM ${OTHER_IMAGE:-alpine:3.23}
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/blank-base-image",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build, Tag::Image],
        since: "0.1.0",
        also: &["buildkit:InvalidDefaultArgInFrom"],
        fix: None,
        options: None,
        check: Check::Stage(check),
    };
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let from = stage.from();
    let Some(image) = from.image.filter(|_| from.image_text().text.is_empty()) else { return };
    let mut arguments: Vec<_> = from.image_arguments().collect();
    arguments.sort_by_key(|argument| argument.span);
    arguments.dedup();
    let Some(argument) = arguments.first() else {
        let finding = ctx.report(image.full_span(), format!("`{}` is always blank", image.text()));
        match from.image_variables().next() {
            Some(name) => finding.help(format!("declare it with a default before the first FROM: `ARG {name}=…`")),
            None => finding.help("name an image, or `scratch` to begin with nothing"),
        };
        return;
    };
    let name = ctx.text(argument.span).to_owned();
    let message = format!("`{}` is blank unless the build sets `{name}`", image.text());
    let finding = ctx.report(image.full_span(), message);
    finding.level = finding.level.min(Level::Warning);
    finding.help(format!("give `{name}` a default, or build with `--build-arg {name}=…`"));
    for argument in &arguments {
        finding.label(argument.span, "declared without a default");
    }
}
