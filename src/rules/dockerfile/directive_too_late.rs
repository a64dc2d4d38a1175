use crate::rule::prelude::*;

rule! {
    /// A comment looks like a parser directive, but is none.
    ///
    /// Directives stand at the very top of the file, before comments, empty lines and instructions, without blanks before `#`,
    /// and each once. Anywhere else, and with another name, they are comments, and BuildKit goes on without a word.
    ///
    /// ```dockerfile bad
    /// # The image of the server.
    /// # syntax=docker/dockerfile:1
    /// FROM alpine:3.22
    /// ```
    ///
    /// ```dockerfile fixed
    /// # syntax=docker/dockerfile:1
    /// # The image of the server.
    /// FROM alpine:3.22
    /// ```
    ///
    /// ```dockerfile bad
    /// # sytnax=docker/dockerfile:1
    /// FROM alpine:3.22
    /// ```
    ///
    /// ```dockerfile good
    /// # syntax=docker/dockerfile:1
    /// # check=skip=JSONArgsRecommended
    /// # The syntax = operator is explained below.
    /// FROM alpine:3.22
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/directive-too-late",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Dockerfile(check),
    };
}

const DIRECTIVES: [&str; 3] = ["syntax", "escape", "check"];

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    let tree = file.tree();
    for comment in &tree.comments {
        let Some((name, value)) = comment.text.split_once('=') else { continue };
        let (name, value) = (name.trim(), value.trim());
        let Some(known) = nearest(name, DIRECTIVES).filter(|known| is_value_of(known, value)) else { continue };
        if tree.directives.iter().any(|directive| directive.name.name() == known) {
            continue;
        }
        let name_start = comment.span.start + offset_in(comment.span.slice(tree.text), name);
        let name_span = Span::new(name_start, name_start + name.len() as u32);
        if !known.eq_ignore_ascii_case(name) {
            ctx.report(name_span, format!("`{name}` is no directive"))
                .help(format!("did you mean `{known}`?"))
                .fix(Fix::new(Safety::Unsafe, format!("write `{known}`"), [Edit::replace(name_span, known)]));
            continue;
        }
        let line_start = tree.text[..comment.span.start as usize].rfind('\n').map_or(0, |end| end + 1);
        let line_end = tree.text[line_start..].find('\n').map_or(tree.text.len(), |length| line_start + length + 1);
        let line = Span::of(line_start..line_end);
        let moved = Edit::insert(top(file), format!("# {known}={value}\n"));
        let finding = ctx.report(name_span, format!("`{known}` is a comment here: directives stand at the very top"));
        finding.help("move it to the top of the file");
        if top(file) < line.start {
            finding.fix(Fix::new(Safety::Unsafe, "move it to the top", [moved, Edit::remove(line)]));
        }
    }
}

/// Whether `value` looks like one of the directive, rather than like prose.
fn is_value_of(directive: &str, value: &str) -> bool {
    match directive {
        "syntax" => value.contains("dockerfile") && !value.contains([' ', '\t']),
        "escape" => matches!(value, "\\" | "`"),
        _ => ["skip=", "error=", "experimental="].iter().any(|option| value.starts_with(option)),
    }
}

fn offset_in(text: &str, part: &str) -> u32 {
    text.find(part).unwrap_or_default() as u32
}

/// Where another directive belongs: behind those that are there, else at the beginning of the file.
fn top(file: &Dockerfile<'_>) -> u32 {
    let tree = file.tree();
    let byte_order_mark = if tree.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let last = tree.directives.last().map(|directive| directive.span.end as usize);
    let behind = last.and_then(|end| Some(end + tree.text[end..].find('\n')? + 1));
    behind.unwrap_or(byte_order_mark) as u32
}
