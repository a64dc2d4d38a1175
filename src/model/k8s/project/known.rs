//! Objects that exist although no file of the run defines them: somebody said so.

use crate::text::matches_wildcard;

/// An object that exists elsewhere, or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownObject {
    /// The group of its apiVersion, empty for the core group; `None` for any.
    group: Option<String>,
    kind: String,
    /// With `*` for any characters; `None` for any namespace and for none.
    namespace: Option<String>,
    /// With `*` for any characters.
    name: String,
}

impl KnownObject {
    /// Reads `Kind/name` or `Kind/namespace/name`, with `apiVersion/` before it or not. The kind is the first part that begins
    /// with a capital.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let parts: Vec<_> = text.split('/').collect();
        let at = parts.iter().position(|part| part.starts_with(|c: char| c.is_ascii_uppercase()))?;
        let group = match parts[..at] {
            [] => None,
            [_] => Some(String::new()),
            [group, _] => Some(group.to_owned()),
            _ => return None,
        };
        let (namespace, name) = match parts[at + 1..] {
            [name] => (None, name),
            [namespace, name] => (Some(namespace.to_owned()), name),
            _ => return None,
        };
        let is_named = parts.iter().all(|part| !part.is_empty());
        is_named.then(|| Self { group, kind: parts[at].to_owned(), namespace, name: name.to_owned() })
    }

    /// Whether it is of `kind`, of `group` (empty for the core group), and may be in `namespace`.
    pub(super) fn may_be(&self, group: &str, kind: &str, namespace: &str) -> bool {
        self.kind == kind && self.group.as_deref().is_none_or(|own| own == group) && self.is_in(namespace)
    }

    /// Whether it may be in `namespace`.
    pub(super) fn is_in(&self, namespace: &str) -> bool {
        self.namespace.as_deref().is_none_or(|own| matches_wildcard(own, namespace))
    }

    /// Whether it may be called `name`.
    pub(super) fn is_called(&self, name: &str) -> bool {
        matches_wildcard(&self.name, name)
    }

    /// Whether its kind is one that makes pods.
    pub(super) fn makes_pods(&self) -> bool {
        const KINDS: [&str; 9] = [
            "CronJob",
            "DaemonSet",
            "Deployment",
            "DeploymentConfig",
            "Job",
            "Pod",
            "ReplicaSet",
            "ReplicationController",
            "StatefulSet",
        ];
        KINDS.contains(&&*self.kind)
    }

    /// Its kind.
    pub(super) fn kind(&self) -> &str {
        &self.kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_read_from_the_kind_on() {
        let read = |text: &str| KnownObject::read(text).map(|known| (known.group, known.namespace, known.name));
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(read("Namespace/shop"), Some((None, None, "shop".to_owned())));
        assert_eq!(read("Service/shop/*"), Some((None, text("shop"), "*".to_owned())));
        assert_eq!(read("v1/ServiceAccount/shop/web"), Some((text(""), text("shop"), "web".to_owned())));
        assert_eq!(read("apps/v1/Deployment/web"), Some((text("apps"), None, "web".to_owned())));
        for wrong in ["", "web", "Service", "Service/", "Service//web", "a/b/c/Service/web", "Service/a/b/c"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
