use crate::rule::prelude::*;

rule! {
    /// A label's key breaks Docker's rules for keys.
    ///
    /// A key begins with a lower-case letter, ends with one or a digit, and has only these and single `.`, `-`, `_` and `/` between
    /// them; `com.docker.`, `io.docker.` and `org.dockerproject.` are Docker's own. Tools that filter by labels count on it.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// LABEL Version="1.0" com.docker.team="web" "a key"="x"
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// LABEL org.opencontainers.image.version="1.0" com.example.team="web"
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/invalid-label-key",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Labels],
        since: "0.1.0",
        also: &["hadolint:DL3048", "tally:labels/valid-key"],
        fix: None,
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    if instruction.keyword() != Some(Keyword::Label) {
        return;
    }
    let Arguments::Pairs(pairs) = &instruction.syntax().arguments else { return };
    let as_hadolint = ctx.answers_as(Peer::Hadolint);
    for pair in pairs {
        let expanded = instruction.expanded(&pair.key);
        let key = if as_hadolint { pair.key.text().trim_matches(['"', '\'']) } else { &*expanded.text };
        if !as_hadolint && expanded.unknown {
            continue;
        }
        if let Some(fault) = fault(key) {
            ctx.report(pair.key.full_span(), format!("the key `{key}` {fault}"))
                .help("use a name of your own in reverse domain notation, such as `com.example.team`");
        }
    }
}

/// What is wrong with `key`, as the end of a sentence.
fn fault(key: &str) -> Option<&'static str> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | '/');
    if ["com.docker.", "io.docker.", "org.dockerproject."].iter().any(|reserved| key.starts_with(reserved)) {
        Some("is in a name space of Docker's own")
    } else if !key.starts_with(|c: char| c.is_ascii_lowercase()) {
        Some("does not begin with a lower-case letter")
    } else if !key.chars().all(allowed) {
        Some("has characters other than lower-case letters, digits, `.`, `-`, `_` and `/`")
    } else if key.ends_with(['.', '-', '_', '/']) {
        Some("does not end with a letter or a digit")
    } else if key.contains("..") || key.contains("--") {
        Some("has two separators in a row")
    } else {
        None
    }
}
