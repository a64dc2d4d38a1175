//! Comments that suppress findings: ours, hadolint's and BuildKit's.
//!
//! Sources: hadolint's README on inline ignores; BuildKit's documentation of the `check` directive and of per-instruction
//! checks. Both are read exactly as those tools read them.

use super::Outcome;
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::model::dockerfile::{Dockerfile, Instruction};
use crate::model::k8s::Manifest;
use crate::rule::Peer;
use crate::rules;
use crate::syntax::dockerfile::{Comment, DirectiveName, Keyword};
use crate::syntax::yaml;
use crate::text::Span;

/// A comment that suppresses findings.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Suppression {
    /// What it names; all means all of the peer's, where there is a peer.
    names: Names,
    /// Where findings have to begin for it to apply.
    scope: Span,
    /// The peer whose ids the names are; `None` for ids of all kinds.
    peer: Option<Peer>,
}

#[derive(Debug, PartialEq, Eq)]
enum Names {
    All,
    Some(Vec<Box<str>>),
}

impl Names {
    fn of(names: &[&str]) -> Self {
        Self::Some(names.iter().map(|name| (*name).into()).collect())
    }

    /// `names`, of which `all` means every one.
    fn or_all(names: &[&str]) -> Self {
        if names.contains(&"all") { Self::All } else { Self::of(names) }
    }
}

impl Suppression {
    fn covers(&self, diagnostic: &Diagnostic) -> bool {
        if !self.scope.contains_offset(diagnostic.span.start) && self.scope.end != diagnostic.span.start {
            return false;
        }
        match (&self.names, self.peer) {
            (Names::All, None) => true,
            (Names::All, Some(peer)) => {
                rules::by_id(diagnostic.rule).is_some_and(|rule| rule.ids_at(peer).next().is_some())
            }
            (Names::Some(names), _) => names.iter().any(|name| self.means(name, diagnostic.rule)),
        }
    }

    fn means(&self, name: &str, rule: &str) -> bool {
        match self.peer {
            Some(peer) => rules::by_id(rule).is_some_and(|rule| rule.ids_at(peer).any(|id| id == name)),
            None => rules::find(name).iter().any(|named| named.id == rule),
        }
    }

    /// Whether every rule it names is on, so that it is unused when nothing was suppressed.
    fn could_be_used(&self, settings: &Settings) -> bool {
        let is_on = |id: &str| settings.active().iter().any(|active| active.rule.id == id);
        match &self.names {
            Names::All => true,
            Names::Some(names) => names.iter().all(|name| {
                settings.active().iter().any(|active| self.means(name, active.rule.id) && is_on(active.rule.id))
            }),
        }
    }
}

/// Takes out of `found` what `suppressions` suppress. Defects of ours cannot be suppressed.
pub(super) fn apply(found: Vec<Diagnostic>, suppressions: &[Suppression], settings: &Settings) -> Outcome {
    if suppressions.is_empty() {
        return Outcome { diagnostics: found, ..Outcome::default() };
    }
    let mut used = vec![false; suppressions.len()];
    let mut outcome = Outcome::default();
    for diagnostic in found {
        let mut suppressed = false;
        for (suppression, used) in suppressions.iter().zip(&mut used) {
            if !diagnostic.rule.starts_with("internal/") && suppression.covers(&diagnostic) {
                suppressed = true;
                *used = true;
            }
        }
        if suppressed {
            outcome.suppressed += 1;
        } else {
            outcome.diagnostics.push(diagnostic);
        }
    }
    let unused =
        suppressions.iter().zip(&used).filter(|(suppression, used)| !**used && suppression.could_be_used(settings));
    outcome.unused_suppressions = unused.count() as u32;
    outcome
}

/// The suppressions of a Dockerfile.
pub(super) fn of_dockerfile(model: &Dockerfile<'_>) -> Vec<Suppression> {
    let tree = model.tree();
    let file = Span::of(0..tree.text.len());
    let mut suppressions = Vec::new();
    if let Some(directive) = tree.directives.iter().find(|directive| directive.name == DirectiveName::Check) {
        suppressions.extend(buildkit_file(directive.value, file));
    }
    if tree.comments.is_empty() {
        return suppressions;
    }
    for comment in &tree.comments {
        if let Some(names) = hadolint_pragma(comment, "global ignore") {
            suppressions.push(Suppression { names: Names::of(&names), scope: file, peer: Some(Peer::Hadolint) });
        }
        if let Some(names) = own_pragma(comment.text, "ignore-file") {
            suppressions.push(Suppression { names, scope: file, peer: None });
        }
    }
    for instruction in model.instructions().filter(|instruction| !instruction.comments().is_empty()) {
        of_instruction(instruction, &mut suppressions);
    }
    suppressions
}

