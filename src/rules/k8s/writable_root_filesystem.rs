use crate::rule::prelude::*;

rule! {
    /// A container can change its own files.
    ///
    /// With a read-only root file system, whoever breaks in cannot replace programs or leave tools behind. What a program
    /// has to write goes to a volume, such as an `emptyDir` at `/tmp`. Told once for a pod.
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
    ///       securityContext:
    ///         readOnlyRootFilesystem: true
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
    ///         readOnlyRootFilesystem: true
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/writable-root-filesystem",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:no-read-only-root-fs", "kube-score:container-security-context-readonlyrootfilesystem", "polaris:notReadOnlyRootFilesystem", "trivy:KSV-0014", "checkov:CKV_K8S_22", "kubesec:ReadOnlyRootFilesystem"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    // Windows has nothing like it, and the API server refuses the field there.
    if pod.is_windows() {
        return;
    }
    let is_writable = |container: &Container<'_>| {
        container.security_context().read_only_root_filesystem().is_none_or(|read_only| !read_only.value)
    };
    let containers = pod.containers_that(is_writable);
    let message = format!("{} can change the files of the image", Container::titles(&containers));
    let places = containers.iter().map(|container| {
        container.security_context().read_only_root_filesystem().map_or_else(|| container.name_span(), |no| no.span)
    });
    let path = ["securityContext", "readOnlyRootFilesystem"];
    let edits: Option<Vec<_>> =
        containers.iter().map(|container| container.fields().set(&path, Value::Bool(true))).collect();
    let Some(finding) = ctx.report_together(places, message, "this one too") else { return };
    finding.help("set `readOnlyRootFilesystem: true`, and mount an `emptyDir` where the program writes");
    if let Some(edits) = edits {
        finding.fix(Fix::new(Safety::Unsafe, "set `readOnlyRootFilesystem: true`", edits.concat()));
    }
}
