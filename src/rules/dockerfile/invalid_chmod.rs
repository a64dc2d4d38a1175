use crate::model::dockerfile::is_file_mode;
use crate::rule::prelude::*;

rule! {
    /// `--chmod` is given no mode.
    ///
    /// A mode is up to four octal digits, or changes in letters as `chmod` takes them. The build stops.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// COPY --chmod=0789 tool /usr/bin/
    /// COPY --chmod=executable tool /usr/bin/
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// ARG MODE
    /// COPY --chmod=0755 tool /usr/bin/
    /// COPY --chmod=u=rwX,go=rX tool /usr/bin/
    /// COPY --chmod=$MODE tool /usr/bin/
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/invalid-chmod",
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
    if instruction.as_copy_or_add().is_none() {
        return;
    }
    let Some(flag) = instruction.syntax().flag("chmod") else { return };
    let Some(mode) = instruction.flag_value(flag) else { return };
    if !mode.is_empty() && !is_file_mode(&mode) {
        ctx.report(flag.value_span(), format!("`{mode}` is no file mode"))
            .help("write octal digits such as `0755`, or letters such as `u=rwX,go=rX`");
    }
}
