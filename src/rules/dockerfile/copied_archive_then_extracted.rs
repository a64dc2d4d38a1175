use std::collections::HashMap;

use crate::model::dockerfile::{CopyOrAdd, is_archive_for_hadolint, is_tar_archive};
use crate::rule::prelude::*;

rule! {
    /// An archive is copied into the image and unpacked there.
    ///
    /// The archive stays in the layer of the `COPY`, whatever happens to it later. `ADD` unpacks a local tar archive without
    /// putting the archive itself into the image.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// COPY rootfs.tar.gz /tmp/
    /// RUN tar -xzf /tmp/rootfs.tar.gz -C / && rm /tmp/rootfs.tar.gz
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// ADD rootfs.tar.gz /
    /// ```
    ///
    /// What `ADD` cannot do needs the archive: to unpack a part of it, or to leave out leading directories. And so does an
    /// archive that comes from another stage. In a stage whose layers are thrown away it does not matter.
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// COPY tool.tar.gz /tmp/
    /// RUN tar -xzf /tmp/tool.tar.gz --strip-components=1
    /// COPY --from=build /out.tar /tmp/
    /// RUN tar -xf /tmp/out.tar
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/copied-archive-then-extracted",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Size],
        since: "0.1.0",
        also: &["hadolint:DL3010", "tally:DL3010", "tally:prefer-add-unpack"],
        fix: None,
        options: None,
        check: Check::Dockerfile(check),
    };
}

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    let as_hadolint = ctx.answers_as(Peer::Hadolint);
    // Archives of the stage that are still packed, by name.
    let mut copied: HashMap<String, (Instruction<'_>, Span)> = HashMap::new();
    for instruction in file.instructions() {
        if instruction.keyword() == Some(Keyword::From) {
            copied.clear();
        }
        let kept = as_hadolint || instruction.stage().is_none_or(Stage::layers_may_be_shipped);
        if let Some(copy) = instruction.as_copy().filter(|copy| kept && copy.from.is_none()) {
            for source in copy.sources {
                let name = archive_name(&copy, source, as_hadolint);
                copied.extend(name.map(|name| (name, (instruction, source.full_span()))));
            }
        }
        let Some(run) = instruction.as_run().filter(|run| !copied.is_empty() && (as_hadolint || run.is_posix())) else {
            continue;
        };
        for command in run.commands() {
            if !(if as_hadolint { unpacks_for_hadolint(command) } else { unpacks_all(command) }) {
                continue;
            }
            let Some((copy, span)) = command.arguments().find_map(|word| copied.remove(base_name(word.text()))) else {
                continue;
            };
            let span = if as_hadolint { copy.keyword_span() } else { span };
            ctx.report(span, "an archive is copied into the image and unpacked there")
                .help("use `ADD`, which unpacks it and leaves it out of the image")
                .label(command.program_span(), "unpacked here");
        }
    }
}

/// Under which name an archive among the sources of a COPY gets into the image.
fn archive_name(copy: &CopyOrAdd<'_>, source: &Word<'_>, as_hadolint: bool) -> Option<String> {
    let is_archive = if as_hadolint { is_archive_for_hadolint } else { is_tar_archive };
    let name = |word: &Word<'_>| base_name(word.text().trim_matches(['"', '\''])).to_owned();
    let (source, destination) = (name(source), name(copy.destination));
    if !is_archive(&source) {
        return None;
    }
    Some(if is_archive(&destination) { destination } else { source })
}

fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn unpacks_for_hadolint(command: Command<'_>) -> bool {
    const UNPACKERS: [&str; 9] = ["unzip", "gunzip", "bunzip2", "unlzma", "unxz", "zgz", "uncompress", "zcat", "gzcat"];
    let extracts = |text: &str| matches!(text, "--extract" | "--get") || text.starts_with('-') && text.contains('x');
    command.literal_name().is_some_and(|name| {
        UNPACKERS.contains(&name) || name == "tar" && command.arguments().any(|word| extracts(word.text()))
    })
}

/// Whether it unpacks a whole archive as it is, which `ADD` could do.
fn unpacks_all(command: Command<'_>) -> bool {
    if !command.runs("tar") || command.nesting().in_branch() {
        return false;
    }
    let mut words = command.arguments().map(shell::Word::text);
    let first = words.next().unwrap_or_default();
    // The old style: letters without a dash, then their values.
    let letters = first.strip_prefix('-').unwrap_or(first);
    let bundled = !first.starts_with("--") && letters.contains('x') && letters.contains('f');
    let plain = |flag: &str| {
        matches!(
            flag,
            "x" | "f" | "z" | "j" | "J" | "v" | "p" | "C" | "extract" | "get" | "file" | "directory" | "gzip"
        ) || matches!(flag, "verbose" | "bzip2" | "xz" | "zstd" | "preserve-permissions" | "same-permissions")
    };
    let flags_are_plain = command.flags().all(plain);
    let extracts = letters.contains('x') || command.has_any_flag(&["x", "extract", "get"]);
    let operands = command.operands(&["C", "directory", "f", "file"]).count();
    let own = if first.starts_with('-') { 0 } else { 1 + usize::from(bundled) };
    extracts && flags_are_plain && operands == own
}
