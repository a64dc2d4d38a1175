use crate::rule::prelude::*;

rule! {
    /// A container runs with the group of root.
    ///
    /// Files that only root's group may write, on volumes or in the image, are open to it then. Some images want this group
    /// on purpose, as OpenShift does, so that an arbitrary user can write.
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
    ///         runAsUser: 1000
    ///         runAsGroup: 0
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
    ///         runAsGroup: 1000
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/root-group",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:run-as-non-root", "trivy:KSV-0116"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let in_group =
        |container: &Container<'_>| container.security_context().run_as_group().is_some_and(|group| group.value == 0);
    let containers = pod.containers_that(in_group);
    let groups = containers.iter().filter_map(|container| container.security_context().run_as_group());
    let mut places: Vec<_> = groups.map(|group| group.span).collect();
    places.dedup();
    let message = format!("`runAsGroup: 0` puts {} into root's group", Container::titles(&containers));
    ctx.report_together(places, message, "and this one").map(|finding| finding.help("take a number above 0"));
}
