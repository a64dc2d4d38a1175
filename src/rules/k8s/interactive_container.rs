use crate::rule::prelude::*;

rule! {
    /// A container waits for somebody at a terminal.
    ///
    /// `stdin` and `tty` are for trying things out. In a workload nobody is there, and whoever attaches talks to the program itself.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    ///       stdin: true
    ///       tty: true
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/interactive-container",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let set = |field| container.fields().boolean(field).is_some_and(|set| set.value);
    let places = ["stdin", "tty"].into_iter().filter(|field| set(field));
    let places: Vec<_> = places.filter_map(|field| container.fields().key_span(field)).collect();
    let message = format!("container {} waits for somebody at a terminal", container.title());
    if let Some(finding) = ctx.report_together(places, message, "and this") {
        finding.help("remove `stdin` and `tty`");
    }
}
