//! Volumes of a pod, and where its containers mount them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::fields::Fields;
use super::pod::{Container, PodSpec};
use crate::syntax::yaml::Entry;
use crate::text::Spanned;

/// A volume of a pod.
#[derive(Debug, Clone, Copy)]
pub struct Volume<'t> {
    fields: Fields<'t>,
}

/// A path of the node that containers have.
#[derive(Debug, Clone)]
pub struct MountedHostPath<'t> {
    /// The path, as [`Volume::host_path`] has it.
    pub path: Spanned<String>,
    /// Where containers have it; at least one place.
    pub mounts: Vec<Mount<'t>>,
}

/// Where a container has a volume.
#[derive(Debug, Clone, Copy)]
pub struct Mount<'t> {
    /// The container.
    pub container: Container<'t>,
    fields: Fields<'t>,
}

impl<'t> PodSpec<'t> {
    /// Its volumes.
    pub fn volumes(self) -> impl Iterator<Item = Volume<'t>> + use<'t> {
        self.fields().objects("volumes").map(|item| Volume { fields: item.fields })
    }

    /// The paths of the node that its containers mount, in the order of its volumes.
    #[must_use]
    pub fn mounted_host_paths(self) -> Vec<MountedHostPath<'t>> {
        let mut paths = Vec::new();
        let mut by_volume = HashMap::new();
        for volume in self.volumes() {
            let (Some(name), Some(path)) = (volume.name(), volume.host_path()) else { continue };
            by_volume.insert(name.value, paths.len());
            paths.push(MountedHostPath { path, mounts: Vec::new() });
        }
        if paths.is_empty() {
            return paths;
        }
        for mount in self.containers().flat_map(Container::mounts) {
            if let Some(index) = mount.volume().and_then(|volume| by_volume.get(&volume.value)) {
                paths[*index].mounts.push(mount);
            }
        }
        paths.retain(|path| !path.mounts.is_empty());
        paths
    }
}

impl<'t> Volume<'t> {
    /// Its fields.
    #[must_use]
    pub const fn fields(self) -> Fields<'t> {
        self.fields
    }

    /// `name`.
    #[must_use]
    pub fn name(self) -> Option<Spanned<Cow<'t, str>>> {
        self.fields.string("name")
    }

    /// Its sources by kind, such as `configMap`: one, unless the manifest is wrong. Without any it is an empty directory.
    pub fn sources(self) -> impl Iterator<Item = Entry<'t>> {
        let entries = self.fields.mapping().effective_entries();
        let is_source =
            |entry: &Entry<'t>| entry.key.as_str().is_some_and(|name| name != "name" && self.fields.has(&name));
        entries.into_iter().filter(is_source).collect::<Vec<_>>().into_iter()
    }

    /// The claim that it stands for, when it does.
    #[must_use]
    pub fn claim(self) -> Option<Spanned<Cow<'t, str>>> {
        self.fields.object("persistentVolumeClaim")?.string("claimName")
    }

    /// The path on the node, when it is one of the node's; without `.`, `..`, doubled and final slashes.
    #[must_use]
    pub fn host_path(self) -> Option<Spanned<String>> {
        Some(self.fields.object("hostPath")?.string("path")?.map(|path| cleaned(&path)))
    }
}

impl<'t> Container<'t> {
    /// The volumes that it mounts.
    pub fn mounts(self) -> impl Iterator<Item = Mount<'t>> {
        self.fields().objects("volumeMounts").map(move |item| Mount { container: self, fields: item.fields })
    }
}

impl<'t> Mount<'t> {
    /// Its fields.
    #[must_use]
    pub const fn fields(self) -> Fields<'t> {
        self.fields
    }

    /// The name of the volume.
    #[must_use]
    pub fn volume(self) -> Option<Spanned<Cow<'t, str>>> {
        self.fields.string("name")
    }

    /// Whether the container cannot write to it.
    #[must_use]
    pub fn is_read_only(self) -> bool {
        self.fields.boolean("readOnly").is_some_and(|read_only| read_only.value)
    }
}

/// The same absolute path in its shortest form.
fn cleaned(path: &str) -> String {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::super::Manifest;
    use super::*;
    use crate::syntax::yaml::Tree;

    const POD: &str = "apiVersion: v1\nkind: Pod\nspec:\n  volumes:\n  - {name: a, hostPath: {path: /var//run/./x/../docker.sock/}}\n  - {name: b, emptyDir: null, secret: {}}\n  - {name: c}\n  initContainers:\n  - {name: i, volumeMounts: [{name: a, mountPath: /x, readOnly: true}]}\n  containers:\n  - {name: m, volumeMounts: [{name: a, mountPath: /x}, {name: b, mountPath: /b}]}\n";

    #[test]
    fn volumes_have_sources_and_mounts() {
        let tree = Tree::parse(POD);
        let manifest = Manifest::new(&tree);
        let pod = manifest.objects()[0].pod().expect("a pod");
        let volumes: Vec<_> = pod.volumes().collect();
        let sources = |volume: Volume<'_>| volume.sources().filter_map(|entry| entry.key.as_str()).count();
        assert_eq!(volumes.iter().map(|volume| sources(*volume)).collect::<Vec<_>>(), [1, 1, 0]);
        assert_eq!(volumes[0].host_path().map(|path| path.value).as_deref(), Some("/var/run/docker.sock"));
        assert_eq!(volumes[1].host_path(), None);
    }

    #[test]
    fn what_of_the_node_is_mounted_is_found_with_its_mounts() {
        let tree = Tree::parse(POD);
        let manifest = Manifest::new(&tree);
        let paths = manifest.objects()[0].pod().expect("a pod").mounted_host_paths();
        let [path] = &paths[..] else { panic!("{paths:?}") };
        let mounts: Vec<_> = path.mounts.iter().map(|mount| (mount.container.title(), mount.is_read_only())).collect();
        assert_eq!(mounts, [("`i`".to_owned(), true), ("`m`".to_owned(), false)]);
    }

    #[test]
    fn paths_are_cleaned() {
        for (path, clean) in [("/", "/"), ("", "/"), ("/etc/", "/etc"), ("//etc//ssl", "/etc/ssl"), ("/../..", "/")] {
            assert_eq!(cleaned(path), clean);
        }
    }
}
