use crate::model::k8s::security::standard;
use crate::rule::prelude::*;

rule! {
    /// A probe or hook calls another host, which the baseline standard forbids.
    ///
    /// The kubelet makes these calls from the node's network, so whoever writes a pod could reach what only nodes may reach.
    /// This is the control `hostProbesAndHostLifecycle` of the Pod Security Standards, since 1.34.
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
    ///       livenessProbe:
    ///         httpGet: {host: 169.254.169.254, port: 80}
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
    ///       livenessProbe:
    ///         httpGet: {path: /healthz, port: 80}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pss-host-probes-and-lifecycle",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssBaseline, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:hostProbesAndHostLifecycle"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if !standard::looks_at_probe_hosts(ctx.newest_release()) {
        return;
    }
    for container in pod.containers() {
        let hosts: Vec<_> = handlers(container)
            .flat_map(|handler| ["httpGet", "tcpSocket"].into_iter().filter_map(move |kind| handler.object(kind)))
            .filter_map(|action| action.string("host").filter(|host| !host.value.is_empty()))
            .map(|host| host.span)
            .collect();
        let message =
            format!("the baseline standard forbids other hosts in probes and hooks, as in {}", container.title());
        ctx.report_together(hosts, message, "and here")
            .map(|finding| finding.help("leave `host` out: then the pod itself is called"));
    }
}

/// What holds an action: the probes and the hooks of a container.
fn handlers<'t>(container: Container<'t>) -> impl Iterator<Item = Fields<'t>> {
    let probes = ["livenessProbe", "readinessProbe", "startupProbe"];
    let lifecycle = container.fields().object("lifecycle");
    let hooks = ["postStart", "preStop"].into_iter().filter_map(move |name| lifecycle?.object(name));
    probes.into_iter().filter_map(move |name| container.fields().object(name)).chain(hooks)
}
