use crate::model::credential;
use crate::rule::prelude::*;

rule! {
    /// A variable that is called a secret has its value in the manifest.
    ///
    /// Whoever can read the repository, the object or the pod can read it. A reference to a Secret keeps it out of the first
    /// two.
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
    ///       env:
    ///         - name: SESSION_SECRET
    ///           value: tortoise
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
    ///       env:
    ///         - name: SESSION_SECRET
    ///           valueFrom:
    ///             secretKeyRef: {name: session, key: secret}
    /// ```
    ///
    /// Where a secret is, and what it is called, is none:
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
    ///       env:
    ///         - name: SECRET_FILE
    ///           value: /run/secrets/session
    ///         - name: SECRET_NAME
    ///           value: $(RELEASE)-session
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/secret-in-environment",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:env-var-secret", "polaris:sensitiveContainerEnvVar"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    for variable in container.fields().objects("env") {
        let Some(name) = variable.fields.string("name") else { continue };
        let Some(value) = variable.fields.string("value") else { continue };
        if credential::is_called_secret(&name.value) && credential::may_be_credential(&name.value, &value.value) {
            let message = format!("the value of `{}` is there for everybody to read", name.value);
            ctx.report(value.span, message).help("keep it in a Secret, and refer to it with `secretKeyRef`");
        }
    }
}
