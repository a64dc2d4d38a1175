use crate::rule::prelude::*;

rule! {
    /// A container may use more memory than it asked for.
    ///
    /// Memory cannot be taken back. When several containers use what they did not request, the node runs short and kills one of them. Asking
    /// for as much as the limit leaves nothing to chance.
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
    ///           memory: 128Mi
    ///         limits:
    ///           memory: 1Gi
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
    ///       image: nginx:1.29.3
    ///       resources:
    ///         requests:
    ///           memory: 1Gi
    ///         limits:
    ///           memory: 1Gi
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
    ///           cpu: 100m
    ///           memory: 1Gi
    ///         limits:
    ///           memory: 1024Mi
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/memory-request-below-limit",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Resources, Tag::Availability],
        since: "0.1.0",
        also: &["kube-score:container-memory-requests-equal-limits"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let resources = container.requests_and_limits();
    let (Some(request), Some(limit)) = (resources.request("memory"), resources.limit("memory")) else { return };
    if !limit.is_set() || request.quantity.is_none() || request.quantity >= limit.quantity {
        return;
    }
    let (asked, allowed) = (ctx.text(request.span).to_owned(), ctx.text(limit.span).to_owned());
    ctx.report(
        request.span,
        format!("container {} asks for {asked} of memory and may use {allowed}", container.title()),
    )
    .help(format!("ask for {allowed}"))
    .label(limit.span, "the limit")
    .fix(Fix::new(Safety::Unsafe, format!("ask for {allowed}"), [Edit::replace(request.span, allowed)]));
}
