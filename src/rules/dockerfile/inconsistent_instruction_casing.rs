use crate::rule::prelude::*;

rule! {
    /// Instructions are written in upper and in lower case.
    ///
    /// One case throughout is easier to read. What most instructions have decides.
    ///
    /// ```dockerfile bad
    /// from alpine:3.22
    /// RUN apk add curl
    /// Copy server /usr/bin/
    /// USER 1000
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM alpine:3.22
    /// RUN apk add curl
    /// COPY server /usr/bin/
    /// USER 1000
    /// ```
    ///
    /// ```dockerfile good
    /// from alpine:3.22
    /// run apk add curl
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/inconsistent-instruction-casing",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Clarity],
        since: "0.1.0",
        also: &["buildkit:ConsistentInstructionCasing", "tally:ConsistentInstructionCasing"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Dockerfile(check),
    };
}

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    // BuildKit leaves out the ARGs before the first FROM.
    let staged_only = ctx.answers_as(Peer::Buildkit);
    let judged = || {
        file.instructions().filter(move |instruction| {
            instruction.keyword().is_some() && (!staged_only || instruction.stage().is_some())
        })
    };
    let lower = judged().filter(|instruction| is_lower(name(instruction))).count();
    let upper = judged().filter(|instruction| is_upper(name(instruction))).count();
    let to_lower = lower > upper;
    for instruction in judged() {
        let written = name(&instruction);
        let (consistent, wanted) = if to_lower {
            (is_lower(written), written.to_ascii_lowercase())
        } else {
            (is_upper(written), written.to_ascii_uppercase())
        };
        if consistent {
            continue;
        }
        let case = if to_lower { "lower" } else { "upper" };
        let edit = Edit::replace(instruction.keyword_span(), wanted.clone());
        ctx.report(instruction.keyword_span(), format!("`{written}` among instructions in {case} case"))
            .help(format!("write `{wanted}`"))
            .fix(Fix::new(Safety::Safe, format!("write it in {case} case"), [edit]));
    }
}

fn name<'m>(instruction: &Instruction<'m>) -> &'m str {
    instruction.syntax().name.text()
}

fn is_lower(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn is_upper(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase())
}
