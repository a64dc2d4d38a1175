use crate::model::k8s::Replicas;
use crate::rule::prelude::*;

rule! {
    /// Replicas may share a node.
    ///
    /// Several replicas are there so that the loss of one is not noticed. When nothing asks for different nodes or zones, all of them may
    /// run on the same one and go with it. The scheduler's own defaults only prefer to spread them, and clusters may have others.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   replicas: 3
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   replicas: 3
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       topologySpreadConstraints:
    ///         - maxSkew: 1
    ///           topologyKey: kubernetes.io/hostname
    ///           whenUnsatisfiable: ScheduleAnyway
    ///           labelSelector:
    ///             matchLabels:
    ///               app: web
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   replicas: 3
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       affinity:
    ///         podAntiAffinity:
    ///           preferredDuringSchedulingIgnoredDuringExecution:
    ///             - weight: 1
    ///               podAffinityTerm:
    ///                 topologyKey: kubernetes.io/hostname
    ///                 labelSelector:
    ///                   matchLabels:
    ///                     app: web
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-anti-affinity-or-spread",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:no-anti-affinity", "kube-score:deployment-has-host-podantiaffinity", "kube-score:statefulset-has-host-podantiaffinity"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    // kube-score takes a workload that says nothing for one that may have several.
    let unsaid = ctx.answers_as(Peer::KubeScore);
    let may_be_several = |replicas: &Replicas| replicas.count > 1 || (unsaid && replicas.span.is_none());
    let Some(replicas) = pod.object().replicas().filter(may_be_several) else { return };
    if pod.keeps_equals_apart() || !pod.is_complete() {
        return;
    }
    let message = match replicas.span {
        Some(_) => format!("its {} replicas may share a node", replicas.count),
        None => "its replicas may share a node".to_owned(),
    };
    let place = replicas.span.unwrap_or_else(|| pod.object().name_span());
    ctx.report(place, message)
        .help("add `topologySpreadConstraints` for `kubernetes.io/hostname` that select the pods themselves");
}
