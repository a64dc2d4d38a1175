use crate::model::dockerfile::is_archive_for_hadolint;
use crate::rule::prelude::*;

rule! {
    /// `ADD` copies a plain local path.
    ///
    /// `ADD` also downloads URLs, clones repositories and unpacks archives, so a reader has to work out which of these
    /// happens. `COPY` only copies.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// ADD --chown=1000 server /usr/local/bin/server
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM alpine:3.22
    /// COPY --chown=1000 server /usr/local/bin/server
    /// ```
    ///
    /// What only `ADD` can do is left alone, and so is a source that only the build knows:
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// ARG ARCHIVE
    /// ADD rootfs.tar.gz /
    /// ADD https://example.com/tool.bin /usr/local/bin/tool
    /// ADD git@example.com:team/repository.git /src
    /// ADD ${ARCHIVE} /opt/
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/add-instead-of-copy",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Clarity],
        since: "0.1.0",
        also: &["hadolint:DL3020", "tally:DL3020", "trivy:DS-0005", "checkov:CKV_DOCKER_4"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let Some(add) = instruction.as_add() else { return };
    let as_hadolint = ctx.answers_as(Peer::Hadolint);
    let is_plain = |word: &&Word<'_>| {
        if as_hadolint { is_plain_for_hadolint(word.text()) } else { is_plain_path(&instruction.expanded(word).text) }
    };
    let deliberate =
        ["unpack", "checksum", "keep-git-dir"].iter().any(|flag| instruction.syntax().flag(flag).is_some());
    let unknown = |word: &Word<'_>| instruction.expanded(word).unknown;
    let Some(source) = add.sources.iter().find(is_plain) else { return };
    if !as_hadolint && (deliberate || add.sources.iter().any(unknown)) {
        return;
    }
    let what = if add.is_heredoc(source) { "a heredoc" } else { "a plain local path" };
    let all_plain = add.sources.iter().all(|word| is_plain(&word));
    let finding = ctx.report(instruction.keyword_span(), format!("`ADD` copies {what}"));
    finding.help("use `COPY`, which does only that");
    if all_plain && !deliberate {
        let keyword = if instruction.syntax().name.text() == "add" { "copy" } else { "COPY" };
        finding.fix(Fix::new(Safety::Safe, "use `COPY`", [Edit::replace(instruction.keyword_span(), keyword)]));
    }
}

/// Nothing that `ADD` downloads, clones or unpacks.
fn is_plain_path(source: &str) -> bool {
    let remote =
        source.contains("://") || (source.contains('@') && source.contains(':')) || source.starts_with("github.com/");
    // BuildKit unpacks tar archives, whatever they are compressed with; their names tell readers so.
    let compressed = [".gz", ".bz2", ".xz", ".zst", ".lzma", ".lz", ".Z"].iter().any(|suffix| source.ends_with(suffix));
    let archive = [".tar", ".tgz", ".tbz", ".tbz2", ".tb2", ".txz", ".tlz", ".tpz", ".tZ"]
        .iter()
        .any(|suffix| source.ends_with(suffix));
    !remote && !compressed && !archive
}

fn is_plain_for_hadolint(source: &str) -> bool {
    let source = source.trim_matches(['"', '\'']);
    let url = source.starts_with("http://") || source.starts_with("https://");
    !url && !is_archive_for_hadolint(source)
}
