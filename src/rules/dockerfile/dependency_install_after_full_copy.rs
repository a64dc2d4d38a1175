use std::collections::HashSet;

use crate::model::dockerfile::MountType;
use crate::rule::prelude::*;

rule! {
    /// Dependencies are installed after the whole context is copied.
    ///
    /// Whatever changes in the context, the copy is another one, and the installation behind it runs again. Copied first and
    /// alone, the files that list the dependencies keep it in the build cache until they change themselves.
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// WORKDIR /app
    /// COPY . .
    /// RUN npm ci && npm run build
    /// ```
    ///
    /// ```dockerfile good
    /// FROM node:24
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// RUN npm ci
    /// COPY . .
    /// RUN npm run build
    /// ```
    ///
    /// A cache mount keeps what was downloaded:
    ///
    /// ```dockerfile good
    /// FROM golang:1.25
    /// COPY . .
    /// RUN --mount=type=cache,target=/go/pkg/mod go mod download && go build ./...
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/dependency-install-after-full-copy",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Cache],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Stage(check),
    };
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let mut copied: Option<Span> = None;
    // What was installed before the copy, and needs to be only once.
    let mut installed = HashSet::new();
    for instruction in stage.instructions() {
        if let Some(copy) = instruction.as_copy_or_add().filter(|copy| copy.from.is_none()) {
            let whole = copy.sources.iter().find(|source| matches!(source.text(), "." | "./" | "\".\"" | "*" | "./*"));
            copied = copied.or(whole.map(Word::full_span));
        }
        let Some(run) = instruction.as_run().filter(|run| run.is_posix() && !run.is_exec_form()) else { continue };
        let caches = run.mounts().any(|mount| mount.mount_type() == Some(MountType::Cache));
        for command in run.commands() {
            let Some(program) = installs_listed(command) else { continue };
            if installed.insert(program)
                && !caches
                && let Some(copied) = copied
            {
                let message = format!("`{program}` installs again whenever a file of the context changes");
                ctx.report(command.program_span(), message)
                    .help("copy the files that list the dependencies, install, and copy the rest behind")
                    .label(copied, "the whole context is copied here");
            }
        }
    }
}

/// The program, when a command installs what a file of the project lists, and that alone.
fn installs_listed(command: Command<'_>) -> Option<&str> {
    let program = command.program()?.name;
    let mut operands = command.arguments_without_flags().map(shell::Word::text);
    let first = operands.next();
    let second = operands.next();
    let is_global = || command.has_any_flag(&["g", "global"]);
    let yes = match (program, first) {
        ("npm", Some("ci")) | ("yarn" | "bundle" | "composer", Some("install")) => true,
        ("npm" | "pnpm" | "bun", Some("install" | "i")) => second.is_none() && !is_global(),
        ("yarn", None) => command.arguments().next().is_none(),
        ("pip" | "pip3", Some("install")) => command.has_any_flag(&["r", "requirement"]),
        ("go", Some("mod")) => second == Some("download"),
        ("poetry", Some("install")) | ("uv" | "pipenv", Some("sync")) => true,
        ("pipenv", Some("install")) => second.is_none(),
        ("dotnet", Some("restore")) | ("cargo", Some("fetch")) | ("mix", Some("deps.get")) => true,
        ("mvn", Some(goal)) => goal.starts_with("dependency:"),
        _ => false,
    };
    yes.then_some(program)
}
