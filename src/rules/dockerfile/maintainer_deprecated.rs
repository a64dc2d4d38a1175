use crate::rule::prelude::*;

rule! {
    /// `MAINTAINER` is deprecated.
    ///
    /// A label says the same, and every tool that reads images can read labels.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// MAINTAINER Jane Doe <jane@example.com>
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM alpine:3.22
    /// LABEL org.opencontainers.image.authors="Jane Doe <jane@example.com>"
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// LABEL org.opencontainers.image.authors="Jane Doe <jane@example.com>"
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/maintainer-deprecated",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Deprecated, Tag::Labels],
        since: "0.1.0",
        also: &[
            "hadolint:DL4000",
            "buildkit:MaintainerDeprecated",
            "tally:MaintainerDeprecated",
            "trivy:DS-0022",
            "checkov:CKV_DOCKER_6",
        ],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    if instruction.keyword() != Some(Keyword::Maintainer) {
        return;
    }
    let finding = ctx.report(instruction.keyword_span(), "`MAINTAINER` is deprecated");
    finding.help("use the label `org.opencontainers.image.authors`");
    let Some(word) = instruction.single_argument() else { return };
    let place = instruction.keyword_span().cover(word.full_span());
    let text = instruction.file().tree().text;
    // A name over several lines may have comments between them.
    if place.slice(text).contains('\n') {
        return;
    }
    let label = format!("LABEL org.opencontainers.image.authors=\"{}\"", quoted(word.text(), instruction));
    finding.fix(Fix::new(Safety::Safe, "use a label", [Edit::replace(place, label)]));
}

/// The name within double quotes, which a label's value is read with, unlike a maintainer's.
fn quoted(name: &str, instruction: Instruction<'_>) -> String {
    let unquoted = ['"', '\''].into_iter().find_map(|quote| {
        let inner = name.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.contains(quote)).then_some(inner)
    });
    let escape = instruction.file().tree().escape;
    let mut text = String::new();
    for character in unquoted.unwrap_or(name).chars() {
        if character == '"' || character == '$' || character == escape {
            text.push(escape);
        }
        text.push(character);
    }
    text
}
