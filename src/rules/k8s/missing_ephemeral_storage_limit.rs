use crate::rule::prelude::*;

rule! {
    /// Nothing bounds what a container writes to the disk of the node.
    ///
    /// Logs, `emptyDir` volumes and the container's own layer share the node's disk. When it is full, pods are evicted.
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
    ///       resources:
    ///         requests:
    ///           cpu: 100m
    ///           memory: 128Mi
    ///         limits:
    ///           memory: 128Mi
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
    ///       resources:
    ///         requests:
    ///           ephemeral-storage: 1Gi
    ///         limits:
    ///           ephemeral-storage: 2Gi
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-ephemeral-storage-limit",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Resources, Tag::Availability],
        since: "0.1.0",
        also: &["kube-score:container-ephemeral-storage-request-and-limit"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    if !container.may_have_resources() || container.has_resources(|it| it.has_limit("ephemeral-storage")) {
        return;
    }
    let place = container.requests_and_limits().place_for("limits").unwrap_or_else(|| container.name_span());
    ctx.report(place, format!("container {} has no limit of `ephemeral-storage`", container.title()))
        .help("set `resources.limits.ephemeral-storage`");
}
