use crate::rule::prelude::*;

rule! {
    /// A pair is written without `=`.
    ///
    /// In the old form `ENV key value` the value goes on to the end of the line and there can be one pair only. It is deprecated.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// ENV GREETING Hello, $NAME
    /// ENV PATH /opt/bin:$PATH
    /// LABEL description a small image \
    ///     for everybody
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM alpine:3.22
    /// ENV GREETING="Hello, $NAME"
    /// ENV PATH=/opt/bin:$PATH
    /// LABEL description="a small image \
    ///     for everybody"
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// ENV GREETING="Hello, $NAME" PATH=/opt/bin:$PATH
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/legacy-key-value-format",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Deprecated, Tag::Clarity],
        since: "0.1.0",
        also: &["buildkit:LegacyKeyValueFormat", "tally:LegacyKeyValueFormat"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let Arguments::Pairs(pairs) = &instruction.syntax().arguments else { return };
    for pair in pairs.iter().filter(|pair| pair.legacy) {
        let finding = ctx.report(pair.key.full_span(), format!("`{}` is set without `=`", pair.key.text()));
        finding.help("write `name=value`, and quote a value that holds blanks");
        if let Some(edits) = with_equals(pair, instruction) {
            finding.fix(Fix::new(Safety::Safe, "write it with `=`", edits));
        }
    }
}

/// The pair as one word that comes to the same value.
fn with_equals(pair: &Pair<'_>, instruction: Instruction<'_>) -> Option<Vec<Edit>> {
    let tree = instruction.file().tree();
    let (key, value) = (pair.key.full_span(), pair.value.full_span());
    let between = Span::new(key.end, value.start);
    let text = pair.value.text();
    // A comment between the lines would be lost; a lone escape at the end means nothing now.
    if between.slice(tree.text).contains('#') || text.ends_with(tree.escape) {
        return None;
    }
    let special = |character: char| character == tree.escape || matches!(character, '"' | '\'');
    let blanks = blanks_outside_quotes(text, tree.escape)?;
    if blanks.is_empty() {
        return Some(vec![Edit::replace(between, "=")]);
    }
    if !text.contains(special) {
        return Some(vec![Edit::replace(between, "=\""), Edit::insert(value.end, "\"")]);
    }
    let escapes = blanks.iter().map(|&at| Edit::insert(pair.value.source_offset(at), tree.escape.to_string()));
    Some(std::iter::once(Edit::replace(between, "=")).chain(escapes).collect())
}

/// Where white space ends a word; `None` when a quote is not closed.
fn blanks_outside_quotes(text: &str, escape: char) -> Option<Vec<usize>> {
    let mut blanks = Vec::new();
    let mut quote = None;
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match quote {
            Some(open) if character == open => quote = None,
            Some('\'') => {}
            _ if character == escape => {
                characters.next();
            }
            Some(_) => {}
            None if matches!(character, '"' | '\'') => quote = Some(character),
            None if character.is_whitespace() => blanks.push(at),
            None => {}
        }
    }
    quote.is_none().then_some(blanks)
}
