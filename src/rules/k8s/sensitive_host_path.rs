use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::k8s::MountedHostPath;
use crate::rule::prelude::*;

rule! {
    /// A container has files of its node that the node lives by.
    ///
    /// Whoever can read them learns the secrets of the node; whoever can write them owns it.
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
    ///         - {name: etc, mountPath: /host/etc}
    ///   volumes:
    ///     - name: etc
    ///       hostPath: {path: /etc}
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
    ///         - {name: data, mountPath: /data}
    ///   volumes:
    ///     - name: data
    ///       hostPath: {path: /srv/data}
    /// ```
    ///
    /// ```toml
    /// paths = ["/srv/data"]
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
    ///         - {name: data, mountPath: /data}
    ///   volumes:
    ///     - name: data
    ///       hostPath: {path: /srv/data}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/sensitive-host-path",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:sensitive-host-mounts", "trivy:KSV-0121", "kubesec:ProcMount"],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::PodSpec(check),
    };
}

/// What a node lives by when nothing else is said.
const PATHS: [&str; 12] = [
    "/",
    "/boot",
    "/dev",
    "/etc",
    "/etc/kubernetes",
    "/lib",
    "/proc",
    "/root",
    "/sys",
    "/usr",
    "/var/lib/docker",
    "/var/lib/etcd",
];

#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// The paths that no container may have; what is below them is not meant.
    paths: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { paths: PATHS.iter().map(|&path| path.to_owned()).collect() }
    }
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    for MountedHostPath { path, mounts } in pod.mounted_host_paths() {
        let options: &Options = ctx.options();
        if !options.paths.contains(&path.value) {
            continue;
        }
        let message = format!("container {} has `{}` of its node", mounts[0].container.title(), path.value);
        let finding = ctx.report(path.span, message);
        for mount in &mounts {
            finding.label(mount.fields().span(), if mount.is_read_only() { "to read" } else { "to write" });
        }
    }
}
