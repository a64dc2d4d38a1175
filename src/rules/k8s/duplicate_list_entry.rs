use crate::rule::prelude::*;

rule! {
    /// A list holds an item twice that it may hold only once.
    ///
    /// Some lists are maps in disguise: volumes are known by their name, volume mounts by their path, ports of a
    /// Service by number and protocol. Two of the same are refused by the API server, at the latest when another owner applies
    /// the object.
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
    ///   volumes:
    ///     - name: cache
    ///       emptyDir: {}
    ///     - name: cache
    ///       configMap:
    ///         name: cache
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: dns
    /// spec:
    ///   ports:
    ///     - name: tcp
    ///       port: 53
    ///     - name: udp
    ///       port: 53
    ///       protocol: UDP
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/duplicate-list-entry",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::SchemaProblem(check),
    };
}

fn check(problem: &Problem<'_>, ctx: &mut Ctx<'_>) {
    let ProblemKind::DuplicateEntry { keys, first } = &problem.kind else { return };
    let value = ctx.text(problem.span);
    let message = match keys.as_slice() {
        [] => format!("{} holds `{value}` twice", problem.place),
        [key] => format!("two items of {} have the {key} `{value}`", problem.place),
        keys => {
            let keys: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
            format!("two items of {} have the same {}", problem.place, keys.join(" and "))
        }
    };
    ctx.report(problem.span, message).label(*first, "the first one");
}
