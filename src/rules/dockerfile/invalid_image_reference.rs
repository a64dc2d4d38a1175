use crate::rule::prelude::*;

rule! {
    /// FROM names neither a stage nor an image.
    ///
    /// BuildKit stops, because no image can be called that. Names of stages are lower case for FROM, however they are written
    /// behind `AS`.
    ///
    /// ```dockerfile bad
    /// FROM golang:1.26 AS Build
    /// FROM Build
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM golang:1.26 AS Build
    /// FROM build
    /// ```
    ///
    /// ```dockerfile good
    /// FROM golang:1.26 AS Build
    /// FROM build AS test
    /// FROM registry.example.com:5000/team/base:1.0_2
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/invalid-image-reference",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build, Tag::Image],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Stage(check),
    };
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let from = stage.from();
    let Some(image) = stage.base_image().filter(|image| !image.is_unknown()) else { return };
    let reference = image.reference();
    // What variables and their defaults come to, and a blank name, are told elsewhere.
    if from.image_variables().next().is_some() || reference.text().is_empty() {
        return;
    }
    let Err(error) = reference.validate() else { return };
    let name = reference.text();
    // Looking through all stages of a huge file for every mistake would take long.
    let stages = stage.file().stages().take(stage.index()).rev().take(100).filter_map(Stage::name);
    let finding = ctx.report(image.span(), format!("`{name}` is neither a stage nor an image: {error}"));
    let Some(nearest) = nearest(name, stages) else {
        finding.help("write `registry/repository:tag`");
        return;
    };
    finding.help(format!("did you mean stage `{nearest}`?"));
    if nearest.eq_ignore_ascii_case(name) {
        let edit = Edit::replace(image.span(), nearest.to_owned());
        finding.fix(Fix::new(Safety::Safe, format!("write `{nearest}`"), [edit]));
    }
}
