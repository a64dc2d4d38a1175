use crate::rule::prelude::*;

rule! {
    /// A pod runs as the default service account of its namespace.
    ///
    /// What one pod is allowed through it, all others are allowed too. An account of its own can be given just what it
    /// needs. Without a token the account does not matter.
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
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   serviceAccountName: default
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
    ///   serviceAccountName: web
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
    ///   automountServiceAccountToken: false
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/default-service-account",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:default-service-account", "kubesec:ServiceAccountName"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let fields = pod.fields();
    if fields.boolean("automountServiceAccountToken").is_some_and(|mounted| !mounted.value) {
        return;
    }
    let named = ["serviceAccountName", "serviceAccount"].into_iter().filter_map(|key| fields.string(key));
    let account = named.into_iter().find(|name| !name.value.is_empty());
    if account.as_ref().is_none_or(|name| name.value == "default") {
        let span = account.map_or_else(|| pod.object().name_span(), |name| name.span);
        ctx.report(span, "the pod runs as the default service account of its namespace")
            .help("give it an account of its own with `serviceAccountName`");
    }
}
