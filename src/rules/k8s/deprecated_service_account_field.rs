use crate::rule::prelude::*;

rule! {
    /// The service account is named in the field that Kubernetes gave up.
    ///
    /// `serviceAccount` is the old name of `serviceAccountName`. Where both are there and differ, the new one counts.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   serviceAccount: web
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
    ///   serviceAccountName: web
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
    ///   serviceAccount: old
    ///   serviceAccountName: web
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
    ///   serviceAccountName: web
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/deprecated-service-account-field",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Deprecated],
        since: "0.1.0",
        also: &["kube-linter:deprecated-service-account-field"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let fields = pod.fields();
    let Some(old) = fields.string("serviceAccount").filter(|old| !old.value.is_empty()) else { return };
    let new = fields.string("serviceAccountName");
    if new.as_ref().is_some_and(|new| new.value == old.value) {
        return;
    }
    let key = fields.key_span("serviceAccount").unwrap_or(old.span);
    let message = match &new {
        Some(new) => {
            format!("`serviceAccount: {}` has no effect beside `serviceAccountName: {}`", old.value, new.value)
        }
        None => "`serviceAccount` is the old name of `serviceAccountName`".to_owned(),
    };
    let (title, edits) = match new {
        Some(_) => ("remove it", fields.remove(&["serviceAccount"])),
        None => ("write `serviceAccountName`", fields.rename("serviceAccount", "serviceAccountName")),
    };
    let finding = ctx.report(key, message);
    if let Some(edits) = edits {
        finding.fix(Fix::new(Safety::Safe, title, edits));
    }
}
