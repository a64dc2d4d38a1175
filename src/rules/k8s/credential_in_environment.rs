use crate::model::credential;
use crate::rule::prelude::*;

rule! {
    /// A password, token or key has its value in the manifest.
    ///
    /// Whoever can read the repository, the object or the pod can read it. A reference to a Secret keeps it out of the first
    /// two. What a variable holds is told by its name, or by its value where keys have a form of their own. (What is called
    /// a secret is told of by `k8s/secret-in-environment`.)
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
    ///         - name: DB_PASSWORD
    ///           value: tortoise
    ///         - name: AWS_ACCESS_KEY_ID
    ///           value: AKIAQQQQQQQQQQQQQQQQ
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
    ///         - name: DB_PASSWORD
    ///           valueFrom:
    ///             secretKeyRef: {name: db, key: password}
    ///         - name: PASSWORD_FILE
    ///           value: /run/secrets/password
    ///         - name: API_TOKEN
    ///           value: ""
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/credential-in-environment",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["polaris:sensitiveContainerEnvVar"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    for variable in container.fields().objects("env") {
        let Some(name) = variable.fields.string("name") else { continue };
        let Some(value) = variable.fields.string("value") else { continue };
        let message = match credential::key_format(&value.value) {
            _ if credential::is_called_secret(&name.value) => continue,
            Some(format) => format!("the value of `{}` is {format}", name.value),
            None if credential::is_credential_name(&name.value)
                && credential::may_be_credential(&name.value, &value.value) =>
            {
                format!("the value of `{}` is there for everybody to read", name.value)
            }
            None => continue,
        };
        ctx.report(value.span, message).help("keep it in a Secret, and refer to it with `secretKeyRef`");
    }
}
