use crate::rule::prelude::*;

rule! {
    /// A pod in the network of its node does not find the names of the cluster.
    ///
    /// With `hostNetwork: true` the policy `ClusterFirst`, the default, means the same as `Default`: the node's own name servers are asked,
    /// and these do not know the Services.
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
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   hostNetwork: true
    ///   dnsPolicy: ClusterFirstWithHostNet
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/host-network-without-cluster-dns",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Network, Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let Some(host_network) = pod.switched_on("hostNetwork") else { return };
    let policy = pod.fields().string("dnsPolicy");
    if policy.as_ref().is_none_or(|policy| policy.value == "ClusterFirst") {
        let span = policy.map_or(host_network, |policy| policy.span);
        ctx.report(span, "with `hostNetwork` the name servers of the node are asked, not those of the cluster")
            .help("write `dnsPolicy: ClusterFirstWithHostNet`, or `Default` if the node's are meant");
    }
}
