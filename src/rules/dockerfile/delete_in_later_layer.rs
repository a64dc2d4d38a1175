use std::collections::BTreeMap;

use crate::model::dockerfile::is_tar_archive;
use crate::rule::prelude::*;

rule! {
    /// A file is removed in another layer than the one that holds it.
    ///
    /// A layer cannot take anything out of those below it: the file is hidden, but everybody still downloads it, and can read
    /// it. That matters for what is large, such as packages and archives, and for what is secret.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// COPY installer.run /tmp/
    /// RUN /tmp/installer.run --quiet && rm /tmp/installer.run
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN curl -fsSL -o /tmp/tool.bin https://example.com/tool.bin
    /// RUN install /tmp/tool.bin /usr/local/bin/tool && rm -f /tmp/tool.bin
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// WORKDIR /app
    /// COPY .npmrc package.json ./
    /// RUN npm install && rm .npmrc
    /// COPY id_ed25519 /root/.ssh/
    /// RUN git clone git@example.com:team/tool.git && rm -rf /root/.ssh
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// RUN --mount=type=bind,source=installer.run,target=/tmp/installer.run /tmp/installer.run --quiet
    /// RUN curl -fsSL -o /tmp/tool.deb https://example.com/tool.deb && dpkg -i /tmp/tool.deb && rm -f /tmp/tool.deb
    /// COPY setup.sh /tmp/
    /// RUN /tmp/setup.sh && rm /tmp/setup.sh
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/delete-in-later-layer",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Size, Tag::Security],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Stage(check),
    };
}

/// Suffixes of files that are large as a rule.
const LARGE: [&str; 20] = [
    ".7z", ".apk", ".bin", ".bz2", ".deb", ".exe", ".gem", ".gz", ".iso", ".jar", ".msi", ".rpm", ".run", ".tar",
    ".tgz", ".war", ".whl", ".xz", ".zip", ".zst",
];

/// Suffixes of files that are secret.
const SECRET_SUFFIXES: [&str; 5] = [".jks", ".key", ".p12", ".pem", ".pfx"];

/// Names of files that are secret.
#[rustfmt::skip]
const SECRET_NAMES: [&str; 12] = [
    ".env", ".git-credentials", ".netrc", ".npmrc", ".pypirc", ".yarnrc.yml", "credentials", "credentials.json",
    "id_dsa", "id_ecdsa", "id_ed25519", "id_rsa",
];

/// What put a file into an earlier layer, and where that is written.
#[derive(Clone, Copy)]
struct Origin {
    span: Span,
    is_copy: bool,
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    if !stage.layers_may_be_shipped() || stage.is_windows() {
        return;
    }
    let mut files: BTreeMap<String, Origin> = BTreeMap::new();
    for instruction in stage.instructions() {
        if let Some(copy) = instruction.as_copy_or_add() {
            let targets = copy.sources.iter().filter_map(|source| Some((copy.target_of(source)?, source.full_span())));
            let targets = targets.filter(|(path, _)| is_large(path) || is_secret(path));
            files.extend(targets.map(|(path, span)| (path, Origin { span, is_copy: true })));
        }
        let Some(run) = instruction.as_run().filter(|run| run.is_posix() && !run.is_exec_form()) else { continue };
        let paths = Paths::of(run);
        for command in run.commands().filter(|command| command.runs("rm") && !command.nesting().in_branch()) {
            removed(command, paths, &mut files, ctx);
        }
        let downloads = run.commands().filter_map(|command| downloaded(command, paths));
        files.extend(downloads.map(|(path, span)| (path, Origin { span, is_copy: false })));
    }
}

/// What paths mean in a RUN.
#[derive(Clone, Copy)]
struct Paths<'m> {
    run: Run<'m>,
    /// Whether the RUN changes its directory, so that relative paths may mean anything.
    moves: bool,
    /// Whether it unpacks archives.
    unpacks: bool,
}

impl<'m> Paths<'m> {
    fn of(run: Run<'m>) -> Self {
        let uses = |names: &[&str]| run.commands().any(|command| names.iter().any(|name| command.runs(name)));
        Self { run, moves: uses(&["cd", "pushd", "chroot"]), unpacks: uses(&["tar"]) }
    }

    fn absolute(self, path: &str) -> Option<String> {
        (path.starts_with('/') || !self.moves).then(|| self.run.instruction.absolute_path(path)).flatten()
    }
}

/// Reports what an `rm` removes of `files`, and forgets it.
fn removed(command: Command<'_>, paths: Paths<'_>, files: &mut BTreeMap<String, Origin>, ctx: &mut Ctx<'_>) {
    for word in command.operands(&[]).filter(|word| word.is_literal()) {
        let Some(path) = paths.absolute(word.text().trim_end_matches("/*")) else { continue };
        let below = format!("{path}/");
        let children = files.range(below.clone()..).take_while(|(file, _)| file.starts_with(&below));
        let found: Vec<_> =
            files.get_key_value(&path).into_iter().chain(children).map(|(file, _)| file.clone()).collect();
        let origins: Vec<_> = found.into_iter().filter_map(|file| files.remove_entry(&file)).collect();
        // An archive that is copied and unpacked is told of as that.
        let is_told = |(file, origin): &&(String, Origin)| !(origin.is_copy && paths.unpacks && is_tar_archive(file));
        let Some((file, origin)) = origins.iter().find(is_told) else { continue };
        let help = match is_secret(file) {
            true => "mount it: `RUN --mount=type=secret`",
            false => "do it all in one RUN, mount the file, or copy the result out of another stage",
        };
        ctx.report(command.span_of(word), format!("`rm` does not take `{file}` out of the image"))
            .help(help)
            .label(origin.span, "the layer of this instruction keeps it");
    }
}

fn is_large(path: &str) -> bool {
    LARGE.iter().any(|suffix| path.ends_with(suffix))
}

fn is_secret(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    SECRET_NAMES.contains(&name)
        || SECRET_SUFFIXES.iter().any(|suffix| name.ends_with(suffix))
        || name.to_ascii_lowercase().contains("secret")
}

/// The file that a command downloads, and where its name stands.
fn downloaded(command: Command<'_>, paths: Paths<'_>) -> Option<(String, Span)> {
    let flags: &[&str] = match command.program()?.name {
        "curl" => &["o", "output"],
        "wget" => &["O", "output-document"],
        _ => return None,
    };
    let file = flags.iter().find_map(|flag| command.flag_value(flag)).filter(|file| file.text != "-")?;
    Some((paths.absolute(file.text)?, command.run.span(file.range)))
}
