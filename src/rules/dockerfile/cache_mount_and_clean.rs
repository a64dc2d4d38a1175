use crate::model::dockerfile::MountType;
use crate::rule::prelude::*;

rule! {
    /// A RUN empties the cache that it mounts.
    ///
    /// What lies in a cache mount is not part of the image, so there is nothing to clean up; and what is cleaned up the next
    /// build has to fetch again.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN --mount=type=cache,target=/var/lib/apt/lists \
    ///     apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM python:3.14
    /// RUN --mount=type=cache,target=/root/.cache/pip pip install --no-cache-dir -r requirements.txt
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// RUN --mount=type=cache,target=/var/cache/apt \
    ///     apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/cache-mount-and-clean",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Cache],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Run(check),
    };
}

/// Commands that empty a cache or go past it: the program, the words that say so, and where the cache is.
const CLEANERS: [(&str, &[&str], &str); 14] = [
    ("apk", &["--no-cache"], "/var/cache/apk"),
    ("apk", &["--no-cache"], "/etc/apk/cache"),
    ("apt", &["clean"], "/var/cache/apt"),
    ("apt-get", &["clean"], "/var/cache/apt"),
    ("dnf", &["clean"], "/var/cache/dnf"),
    ("npm", &["cache", "clean"], "/root/.npm"),
    ("pip", &["--no-cache-dir"], "/root/.cache/pip"),
    ("pip", &["cache", "purge"], "/root/.cache/pip"),
    ("pip3", &["--no-cache-dir"], "/root/.cache/pip"),
    ("pip3", &["cache", "purge"], "/root/.cache/pip"),
    ("uv", &["--no-cache"], "/root/.cache/uv"),
    ("yarn", &["cache", "clean"], "/usr/local/share/.cache/yarn"),
    ("yum", &["clean"], "/var/cache/yum"),
    ("zypper", &["clean"], "/var/cache/zypp"),
];

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    let mounts: Vec<_> = run
        .mounts()
        .filter(|mount| mount.mount_type() == Some(MountType::Cache))
        .filter_map(|mount| Some((run.instruction.absolute_path(mount.target()?)?, mount.flag.span())))
        .collect();
    if mounts.is_empty() || !run.is_posix() {
        return;
    }
    for command in run.commands() {
        let Some(((target, mount), word)) = removed(command, &mounts).or_else(|| cleaned(command, &mounts)) else {
            continue;
        };
        let message = format!("`{}` undoes the cache that is mounted at `{target}`", word.text());
        ctx.report(command.span_of(word), message)
            .help("leave it out: what lies in a cache mount is not part of the image")
            .label(*mount, "mounted here");
    }
}

/// Where a cache is mounted: its path in the image, and the flag.
type Cache = (String, Span);

/// The cache that an `rm` empties, and the word that says so.
fn removed<'m, 'c>(command: Command<'m>, mounts: &'c [Cache]) -> Option<(&'c Cache, shell::Word<'m>)> {
    if !command.runs("rm") {
        return None;
    }
    command.operands(&[]).filter(|word| word.is_literal() && word.text().starts_with('/')).find_map(|word| {
        let path = command.run.instruction.absolute_path(word.text().trim_end_matches('*'))?;
        mounts.iter().find(|(target, _)| holds(&path, target)).map(|mount| (mount, word))
    })
}

/// The cache that a package manager empties or goes past, and the word that says so.
fn cleaned<'m, 'c>(command: Command<'m>, mounts: &'c [Cache]) -> Option<(&'c Cache, shell::Word<'m>)> {
    let program = command.program()?.name;
    let rows = CLEANERS.iter().filter(|(cleaner, ..)| *cleaner == program);
    let mut rows = rows.filter(|(_, words, _)| words.iter().all(|word| command.has_argument(word)));
    rows.find_map(|(_, words, cache)| {
        let mount = mounts.iter().find(|(target, _)| holds(cache, target) || holds(target, cache))?;
        Some((mount, command.arguments().filter(|argument| words.contains(&argument.text())).last()?))
    })
}

/// Whether `path` is `directory` or lies in it.
fn holds(directory: &str, path: &str) -> bool {
    path.strip_prefix(directory).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
