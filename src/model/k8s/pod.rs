//! Pods and their containers, wherever a kind embeds them.

use std::borrow::Cow;

use super::fields::Fields;
use super::object::{Metadata, Object};
use crate::model::image::ImageReference;
use crate::text::{Span, Spanned};

/// Groups and kinds that embed a pod template, and the way to what holds the template's `metadata` and `spec`.
///
/// Sources: the Kubernetes API reference, and the custom resource definitions of OpenShift, Argo Rollouts, Knative, the Prometheus
/// operator's predecessors and others that embed a `PodTemplateSpec` under this name.
const TEMPLATES: &[(&[&str], &str, &[&str])] = &[
    (&[""], "Pod", &[]),
    (&[""], "PodTemplate", &["template"]),
    (&[""], "ReplicationController", &["spec", "template"]),
    (&["apps", "extensions"], "Deployment", &["spec", "template"]),
    (&["apps", "extensions"], "ReplicaSet", &["spec", "template"]),
    (&["apps"], "StatefulSet", &["spec", "template"]),
    (&["apps", "extensions"], "DaemonSet", &["spec", "template"]),
    (&["batch"], "Job", &["spec", "template"]),
    (&["batch"], "CronJob", &["spec", "jobTemplate", "spec", "template"]),
    (&["apps.openshift.io", ""], "DeploymentConfig", &["spec", "template"]),
    (&["argoproj.io"], "Rollout", &["spec", "template"]),
    (&["serving.knative.dev"], "Service", &["spec", "template"]),
    (&["serving.knative.dev"], "Configuration", &["spec", "template"]),
    (&["serving.knative.dev"], "Revision", &[]),
    (&["apps.kruise.io"], "CloneSet", &["spec", "template"]),
    (&["apps.kruise.io"], "StatefulSet", &["spec", "template"]),
    (&["apps.kruise.io"], "DaemonSet", &["spec", "template"]),
    (&["keda.sh"], "ScaledJob", &["spec", "jobTargetRef", "template"]),
];

/// What a pod is made from: the metadata and the spec that it gets.
#[derive(Debug, Clone, Copy)]
pub struct PodTemplate<'t> {
    /// The object that embeds it.
    pub object: Object<'t>,
    fields: Fields<'t>,
}

impl<'t> Object<'t> {
    /// The pod template that it embeds; a Pod is its own.
    #[must_use]
    pub fn pod_template(self) -> Option<PodTemplate<'t>> {
        Some(PodTemplate { object: self, fields: self.fields().at(self.template_path()?)? })
    }

    /// Whether objects of its kind embed a pod, be it left out here, as in a patch.
    #[must_use]
    pub fn is_workload(self) -> bool {
        self.template_path().is_some()
    }

    /// The way to the pod template in objects of its kind; `None` for kinds that embed none.
    pub(super) fn template_path(self) -> Option<&'static [&'static str]> {
        let (kind, group) = (self.kind().value, self.group());
        let (.., path) = TEMPLATES.iter().find(|(groups, name, _)| *name == kind && groups.contains(&&*group))?;
        Some(path)
    }

    /// The spec of the pod that it embeds.
    #[must_use]
    pub fn pod(self) -> Option<PodSpec<'t>> {
        self.pod_template()?.pod()
    }
}

impl<'t> PodTemplate<'t> {
    /// Its fields.
    #[must_use]
    pub const fn fields(self) -> Fields<'t> {
        self.fields
    }

    /// The metadata that pods get.
    #[must_use]
    pub fn metadata(self) -> Metadata<'t> {
        Metadata::of(self.fields)
    }

    /// The spec that pods get.
    #[must_use]
    pub fn pod(self) -> Option<PodSpec<'t>> {
        Some(PodSpec { template: self, fields: self.fields.object("spec")? })
    }
}

/// A pod's spec.
#[derive(Debug, Clone, Copy)]
pub struct PodSpec<'t> {
    /// The template it is part of.
    pub template: PodTemplate<'t>,
    fields: Fields<'t>,
}

impl<'t> PodSpec<'t> {
    /// Its fields.
    #[must_use]
    pub const fn fields(self) -> Fields<'t> {
        self.fields
    }

    /// The object that embeds it.
    #[must_use]
    pub const fn object(self) -> Object<'t> {
        self.template.object
    }

    /// All containers: init, ordinary, ephemeral, in this order.
    pub fn containers(self) -> impl Iterator<Item = Container<'t>> {
        let lists = [
            ("initContainers", ContainerRole::Init),
            ("containers", ContainerRole::Main),
            ("ephemeralContainers", ContainerRole::Ephemeral),
        ];
        lists.into_iter().flat_map(move |(list, role)| {
            self.fields.objects(list).map(move |item| {
                let always = || item.fields.string("restartPolicy").is_some_and(|policy| policy.value == "Always");
                let role = if role == ContainerRole::Init && always() { ContainerRole::Sidecar } else { role };
                Container { pod: self, fields: item.fields, role, index: item.index }
            })
        })
    }

    /// The ordinary containers.
    pub fn main_containers(self) -> impl Iterator<Item = Container<'t>> {
        self.containers().filter(|container| container.role == ContainerRole::Main)
    }
}