/// The suppressions of a manifest: our own comments, for the line they end, the node they stand above, or the file.
pub(super) fn of_manifest(model: &Manifest<'_>) -> Vec<Suppression> {
    let tree = model.tree();
    let mut suppressions = Vec::new();
    for comment in tree.comments() {
        if let Some(names) = own_pragma(comment.text(), "ignore-file") {
            suppressions.push(Suppression { names, scope: Span::of(0..tree.text().len()), peer: None });
        } else if let Some(names) = own_pragma(comment.text(), "ignore") {
            let scope =
                if comment.is_alone() { below(tree, comment.span()) } else { line_of(tree.text(), comment.span()) };
            suppressions.push(Suppression { names, scope, peer: None });
        }
    }
    suppressions
}

/// The line up to a place.
fn line_of(text: &str, place: Span) -> Span {
    let start = text[..place.start as usize].rfind('\n').map_or(0, |at| at + 1);
    Span::new(start as u32, place.start)
}

/// What begins on the next line of content below a place: an item, an object when it is its first line, else an entry with
/// its value.
fn below(tree: &yaml::Tree<'_>, place: Span) -> Span {
    let text = tree.text();
    let rest = &text[place.end as usize..];
    let is_content = |line: &&str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#') && line != "---"
    };
    let Some(line) = rest.split_inclusive('\n').skip(1).find(is_content) else { return Span::empty(place.end) };
    let content = line.trim_start();
    let start = place.end + (content.as_ptr() as usize - rest.as_ptr() as usize) as u32;
    let item = content.starts_with("- ");
    let Some(node) = tree.node_at(if item { start + 2 } else { start }) else { return Span::empty(start) };
    let Some(parent) = node.parent().filter(|parent| parent.span().start == node.span().start) else {
        return entry_of(node).cover(Span::empty(start));
    };
    let whole = item || parent.parent().is_none();
    let covered = if whole { parent.full_span() } else { entry_of(node) };
    covered.cover(Span::empty(start))
}

/// The entry that `node` is the key of; `node` itself when it is none.
fn entry_of(node: yaml::Node<'_>) -> Span {
    let mapping = node.parent().and_then(yaml::Node::as_mapping);
    let entry = mapping.and_then(|mapping| mapping.entries().find(|entry| entry.key == node));
    entry.map_or_else(|| node.full_span(), yaml::Entry::span)
}

fn of_instruction(instruction: Instruction<'_>, suppressions: &mut Vec<Suppression>) {
    let scope = instruction.syntax().lines;
    let comments = instruction.comments();
    for comment in comments {
        if let Some(names) = own_pragma(comment.text, "ignore") {
            suppressions.push(Suppression { names, scope, peer: None });
        }
    }
    if let Some(names) =
        comments.iter().filter(|comment| !comment.indented).find_map(|comment| buildkit_instruction(comment.text))
    {
        suppressions.push(Suppression { names, scope, peer: Some(Peer::Buildkit) });
    }
    // hadolint looks at the line right above only.
    let text = instruction.file().tree().text;
    let Some(comment) = comments.last() else { return };
    let between = &text[comment.span.end as usize..scope.start as usize];
    if between.bytes().filter(|byte| *byte == b'\n').count() != 1 {
        return;
    }
    if let Some(names) = hadolint_pragma(comment, "ignore") {
        suppressions.push(Suppression { names: Names::of(&names), scope, peer: Some(Peer::Hadolint) });
    }
    if instruction.keyword() == Some(Keyword::From)
        && let Some(names) = hadolint_pragma(comment, "stage ignore")
        && let Some(stage) = instruction.stage()
    {
        let last = stage.instructions().next_back().unwrap_or(instruction);
        let scope = scope.cover(last.syntax().lines);
        suppressions.push(Suppression { names: Names::of(&names), scope, peer: Some(Peer::Hadolint) });
    }
}

/// `shipworthy: WORD[id, …] reason`.
fn own_pragma(comment: &str, word: &str) -> Option<Names> {
    let rest = comment.strip_prefix("shipworthy:")?.trim_start().strip_prefix(word)?;
    let (ids, _reason) = rest.strip_prefix('[')?.split_once(']')?;
    let names: Vec<_> = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    if names.is_empty() {
        return None;
    }
    Some(Names::or_all(&names))
}

