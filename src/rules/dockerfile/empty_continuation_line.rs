use crate::rule::prelude::*;

rule! {
    /// An instruction that goes on over several lines has an empty one among them.
    ///
    /// It looks as if the instruction ended there. Docker lets it pass for now and will refuse it.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// RUN apk add curl && \
    ///
    ///     apk add git
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM alpine:3.22
    /// RUN apk add curl && \
    ///     apk add git
    /// ```
    ///
    /// Comment lines may stand there:
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// RUN apk add curl && \
    ///     # for the build
    ///     apk add git
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/empty-continuation-line",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Deprecated, Tag::Clarity],
        since: "0.1.0",
        also: &["buildkit:NoEmptyContinuation", "tally:NoEmptyContinuation"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let lines = &instruction.syntax().empty_continuations;
    let Some(first) = lines.first() else { return };
    let text = instruction.file().tree().text;
    let with_break = |line: &Span| {
        let rest = &text[line.end as usize..];
        Span::new(line.start, line.end + rest.find('\n').map_or(rest.len(), |at| at + 1) as u32)
    };
    let edits: Vec<_> = lines.iter().map(|line| Edit::remove(with_break(line))).collect();
    let count = lines.len();
    let what =
        if count == 1 { "an empty line interrupts".to_owned() } else { format!("{count} empty lines interrupt") };
    ctx.report(*first, format!("{what} this instruction"))
        .label(instruction.keyword_span(), "the instruction begins here")
        .help("remove the line, or put a comment there")
        .fix(Fix::new(Safety::Safe, "remove it", edits));
}
