use crate::rule::prelude::*;

rule! {
    /// A security context constraint lets pods be privileged.
    ///
    /// OpenShift then admits privileged containers of whoever may use the constraint, and a privileged container owns its
    /// node.
    ///
    /// ```yaml bad
    /// apiVersion: security.openshift.io/v1
    /// kind: SecurityContextConstraints
    /// metadata:
    ///   name: web
    /// allowPrivilegedContainer: true
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: security.openshift.io/v1
    /// kind: SecurityContextConstraints
    /// metadata:
    ///   name: web
    /// allowPrivilegedContainer: false
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: security.openshift.io/v1
    /// kind: SecurityContextConstraints
    /// metadata:
    ///   name: web
    /// allowPrivilegedContainer: false
    /// allowHostNetwork: false
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/scc-allows-privileged",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:scc-deny-privileged-container"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if !object.is(&["security.openshift.io"], "SecurityContextConstraints") {
        return;
    }
    let allowed = object.fields().boolean("allowPrivilegedContainer").filter(|allowed| allowed.value);
    if let Some(allowed) = allowed {
        let edit = Edit::replace(allowed.span, "false");
        ctx.report(allowed.span, "pods under this constraint may be privileged").fix(Fix::new(
            Safety::Unsafe,
            "set `allowPrivilegedContainer: false`",
            [edit],
        ));
    }
}