/// `hadolint WORDS=code, …`, behind which only white space or a comment may follow.
fn hadolint_pragma<'s>(comment: &Comment<'s>, words: &str) -> Option<Vec<&'s str>> {
    let mut rest = strip_word(comment.text, "hadolint")?;
    for word in words.split(' ') {
        rest = strip_word(rest.trim_start(), word)?;
    }
    let rest = rest.trim_start().strip_prefix('=')?;
    let list = rest.split_once('#').map_or(rest, |(list, _)| list);
    let codes: Vec<_> = list.split(',').map(str::trim).collect();
    let is_code = |code: &str| {
        !code.is_empty() && code.bytes().all(|byte| matches!(byte, b'D' | b'L' | b'S' | b'C' | b'0'..=b'9'))
    };
    codes.iter().all(|code| is_code(code)).then_some(codes)
}

/// `text` behind `word`, which must end there.
fn strip_word<'s>(text: &'s str, word: &str) -> Option<&'s str> {
    text.strip_prefix(word).filter(|rest| rest.starts_with([' ', '\t', '=']))
}

/// The value of a `check` directive: options joined with `;`, of which `skip` concerns us.
fn buildkit_file(value: &str, file: Span) -> Option<Suppression> {
    let skip = value.split(';').find_map(|option| option.trim().strip_prefix("skip="))?;
    let names: Vec<_> = skip.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    Some(Suppression { names: Names::or_all(&names), scope: file, peer: Some(Peer::Buildkit) })
}

/// `check=skip=Rule,…` above an instruction; the list ends at the first blank.
fn buildkit_instruction(comment: &str) -> Option<Names> {
    let value = comment.strip_prefix("check=")?;
    let value = value.split([' ', '\t']).next().unwrap_or_default();
    let skip = value.split(';').find_map(|option| option.strip_prefix("skip="))?;
    let names: Vec<_> = skip.split(',').filter(|name| !name.is_empty()).collect();
    Some(Names::or_all(&names))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::dockerfile;

    fn hadolint(line: &str) -> Option<Vec<&str>> {
        let comment = Comment { span: Span::empty(0), text: line.trim_start_matches('#').trim(), indented: false };
        hadolint_pragma(&comment, "ignore")
    }

    #[test]
    fn hadolints_list_is_strict() {
        assert_eq!(hadolint("# hadolint ignore=DL3006,SC2086"), Some(vec!["DL3006", "SC2086"]));
        assert_eq!(hadolint("#hadolint ignore = DL3006 , DL3008 # why"), Some(vec!["DL3006", "DL3008"]));
        for void in [
            "# hadolint ignore=DL3006,",
            "# hadolint ignore=DL3006 why",
            "# Hadolint ignore=DL3006",
            "# hadolint ignore=",
        ] {
            assert_eq!(hadolint(void), None, "{void}");
        }
    }

    fn scopes(text: &str) -> Vec<String> {
        let tree = dockerfile::parse(text);
        let model = Dockerfile::new(&tree);
        of_dockerfile(&model).iter().map(|suppression| suppression.scope.slice(text).to_owned()).collect()
    }

    #[test]
    fn comments_of_manifests_cover_their_line_or_what_is_below() {
        let text = "# shipworthy: ignore[a] whole object\nkind: A\nspec:\n  # shipworthy: ignore[b]\n  x:\n    y: 1\n  l:\n  # shipworthy: ignore[c]\n  - k: 1 # shipworthy: ignore[d]\n    m: 2\n";
        let tree = yaml::Tree::parse(text);
        let manifest = Manifest::new(&tree);
        let scopes: Vec<_> = of_manifest(&manifest).iter().map(|suppression| suppression.scope.slice(text)).collect();
        assert_eq!(scopes[0], &text[37..text.len() - 1]);
        assert_eq!(scopes[1..], ["x:\n    y: 1", "- k: 1 # shipworthy: ignore[d]\n    m: 2", "  - k: 1 "]);
    }

    #[test]
    fn scopes_are_those_of_each_dialect() {
        assert_eq!(scopes("FROM a\n# hadolint ignore=DL3006\nRUN x\n"), ["RUN x"]);
        assert_eq!(scopes("FROM a\n# hadolint ignore=DL3006\n\nRUN x\n"), [""; 0], "not right above");
        assert_eq!(scopes("FROM a\n# hadolint ignore=DL3006\n# note\nRUN x\n"), [""; 0], "not right above");
        assert_eq!(scopes("# hadolint stage ignore=DL3006\nFROM a\nRUN x\nFROM b\n"), ["FROM a\nRUN x"]);
        assert_eq!(scopes("FROM a\n# check=skip=JSONArgsRecommended why\n\n# note\nRUN x\n"), ["RUN x"]);
        assert_eq!(scopes("FROM a\n# shipworthy: ignore[k, l] why\n# note\nRUN x \\\n y\n"), ["RUN x \\\n y"]);
        let whole =
            "# check=skip=all;error=true\n# shipworthy: ignore-file[x]\nFROM a\n# hadolint global ignore=DL3006\n";
        assert_eq!(scopes(whole), [whole; 3]);
    }
}
