use crate::rule::prelude::*;

rule! {
    /// A pod gets a token for the API server.
    ///
    /// Unless `automountServiceAccountToken` is false in the pod or in its ServiceAccount, every container has a token at
    /// hand, and so has whoever breaks in. Most programs never talk to the API server.
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
    /// ```yaml fixed
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///   automountServiceAccountToken: false
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
        id: "k8s/service-account-token-automounted",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["polaris:automountServiceAccountToken", "trivy:KSV-0036", "checkov:CKV_K8S_38", "kubesec:AutomountServiceAccountToken"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let mounted = pod.fields().boolean("automountServiceAccountToken");
    if mounted.is_some_and(|mounted| !mounted.value) {
        return;
    }
    let span = mounted.map_or_else(|| pod.object().name_span(), |mounted| mounted.span);
    let finding = ctx.report(span, "the pod gets a token for the API server, unless its ServiceAccount says otherwise");
    finding.help("set `automountServiceAccountToken: false` if its programs do not talk to the API server");
    if let Some(edits) = pod.fields().set(&["automountServiceAccountToken"], Value::Bool(false)) {
        finding.fix(Fix::new(Safety::Unsafe, "set `automountServiceAccountToken: false`", edits));
    }
}
