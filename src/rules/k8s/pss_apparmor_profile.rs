use crate::model::k8s::security::standard;
use crate::rule::prelude::*;

rule! {
    /// AppArmor is turned off, which the baseline standard forbids.
    ///
    /// On nodes with AppArmor, the runtime's profile keeps containers from what they have no business with. This is the
    /// control `appArmorProfile` of the Pod Security Standards: it looks at the fields, and at the annotations from before
    /// 1.30.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   securityContext:
    ///     appArmorProfile: {type: Unconfined}
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
    ///   annotations:
    ///     container.apparmor.security.beta.kubernetes.io/web: unconfined
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
    ///   annotations:
    ///     container.apparmor.security.beta.kubernetes.io/web: localhost/web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       securityContext:
    ///         appArmorProfile: {type: RuntimeDefault}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pss-apparmor-profile",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssBaseline, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:appArmorProfile"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let profiles = pod.security_contexts().filter_map(SecurityContext::app_armor_profile);
    let open = profiles.filter(|profile| !profile.confines()).map(|profile| profile.span);
    let annotations = pod.template.metadata().annotations();
    let annotated = annotations
        .filter(|(key, value)| {
            key.value.starts_with(standard::APP_ARMOR_ANNOTATION)
                && !standard::allows_app_armor_annotation(&value.value)
        })
        .map(|(_, value)| value.span);
    let places: Vec<_> = open.chain(annotated).collect();
    ctx.report_together(places, "the baseline standard forbids this AppArmor profile", "and this one")
        .map(|finding| finding.help("take `RuntimeDefault` or `Localhost`"));
}