/// What a container is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContainerRole {
    /// Runs to its end before the pod starts.
    Init,
    /// An init container with `restartPolicy: Always`: lives as long as the pod.
    Sidecar,
    /// An ordinary container.
    Main,
    /// Added to a running pod, for debugging.
    Ephemeral,
}

impl ContainerRole {
    /// Whether it runs as long as the pod does.
    #[must_use]
    pub const fn is_long_running(self) -> bool {
        matches!(self, Self::Main | Self::Sidecar)
    }
}

/// A container of a pod.
#[derive(Debug, Clone, Copy)]
pub struct Container<'t> {
    /// The pod it is in.
    pub pod: PodSpec<'t>,
    fields: Fields<'t>,
    /// What it is for.
    pub role: ContainerRole,
    /// Its number in its list, from 0.
    pub index: usize,
}

impl<'t> Container<'t> {
    /// Its fields.
    #[must_use]
    pub const fn fields(self) -> Fields<'t> {
        self.fields
    }

    /// The object that embeds its pod.
    #[must_use]
    pub const fn object(self) -> Object<'t> {
        self.pod.template.object
    }

    /// `name`.
    #[must_use]
    pub fn name(self) -> Option<Spanned<Cow<'t, str>>> {
        self.fields.string("name")
    }

    /// How messages call it: its name, or its place in the list when it has none.
    #[must_use]
    pub fn title(self) -> String {
        self.name().map_or_else(|| format!("number {}", self.index + 1), |name| format!("`{}`", name.value))
    }

    /// How messages call several: "`a`", "`a` and `b`", "`a`, `b` and `c`".
    #[must_use]
    pub fn titles(containers: &[Self]) -> String {
        let titles: Vec<_> = containers.iter().map(|container| container.title()).collect();
        match titles.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => String::new(),
        }
    }

    /// Where a finding about the whole container belongs: its name, else its first line.
    #[must_use]
    pub fn name_span(self) -> Span {
        self.name().map_or_else(|| self.fields.span(), |name| name.span)
    }

    /// `image`.
    #[must_use]
    pub fn image(self) -> Option<Spanned<Cow<'t, str>>> {
        self.fields.string("image")
    }

    /// Calls `look` with the image taken apart, when there is one.
    pub fn with_image<R>(self, look: impl FnOnce(&ImageReference<'_>, Span) -> R) -> Option<R> {
        let image = self.image()?;
        Some(look(&ImageReference::of(&image.value), image.span))
    }

    /// `resources`.
    #[must_use]
    pub fn resources(self) -> Option<Fields<'t>> {
        self.fields.object("resources")
    }
}

#[cfg(test)]
mod tests {
    use super::super::Manifest;
    use super::*;
    use crate::syntax::yaml::Tree;

    #[test]
    fn pods_are_found_in_every_kind() {
        let pod = "{containers: [{name: a, image: x}], initContainers: [{name: i}, {name: s, restartPolicy: Always}]}";
        let cases = [
            format!("apiVersion: v1\nkind: Pod\nspec: {pod}\n"),
            format!("apiVersion: apps/v1\nkind: Deployment\nspec: {{template: {{spec: {pod}}}}}\n"),
            format!(
                "apiVersion: batch/v1\nkind: CronJob\nspec: {{jobTemplate: {{spec: {{template: {{spec: {pod}}}}}}}}}\n"
            ),
            format!("apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {{template: {{spec: {pod}}}}}\n"),
        ];
        for text in cases {
            let tree = Tree::parse(&text);
            let manifest = Manifest::new(&tree);
            let pod = manifest.objects()[0].pod().expect(&text);
            let roles: Vec<_> = pod.containers().map(|container| container.role).collect();
            assert_eq!(roles, [ContainerRole::Init, ContainerRole::Sidecar, ContainerRole::Main], "{text}");
        }
    }

    #[test]
    fn other_kinds_have_none() {
        let tree = Tree::parse("apiVersion: v1\nkind: Service\nspec: {template: {spec: {containers: [{name: a}]}}}\n");
        assert!(Manifest::new(&tree).objects()[0].pod().is_none());
    }
}
