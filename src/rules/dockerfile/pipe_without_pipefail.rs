use crate::rule::prelude::*;

rule! {
    /// A pipe hides the failure of a command before it.
    ///
    /// A pipe has the status of its last command. When a download before it breaks off, the RUN goes on with what has come
    /// so far, and the build succeeds with a broken image. With `pipefail` the pipe fails when any of its commands does.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN curl -fsSL https://example.com/install.sh | bash
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:13
    /// SHELL ["/bin/bash", "-o", "pipefail", "-c"]
    /// RUN curl -fsSL https://example.com/install.sh | bash
    /// ```
    ///
    /// BusyBox's shell knows the option too:
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// RUN make 2>&1 | tee build.log
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM alpine:3.22
    /// SHELL ["/bin/ash", "-o", "pipefail", "-c"]
    /// RUN make 2>&1 | tee build.log
    /// ```
    ///
    /// Nothing is hidden where the option is set, where what comes before the pipe cannot fail, where the last command fails
    /// itself when its input ends too early, or where the status is asked for or dropped on purpose:
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// RUN set -o pipefail && wget -qO- https://example.com/install.sh | sh
    /// RUN echo "deb https://example.com stable main" | tee /etc/apt/sources.list.d/example.list
    /// RUN wget -qO- https://example.com/tool.tar.gz | tar -xz
    /// RUN if apk info | grep -q musl; then echo musl; fi
    /// RUN make check | tee check.log || true
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/pipe-without-pipefail",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Shell, Tag::Correctness],
        since: "0.1.0",
        also: &["hadolint:DL4006", "tally:DL4006"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Dockerfile(check),
    };
}

/// Official images, and others of the same name, that have bash.
#[rustfmt::skip]
const WITH_BASH: [&str; 28] = [
    "almalinux", "amazonlinux", "buildpack-deps", "centos", "debian", "eclipse-temurin", "fedora", "gcc", "golang",
    "gradle", "httpd", "mariadb", "maven", "mysql", "nginx", "node", "openjdk", "perl", "php", "postgres", "python",
    "rockylinux", "ruby", "rust", "tomcat", "ubi8", "ubi9", "ubuntu",
];

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    // The stage for which an earlier finding offers a SHELL.
    let mut offered: Option<Stage<'_>> = None;
    for run in file.instructions().filter_map(Instruction::as_run) {
        if ctx.answers_as(Peer::Hadolint) {
            if let Some(operator) = pipe_for_hadolint(run) {
                ctx.report(operator, "a pipe without `pipefail`").help("set it with `SHELL`");
            }
            continue;
        }
        let Some((pipeline, hidden)) = hiding_pipe(run) else { continue };
        let last = pipeline.last.first().map_or_else(|| "what follows".to_owned(), named);
        let message = format!("a failure of {} goes unseen: the pipe has the status of {last}", named(&hidden));
        let finding = ctx.report(pipeline.operator_span(), message);
        let stage = run.instruction.stage().filter(|_| run.instruction.effective_shell().is_none());
        let Some((stage, shell)) = stage.and_then(|stage| Some((stage, shell_with_pipefail(stage)?))) else {
            finding.help("put `set -o pipefail` before it, or set the option with `SHELL`");
            continue;
        };
        let shell = format!("SHELL [\"{shell}\", \"-o\", \"pipefail\", \"-c\"]");
        finding.help(format!("use `{shell}`"));
        if offered.replace(stage) != Some(stage) {
            let edit = Edit::insert(run.instruction.start_with_comments(), format!("{shell}\n"));
            finding.fix(Fix::new(Safety::Unsafe, "set `pipefail`", [edit]));
        }
    }
}

fn named(command: &Command<'_>) -> String {
    command.program().map_or_else(|| "a command".to_owned(), |program| format!("`{}`", program.name))
}

/// A shell that the image is sure to have and that knows the option.
fn shell_with_pipefail(stage: Stage<'_>) -> Option<&'static str> {
    if stage.is_built_on_busybox() {
        return Some("/bin/ash");
    }
    let image = stage.root().base_image()?;
    WITH_BASH.contains(&image.reference().base_name()).then_some("/bin/bash")
}

fn hiding_pipe(run: Run<'_>) -> Option<(Pipeline<'_>, Command<'_>)> {
    if !run.is_posix() || run.is_exec_form() {
        return None;
    }
    let from = pipefail_from(run);
    let is_without = |pipeline: &Pipeline<'_>| {
        let set_outside = pipeline.nesting.in_shell_string() && pipeline.enclosing.is_some_and(turns_it_on);
        !set_outside && from.is_none_or(|from| pipeline.start() < from)
    };
    run.pipelines().into_iter().filter(is_without).find_map(|pipeline| {
        let hidden = pipeline.unseen_failure()?;
        Some((pipeline, hidden))
    })
}

/// The offset from which the option is in force: from the start, or from the first `set` of it, wherever that stands.
fn pipefail_from(run: Run<'_>) -> Option<u32> {
    if run.shell_options_at(0).pipefail {
        return Some(0);
    }
    run.commands().find(|command| command.runs("set") && turns_it_on(*command)).map(|command| command.range().end)
}

/// Whether the arguments of `set`, or of a shell, turn the option on.
fn turns_it_on(command: Command<'_>) -> bool {
    let mut options = shell::ShellOptions::default();
    options.apply(command.arguments().map(shell::Word::text));
    options.pipefail
}

/// The first pipe of a RUN for which hadolint sees no `pipefail`: it looks at the last SHELL of the same stage only.
fn pipe_for_hadolint(run: Run<'_>) -> Option<Span> {
    let shell = run.instruction.effective_shell().filter(|shell| shell.stage() == run.instruction.stage());
    let words: Vec<_> = shell.iter().flat_map(|shell| shell.syntax().words()).map(Word::text).collect();
    let path = words.first().copied().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_option = |word: &&str| word.starts_with('-') && !word.starts_with("--") && word.contains('o');
    let is_set = ["bash", "zsh", "ash"].contains(&name) && words.iter().any(is_option) && words.contains(&"pipefail");
    if is_set || ["pwsh", "powershell", "cmd"].iter().any(|other| path.starts_with(other)) {
        return None;
    }
    let pipe = run.script().pipelines().find(|pipe| !pipe.nesting().in_shell_string())?;
    pipe.operators().first().map(|operator| run.span(*operator))
}
