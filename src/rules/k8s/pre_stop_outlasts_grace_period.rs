use crate::rule::prelude::*;

rule! {
    /// A container is killed before its `preStop` hook is done.
    ///
    /// The hook's time is part of `terminationGracePeriodSeconds`, 30 seconds where nothing is written. A hook that waits that long leaves the
    /// program no time to end: it is killed without having been asked to stop.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   terminationGracePeriodSeconds: 30
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       lifecycle:
    ///         preStop:
    ///           exec:
    ///             command: [sleep, "30"]
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       lifecycle:
    ///         preStop:
    ///           exec:
    ///             command: [sh, -c, sleep 60]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   terminationGracePeriodSeconds: 60
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       lifecycle:
    ///         preStop:
    ///           exec:
    ///             command: [sleep, "30"]
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pre-stop-outlasts-grace-period",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Availability, Tag::Runtime],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

const GRACE: &str = "terminationGracePeriodSeconds";

/// What the API server takes where nothing is written.
const DEFAULT_GRACE: i64 = 30;

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let Some(hook) = container.fields().at(&["lifecycle", "preStop"]) else { return };
    let Some((wait, place)) = wait(hook) else { return };
    let grace = container.pod.fields().integer(GRACE);
    let seconds = grace.as_ref().map_or(DEFAULT_GRACE, |grace| grace.value);
    if wait < seconds {
        return;
    }
    let message = format!("the hook waits {wait} seconds, and the container is killed after {seconds}");
    let finding = ctx.report(place, message);
    finding.help(format!("set `{GRACE}` to more than {wait}"));
    if let Some(grace) = grace {
        finding.label(grace.span, "the time until it is killed");
    }
}

/// The seconds that a hook does nothing but wait, and where that stands.
fn wait(hook: Fields<'_>) -> Option<(i64, Span)> {
    if let Some(sleep) = hook.object("sleep") {
        return sleep.integer("seconds").map(|seconds| (seconds.value, seconds.span));
    }
    let words: Vec<_> = hook.object("exec")?.strings("command").collect();
    let texts: Vec<_> = words.iter().map(|word| &*word.value).collect();
    let seconds = match texts[..] {
        [sleep, seconds] if is(sleep, "sleep") => seconds,
        [shell, flag, script] if (is(shell, "sh") || is(shell, "bash")) && flag.starts_with('-') => {
            // What follows the wait comes on top.
            script.split([';', '&']).find_map(|command| command.trim().strip_prefix("sleep "))?.trim()
        }
        _ => return None,
    };
    Some((seconds.strip_suffix('s').unwrap_or(seconds).parse().ok()?, words.last()?.span))
}

/// Whether a word names a program, with or without its folder.
fn is(word: &str, program: &str) -> bool {
    word.strip_suffix(program).is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
}
