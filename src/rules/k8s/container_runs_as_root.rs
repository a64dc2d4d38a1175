use crate::rule::prelude::*;

rule! {
    /// A container is told to run as root.
    ///
    /// Whoever breaks into a process that runs as root is root in the container, and on the node if the kernel or the
    /// runtime lets them out. Pods with `hostUsers: false` are left alone, because their root is nobody on the node.
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
    ///         runAsUser: 0
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
    ///         runAsUser: 1000
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   securityContext:
    ///     runAsUser: 0
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       securityContext:
    ///         runAsUser: 1000
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/container-runs-as-root",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:run-as-non-root", "polaris:runAsRootAllowed", "trivy:KSV-0012", "trivy:KSV-0105", "checkov:CKV_K8S_23"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if pod.has_own_users() {
        return;
    }
    let is_root =
        |container: &Container<'_>| container.security_context().run_as_user().is_some_and(|user| user.value == 0);
    let containers = pod.containers_that(is_root);
    let mut places: Vec<_> =
        containers.iter().filter_map(|container| container.security_context().run_as_user()).collect();
    places.dedup_by_key(|user| user.span);
    let message = format!("`runAsUser: 0` makes {} run as root", Container::titles(&containers));
    let finding = ctx.report_together(places.iter().map(|user| user.span), message, "and this one");
    let contradicts = |container: &Container<'_>| {
        container.security_context().run_as_non_root().is_some_and(|non_root| non_root.value)
    };
    finding.map(|finding| {
        finding.help(if containers.iter().any(contradicts) {
            "take a number above 0: with `runAsNonRoot: true` beside it, the container does not start"
        } else {
            "take a number above 0 that the image's files are readable for"
        })
    });
}
