//! What Kubernetes says of an object's apiVersion and kind. Knows nothing of what is in the object.

use super::object::Object;
use crate::schema::lifecycle::{self, Lifecycle, Migration};
use crate::schema::{Kind, VersionSet};
use crate::syntax::yaml::Scalar;
use crate::text::nearest;

/// Kinds of the core group's version that are no kinds of Kubernetes: `List` is kubectl's own, `Config` its configuration,
/// the others are how OpenShift once wrote the kinds that now have groups of their own.
const FOREIGN_CORE_KINDS: &[&str] = &[
    "Build",
    "BuildConfig",
    "ClusterPolicy",
    "ClusterPolicyBinding",
    "Config",
    "DeploymentConfig",
    "Group",
    "Identity",
    "Image",
    "ImageStream",
    "ImageStreamTag",
    "List",
    "OAuthClient",
    "Policy",
    "PolicyBinding",
    "Project",
    "ProjectRequest",
    "Route",
    "SecurityContextConstraints",
    "Template",
    "User",
];

/// An apiVersion and kind that no release knows, although nothing but Kubernetes can define them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownKind {
    /// The apiVersion has kinds, this is none of them; perhaps the kind that was meant.
    Kind(Option<Kind>),
    /// The kind exists, in other apiVersions than this; the newest.
    ApiVersion(Kind),
}

impl<'t> Object<'t> {
    /// `apiVersion` as it is written.
    #[must_use]
    pub fn api_version_scalar(self) -> Option<Scalar<'t>> {
        self.fields().get("apiVersion")?.as_scalar()
    }

    /// `kind` as it is written.
    #[must_use]
    pub fn kind_scalar(self) -> Option<Scalar<'t>> {
        self.fields().get("kind")?.as_scalar()
    }

    /// The life of its API, if it is not simply served by all releases since it came.
    #[must_use]
    pub fn lifecycle(self) -> Option<&'static Lifecycle> {
        lifecycle::of(&self.api_version().value, &self.kind().value)
    }

    /// What is unknown about its kind; `None` when it is known, was known once, or may be defined by a custom resource.
    #[must_use]
    pub fn unknown_kind(self) -> Option<UnknownKind> {
        let (api_version, kind) = (self.api_version().value, self.kind().value);
        if self.schema().is_some() || self.lifecycle().is_some() {
            return None;
        }
        if Kind::in_api_version(&api_version).next().is_some() {
            if api_version == "v1" && FOREIGN_CORE_KINDS.contains(&&*kind) {
                return None;
            }
            return Some(match newest(&kind, |_| true) {
                Some(elsewhere) => UnknownKind::ApiVersion(elsewhere),
                None => UnknownKind::Kind(near(&api_version, &kind)),
            });
        }
        // Groups of custom resources have a dot, so one without is Kubernetes' own or none; but other tools' files look alike
        // (`skaffold/v4beta6`), so the kind has to exist.
        let (group, _) = api_version.split_once('/').unwrap_or(("", &api_version));
        if group.contains('.') && newest(&kind, |known| group_of(known) == group).is_none() {
            return None;
        }
        newest(&kind, |known| group.is_empty() || nearest(group, [group_of(known)]).is_some())
            .map(UnknownKind::ApiVersion)
    }

    /// Those of the `wanted` releases that do not serve its API any more.
    #[must_use]
    pub fn removed_in(self, wanted: VersionSet) -> VersionSet {
        let life = self.lifecycle();
        let last = self.schema().and_then(|kind| kind.versions().until());
        let gone = |version| match life {
            Some(life) => life.stage(version) == lifecycle::Stage::Removed,
            None => last.is_some_and(|last| version > last),
        };
        wanted.into_iter().filter(|&version| gone(version)).collect()
    }
}

/// What to write instead of an API that goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// What to do, in the imperative.
    pub advice: String,
    /// The apiVersion to write, when nothing else has to change.
    pub api_version: Option<&'static str>,
}

