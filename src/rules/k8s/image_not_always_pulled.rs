use crate::model::k8s::Value;
use crate::rule::prelude::*;

rule! {
    /// An image that is already on the node is run without asking the registry.
    ///
    /// Then a pod may use a private image that its own credentials do not reach, and of a tag that was pushed again the old image runs
    /// where that was pulled before. With `Always` only what changed is downloaded, but no pod starts while the registry is away.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
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
    ///       image: nginx:1.29.3
    ///       imagePullPolicy: Always
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:latest
    ///       imagePullPolicy: IfNotPresent
    /// ```
    ///
    /// For `latest` that is the default, and a digest always means the same image:
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx
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
    ///       image: nginx@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1
    ///       imagePullPolicy: IfNotPresent
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/image-not-always-pulled",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Image, Tag::Security],
        since: "0.1.0",
        also: &["kube-score:container-image-pull-policy", "polaris:pullPolicyNotAlways", "checkov:CKV_K8S_15"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let Some(image) = container.named_image() else { return };
    let reference = image.reference();
    if reference.digest().is_some() {
        return;
    }
    let title = container.title();
    let (place, message) = match container.fields().string("imagePullPolicy") {
        Some(policy) if policy.value == "Always" => return,
        Some(policy) => (policy.span, format!("container {title} has `imagePullPolicy: {}`", policy.value)),
        None if ctx.answers_as(Peer::Polaris) => {
            (image.span(), format!("container {title} does not say `imagePullPolicy: Always`"))
        }
        // The default goes by the tag.
        None if reference.tag().is_none_or(|tag| tag == "latest") => return,
        None => (
            image.span(),
            format!("container {title} has no `imagePullPolicy`, which is `IfNotPresent` for such a tag"),
        ),
    };
    let finding = ctx.report(place, message);
    finding.help("set `imagePullPolicy: Always`, or pin the image to a digest");
    if let Some(edits) = container.fields().set(&["imagePullPolicy"], Value::Text("Always")) {
        finding.fix(Fix::new(Safety::Unsafe, "set `imagePullPolicy: Always`", edits));
    }
}
