use crate::rule::prelude::*;

rule! {
    /// The path of a `VOLUME` comes to nothing.
    ///
    /// The build stops.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// ARG DATA=
    /// VOLUME ${DATA}
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// ARG DATA=/data
    /// VOLUME ${DATA}
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/empty-volume",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    if instruction.keyword() != Some(Keyword::Volume) {
        return;
    }
    // A path that is written as an empty string is refused before variables get their values.
    for word in instruction.syntax().words().iter().filter(|word| !word.text().trim().is_empty()) {
        if instruction.expanded(word).known() == Some("") {
            ctx.report(word.full_span(), format!("`{}` comes to nothing", word.text())).help("give the volume a path");
        }
    }
}
