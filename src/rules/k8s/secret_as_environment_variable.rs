use crate::rule::prelude::*;

rule! {
    /// A container gets a secret as a variable.
    ///
    /// Variables end up in crash reports, in child processes and in the output of debugging pages; and they keep their value
    /// when the Secret changes. A mounted file has none of that.
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
    ///           valueFrom:
    ///             secretKeyRef: {name: db, key: password}
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
    ///       volumeMounts:
    ///         - {name: db, mountPath: /run/secrets/db, readOnly: true}
    ///   volumes:
    ///     - name: db
    ///       secret: {secretName: db}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/secret-as-environment-variable",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:read-secret-from-env-var", "checkov:CKV_K8S_35", "kubesec:SecretsAsEnvironmentVariables"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    for variable in container.fields().objects("env") {
        let reference = variable.fields.object("valueFrom").and_then(|source| source.key_span("secretKeyRef"));
        let (Some(span), Some(name)) = (reference, variable.fields.string("name")) else { continue };
        ctx.report(span, format!("`{}` brings a secret into the environment of {}", name.value, container.title()))
            .help("mount the Secret as a file");
    }
}
