use crate::model::k8s::MountedHostPath;
use crate::rule::prelude::*;

rule! {
    /// A container can command the container runtime of its node.
    ///
    /// Through the socket of Docker, containerd or CRI-O a program starts any container it likes, a privileged one too: it
    /// owns the node. That the mount is read-only does not help, because commands are answered all the same.
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
    ///       volumeMounts:
    ///         - {name: docker, mountPath: /var/run/docker.sock}
    ///   volumes:
    ///     - name: docker
    ///       hostPath: {path: /var/run/docker.sock}
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
    ///       image: nginx:1.27.2
    ///       volumeMounts:
    ///         - {name: run, mountPath: /run/containerd, readOnly: true}
    ///   volumes:
    ///     - name: run
    ///       hostPath: {path: /run/containerd}
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
    ///   volumes:
    ///     - name: docker
    ///       hostPath: {path: /var/run/docker.sock}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/container-runtime-socket-mounted",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:docker-sock", "trivy:KSV-0006", "checkov:CKV_K8S_27", "kubesec:DockerSock"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    for MountedHostPath { path, mounts } in pod.mounted_host_paths() {
        if !leads_to_runtime(&path.value) {
            continue;
        }
        let title = mounts[0].container.title();
        let message = format!("container {title} can command the node's container runtime through `{}`", path.value);
        let finding = ctx.report(path.span, message);
        for mount in &mounts {
            finding.label(mount.fields().span(), "mounted here");
        }
    }
}

/// Whether this is a socket of a container runtime, or the folder of one.
fn leads_to_runtime(path: &str) -> bool {
    let sockets = ["docker.sock", "containerd.sock", "crio.sock", "cri-dockerd.sock", "podman.sock"];
    let folders = ["/run/containerd", "/run/crio", "/run/podman"];
    sockets.iter().any(|socket| path.ends_with(socket))
        || folders.iter().any(|folder| path.strip_prefix("/var").unwrap_or(path) == *folder)
}
