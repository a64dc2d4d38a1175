use crate::model::dockerfile::{CopyOrAdd, MountType};
use crate::rule::prelude::*;

rule! {
    /// A RUN needs a shell where there is none.
    ///
    /// `scratch` is empty. The shell form of `RUN` starts `/bin/sh`, so the build stops there unless something has put a shell
    /// into the stage before.
    ///
    /// ```dockerfile bad
    /// FROM scratch
    /// COPY server /usr/local/lib/server
    /// RUN chmod +x /usr/local/lib/server
    /// ```
    ///
    /// ```dockerfile good
    /// FROM scratch
    /// COPY --chmod=755 server /usr/local/lib/server
    /// RUN ["/usr/local/lib/server", "--check"]
    /// ```
    ///
    /// A file system that is copied or unpacked may hold a shell, and so may a mount:
    ///
    /// ```dockerfile good
    /// FROM scratch AS system
    /// ADD rootfs.tar.xz /
    /// RUN echo ready
    ///
    /// FROM scratch
    /// RUN --mount=from=busybox,target=/bin mkdir /data
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/shell-run-in-scratch",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &["tally:shell-run-in-scratch"],
        fix: None,
        options: None,
        check: Check::Stage(check),
    };
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    if stage.base() != Base::Scratch || stage.is_windows() {
        return;
    }
    for instruction in stage.instructions() {
        if instruction.as_copy_or_add().is_some_and(|copy| may_bring_shell(&copy))
            || instruction.effective_shell().is_some()
        {
            return;
        }
        let Some(run) = instruction.as_run().filter(|run| !run.is_exec_form()) else { continue };
        if run.mounts().any(|mount| mount.mount_type() == Some(MountType::Bind)) {
            continue;
        }
        ctx.report(instruction.keyword_span(), "nothing has put a shell into this stage that could run this")
            .help("use JSON form, or do it in another stage and copy the result")
            .label(stage.from().image_span(), "the stage begins empty");
        return;
    }
}

/// Whether there may be a `/bin/sh` after it: unless it puts files into a directory where none is looked for.
fn may_bring_shell(copy: &CopyOrAdd<'_>) -> bool {
    let destination = copy.instruction.expanded(copy.destination);
    let target = destination.known().and_then(|path| copy.instruction.absolute_path(path));
    let directories = target.as_deref().map(|path| path.split('/').filter(|part| !part.is_empty()));
    // A file below a directory that is not on the way to a shell.
    let is_elsewhere = directories.is_some_and(|mut parts| {
        let first = parts.next();
        match first {
            None | Some("bin" | "sbin") => false,
            Some("usr") => parts.next().is_some_and(|second| second != "bin" && second != "sbin"),
            Some(_) => true,
        }
    });
    !is_elsewhere
}
