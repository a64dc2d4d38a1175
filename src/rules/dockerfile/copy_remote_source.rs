use crate::model::dockerfile::SourceKind;
use crate::rule::prelude::*;

rule! {
    /// `COPY` names something to download.
    ///
    /// Only `ADD` downloads files and clones repositories. The build stops.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// COPY https://example.com/tool.tar.gz /opt/
    /// COPY git@example.com:team/tool.git /src
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM alpine:3.22
    /// ADD https://example.com/tool.tar.gz /opt/
    /// ADD git@example.com:team/tool.git /src
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// ADD https://example.com/tool.tar.gz /opt/
    /// COPY tool.tar.gz /opt/
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/copy-remote-source",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let Some(copy) = instruction.as_copy() else { return };
    let kind = |word: &Word<'_>| instruction.expanded(word).known().map_or(SourceKind::Local, SourceKind::of);
    let Some(remote) = copy.sources.iter().find(|word| kind(word) != SourceKind::Local) else { return };
    let what = if kind(remote) == SourceKind::Git { "a Git repository" } else { "a file to download" };
    let finding = ctx.report(remote.full_span(), format!("`COPY` cannot take {what}"));
    finding.help("use `ADD`");
    let flags_of_copy = ["from", "parents"].iter().any(|flag| instruction.syntax().flag(flag).is_some());
    if !flags_of_copy {
        finding.fix(Fix::new(Safety::Unsafe, "use `ADD`", [Edit::replace(instruction.keyword_span(), "ADD")]));
    }
}