impl Replacement {
    /// What takes the place of `kind`, whose API has that `life`, in all of the `wanted` releases.
    #[must_use]
    pub fn of(life: &Lifecycle, kind: &str, wanted: VersionSet) -> Self {
        let best = life.replacement(kind, wanted);
        let only_version = matches!(life.migration, Migration::VersionOnly(_));
        let mut advice = match (life.migration, best) {
            (Migration::Impossible, _) => "do without it: nothing takes its place".to_owned(),
            (_, None) => format!("write it for each release: no apiVersion is served by all of {wanted}"),
            (Migration::Kind { kind, .. }, Some(best)) => format!("write `kind: {kind}` of `{best}`"),
            (_, Some(best)) => format!("write `{best}`"),
        };
        for note in life.migration.notes() {
            advice.push_str("; ");
            advice.push_str(note);
        }
        Self { advice, api_version: best.filter(|_| only_version) }
    }
}

fn group_of(kind: Kind) -> &'static str {
    kind.api_version().split_once('/').map_or("", |(group, _)| group)
}

/// The kind of that name in the best apiVersion among those that fit: one of the newest release, stable before beta.
fn newest(name: &str, fits: impl Fn(Kind) -> bool) -> Option<Kind> {
    let is_stable = |kind: &Kind| !kind.api_version().contains("alpha") && !kind.api_version().contains("beta");
    Kind::named(name)
        .filter(|kind| kind.scope().is_some() && fits(*kind))
        .max_by_key(|kind| (kind.versions().last(), is_stable(kind)))
}

/// The kind of `api_version` that `name` is nearest to.
fn near(api_version: &str, name: &str) -> Option<Kind> {
    let names = || Kind::in_api_version(api_version).filter(|kind| kind.scope().is_some()).map(Kind::name);
    let name = names().find(|known| known.eq_ignore_ascii_case(name)).or_else(|| nearest(name, names()))?;
    Kind::find(api_version, name)
}

#[cfg(test)]
mod tests {
    use super::super::Manifest;
    use super::*;
    use crate::syntax::yaml::Tree;

    fn unknown(api_version: &str, kind: &str) -> Option<String> {
        let text = format!("apiVersion: {api_version}\nkind: {kind}\n");
        let tree = Tree::parse(&text);
        let manifest = Manifest::new(&tree);
        Some(match manifest.objects().first()?.unknown_kind()? {
            UnknownKind::Kind(None) => "?".to_owned(),
            UnknownKind::Kind(Some(kind)) => kind.name().to_owned(),
            UnknownKind::ApiVersion(kind) => format!("{} {}", kind.api_version(), kind.name()),
        })
    }

    #[test]
    fn what_only_kubernetes_can_define_has_to_exist() {
        assert_eq!(unknown("apps/v1", "Deploymnt").as_deref(), Some("Deployment"));
        assert_eq!(unknown("v1", "pod").as_deref(), Some("Pod"));
        assert_eq!(unknown("v1", "Deployment").as_deref(), Some("apps/v1 Deployment"));
        assert_eq!(unknown("apps/v2", "Deployment").as_deref(), Some("apps/v1 Deployment"));
        assert_eq!(unknown("app/v1", "Deployment").as_deref(), Some("apps/v1 Deployment"));
        assert_eq!(unknown("networking.k8s.io/v2", "Ingress").as_deref(), Some("networking.k8s.io/v1 Ingress"));
        assert_eq!(unknown("batch/v1", "Website").as_deref(), Some("?"));
    }

    #[test]
    fn what_others_may_define_is_left_alone() {
        for (api_version, kind) in [
            ("v1", "List"),
            ("v1", "Config"),
            ("v1", "Template"),
            ("apps/v1", "Deployment"),
            ("extensions/v1beta1", "Deployment"),
            ("policy/v1beta1", "PodSecurityPolicy"),
            ("example.com/v1", "Deployment"),
            ("serving.knative.dev/v1", "Service"),
            ("skaffold/v4beta6", "Config"),
            ("kustomize.config.k8s.io/v1beta1", "Kustomization"),
            ("gateway.networking.k8s.io/v1", "HTTPRoute"),
        ] {
            assert_eq!(unknown(api_version, kind), None, "{api_version} {kind}");
        }
    }
}
