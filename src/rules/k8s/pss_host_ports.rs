use crate::rule::prelude::*;

rule! {
    /// A container takes a port of its node, which the baseline standard forbids.
    ///
    /// A port of the node goes past network policies, and just one pod of a node can have it. This is the control
    /// `hostPorts` of the Pod Security Standards. In a Pod on the node's network every port is one of the node's, because
    /// the API server fills that in.
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
    ///       ports:
    ///         - containerPort: 8080
    ///           hostPort: 80
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   hostNetwork: true
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       ports:
    ///         - containerPort: 8080
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
    ///       ports:
    ///         - containerPort: 8080
    ///           hostPort: 0
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pss-host-ports",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssBaseline, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:hostPorts"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    // In templates nothing is filled in; it happens to the pods that are made of them.
    let is_filled_in = pod.switched_on("hostNetwork").is_some() && pod.object().kind().value == "Pod";
    let ports = pod.containers().flat_map(|container| container.fields().objects("ports"));
    let host_ports = ports.filter_map(|port| {
        let filled_in = || port.fields.integer("containerPort").filter(|_| is_filled_in);
        port.fields.integer("hostPort").filter(|port| port.value != 0).or_else(filled_in)
    });
    let places: Vec<_> = host_ports.map(|port| port.span).collect();
    ctx.report_together(places, "the baseline standard forbids ports of the node", "and here")
        .map(|finding| finding.help("reach the pod through a Service"));
}
