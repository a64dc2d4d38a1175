use crate::rule::prelude::*;

rule! {
    /// A container whose capabilities are chosen keeps `NET_RAW`.
    ///
    /// It lets a process forge the packets of its neighbours on the network. Containers without a word on capabilities keep
    /// it too; `k8s/capabilities-not-dropped` tells of those.
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
    ///       securityContext:
    ///         capabilities:
    ///           drop: [CHOWN]
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       securityContext:
    ///         capabilities:
    ///           drop: [CHOWN, NET_RAW]
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
    ///       image: nginx:1.27.2
    ///       securityContext:
    ///         capabilities:
    ///           drop: [NET_RAW]
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
    ///       image: nginx:1.27.2
    ///       securityContext:
    ///         capabilities:
    ///           drop: [ALL]
    ///           add: [CHOWN]
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/net-raw-not-dropped",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:drop-net-raw-capability", "checkov:CKV_K8S_28"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let context = container.security_context();
    let Some(lists) = context.capabilities() else { return };
    let is_meant = |name: &str| matches!(name, "NET_RAW" | "ALL");
    let dropped = context.dropped_capabilities().any(|capability| is_meant(&capability.name()));
    let added = context.added_capabilities().find(|capability| is_meant(&capability.name()));
    let span = match &added {
        Some(added) => added.span,
        None if dropped => return,
        None => lists.key_span("drop").unwrap_or_else(|| lists.span()),
    };
    let finding = ctx.report(span, format!("container {} can forge packets: it keeps `NET_RAW`", container.title()));
    finding.help("drop `NET_RAW` or `ALL`, and do not add it");
    if added.is_some() {
        return;
    }
    if let Some(edits) = container.fields().push(&["securityContext", "capabilities", "drop"], "NET_RAW") {
        finding.fix(Fix::new(Safety::Unsafe, "drop `NET_RAW`", edits));
    }
}
