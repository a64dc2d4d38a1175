use crate::model::k8s::security::standard;
use crate::rule::prelude::*;

rule! {
    /// AppArmor is turned off.
    ///
    /// On nodes with AppArmor, the runtime's profile keeps containers from what they have no business with, such as mounting
    /// file systems.
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
    ///         appArmorProfile:
    ///           type: Unconfined
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
    ///         appArmorProfile:
    ///           type: RuntimeDefault
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    ///   annotations:
    ///     container.apparmor.security.beta.kubernetes.io/web: unconfined
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
    ///   annotations:
    ///     container.apparmor.security.beta.kubernetes.io/web: runtime/default
    /// spec:
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
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       securityContext:
    ///         appArmorProfile: {type: Localhost, localhostProfile: web}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/unconfined-apparmor",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["trivy:KSV-0002", "kubesec:ApparmorUnconfined"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let fields = pod.security_contexts().filter_map(SecurityContext::app_armor_profile);
    let open = fields.filter(|profile| profile.kind == "Unconfined").map(|profile| (profile.span, "RuntimeDefault"));
    let annotations = pod.template.metadata().annotations();
    let annotated = annotations
        .filter(|(key, value)| key.value.starts_with(standard::APP_ARMOR_ANNOTATION) && value.value == "unconfined")
        .map(|(_, value)| (value.span, "runtime/default"));
    for (span, profile) in open.chain(annotated).collect::<Vec<_>>() {
        let edit = Edit::replace(span, profile);
        ctx.report(span, "AppArmor keeps the container from nothing").fix(Fix::new(
            Safety::Unsafe,
            "take the runtime's own profile",
            [edit],
        ));
    }
}
