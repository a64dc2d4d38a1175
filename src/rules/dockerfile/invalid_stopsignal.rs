use crate::model::dockerfile::is_signal;
use crate::rule::prelude::*;

rule! {
    /// `STOPSIGNAL` names no signal.
    ///
    /// A signal is a number or a name of Linux, in any case, with or without `SIG`. The build stops.
    ///
    /// ```dockerfile bad
    /// FROM nginx:1.29
    /// STOPSIGNAL SIGSTOPP
    /// ```
    ///
    /// ```dockerfile good
    /// FROM nginx:1.29
    /// STOPSIGNAL SIGQUIT
    /// STOPSIGNAL rtmin+3
    /// STOPSIGNAL 15
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/invalid-stopsignal",
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
    if instruction.keyword() != Some(Keyword::Stopsignal) {
        return;
    }
    let Some(word) = instruction.single_argument() else { return };
    let expanded = instruction.expanded(word);
    let Some(signal) = expanded.known().filter(|signal| !is_signal(signal)) else { return };
    ctx.report(word.full_span(), format!("`{signal}` is no signal"))
        .help("write a name such as `SIGTERM`, or its number");
}
