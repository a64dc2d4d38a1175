//! The objects that are applied together, whatever file they stand in, and how they are found: by namespace, kind, name and
//! labels.
//!
//! Says who selects whom; whether that is well is for rules.

use std::borrow::Cow;
use std::collections::HashMap;

use super::facts::{
    AccessRole, Autoscaler, Claim, DisruptionBudget, Ingress, Monitor, NetworkPolicy, ObjectFacts, RoleBinding,
    Service, What, Workload,
};
use super::selector::{Condition, Selector};
use crate::diagnostic::FileId;

/// The namespace of objects that name none, where nobody says which that is.
pub const DEFAULT_NAMESPACE: &str = "default";

/// What a project is made of.
#[derive(Debug, Clone)]
pub struct Parts<'f> {
    /// The files and their objects, in order of path.
    pub files: Vec<(FileId, &'f [ObjectFacts])>,
    /// Whether they are all that is applied, so that what is not among them is nowhere. Not so when only some files of a folder
    /// were named, or when a kustomization takes in what is elsewhere.
    pub is_complete: bool,
    /// The namespace of objects that name none.
    pub default_namespace: Cow<'f, str>,
    /// The namespace that all objects are put into, as a kustomization does.
    pub namespace: Option<Cow<'f, str>>,
}

/// The objects that are applied together.
#[derive(Debug)]
pub struct Project<'f> {
    parts: Parts<'f>,
    members: Vec<(FileId, &'f ObjectFacts)>,
    /// The workloads by each of their pods' labels, in order.
    pods_by_label: HashMap<(&'f str, &'f str), Vec<u32>>,
    workloads: Vec<u32>,
    by_name: HashMap<&'f str, Vec<u32>>,
}

/// An object of a project.
#[derive(Debug, Clone, Copy)]
pub struct Member<'p> {
    /// The file it stands in.
    pub file: FileId,
    /// What is known of it.
    pub facts: &'p ObjectFacts,
    /// The namespace it lives in; empty for what belongs to none.
    pub namespace: &'p str,
}

/// An object of a project, and what its kind says.
#[derive(Debug, Clone, Copy)]
pub struct Entity<'p, T> {
    /// The object.
    pub member: Member<'p>,
    /// What its kind says.
    pub what: &'p T,
}

macro_rules! of_kind {
    ($($(#[$doc:meta])* $name:ident: $kind:ident),* $(,)?) => {
        $($(#[$doc])*
        pub fn $name(&self) -> impl Iterator<Item = Entity<'_, $kind>> {
            self.members().filter_map(|member| match &member.facts.what {
                What::$kind(what) => Some(Entity { member, what }),
                _ => None,
            })
        })*
    };
}

impl<'f> Project<'f> {
    /// The project made of `parts`.
    #[must_use]
    pub fn new(parts: Parts<'f>) -> Self {
        let members: Vec<_> =
            parts.files.iter().flat_map(|(file, objects)| objects.iter().map(|facts| (*file, facts))).collect();
        let mut pods_by_label: HashMap<_, Vec<u32>> = HashMap::new();
        let mut by_name: HashMap<_, Vec<u32>> = HashMap::new();
        let mut workloads = Vec::new();
        for (index, (_, facts)) in members.iter().enumerate() {
            by_name.entry(facts.name()).or_default().push(index as u32);
            if let What::Workload(workload) = &facts.what {
                workloads.push(index as u32);
                for label in workload.pod_labels.iter() {
                    pods_by_label.entry(label).or_default().push(index as u32);
                }
            }
        }
        Self { parts, members, pods_by_label, workloads, by_name }
    }

    /// Whether what is not here is nowhere.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.parts.is_complete
    }

    /// All objects, in order of file and place.
    pub fn members(&self) -> impl Iterator<Item = Member<'_>> {
        (0..self.members.len() as u32).map(|index| self.member(index))
    }

    /// The objects called `name` in `namespace`; an empty namespace for those that belong to none.
    pub fn named<'p>(&'p self, namespace: &'p str, name: &str) -> impl Iterator<Item = Member<'p>> + use<'p, 'f> {
        let found = self.by_name.get(name).into_iter().flatten().map(|&index| self.member(index));
        found.filter(move |member| member.namespace == namespace)
    }

    /// The workloads in `namespace` whose pods `selector` means.
    pub fn selected<'p>(
        &'p self,
        namespace: &'p str,
        selector: &'p Selector,
    ) -> impl Iterator<Item = Entity<'p, Workload>> {
        // A label that all of them must have leads to few; without one, all have to be looked at.
        let labels = selector.requirements().iter().filter_map(|requirement| match &requirement.condition {
            Condition::In(values) if values.len() == 1 => Some((&*requirement.key, &*values[0])),
            _ => None,
        });
        let with = |label| self.pods_by_label.get(&label).map_or(&[][..], Vec::as_slice);
        let candidates = labels.map(with).min_by_key(|found| found.len()).unwrap_or(&self.workloads);
        candidates.iter().filter_map(move |&index| {
            let member = self.member(index);
            let What::Workload(what) = &member.facts.what else { return None };
            (member.namespace == namespace && selector.matches(&what.pod_labels))
                .then_some(Entity { member, what: &**what })
        })
    }

    /// The objects that make pods.
    pub fn workloads(&self) -> impl Iterator<Item = Entity<'_, Workload>> {
        self.workloads.iter().filter_map(|&index| {
            let member = self.member(index);
            let What::Workload(what) = &member.facts.what else { return None };
            Some(Entity { member, what: &**what })
        })
    }

    of_kind! {
        /// The Services.
        services: Service,
        /// The Ingresses.
        ingresses: Ingress,
        /// The NetworkPolicies.
        network_policies: NetworkPolicy,
        /// The ServiceMonitors and PodMonitors.
        monitors: Monitor,
        /// The PodDisruptionBudgets.
        disruption_budgets: DisruptionBudget,
        /// The HorizontalPodAutoscalers and ScaledObjects.
        autoscalers: Autoscaler,
        /// The Roles and ClusterRoles.
        access_roles: AccessRole,
        /// The RoleBindings and ClusterRoleBindings.
        role_bindings: RoleBinding,
        /// The PersistentVolumeClaims.
        claims: Claim,
    }

    fn member(&self, index: u32) -> Member<'_> {
        let (file, facts) = self.members[index as usize];
        let written = || facts.id.namespace.as_deref().filter(|namespace| !namespace.is_empty());
        let namespace = match &self.parts.namespace {
            _ if facts.is_cluster_scoped => "",
            Some(namespace) => namespace,
            None => written().unwrap_or(&self.parts.default_namespace),
        };
        Member { file, facts, namespace }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Manifest;
    use super::*;
    use crate::syntax::yaml::Tree;

    fn facts(text: &str) -> Vec<ObjectFacts> {
        let tree = Tree::parse(text);
        Manifest::new(&tree).objects().iter().map(|object| ObjectFacts::of(*object)).collect()
    }

    fn project<'f>(files: &[&'f [ObjectFacts]], namespace: Option<&'static str>) -> Project<'f> {
        let files = files.iter().enumerate().map(|(index, objects)| (FileId(index as u32), *objects)).collect();
        let default_namespace = DEFAULT_NAMESPACE.into();
        Project::new(Parts { files, is_complete: true, default_namespace, namespace: namespace.map(Cow::Borrowed) })
    }

    const PODS: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {app: web, tier: front}}\nspec: {containers: []}\n---\n\
        apiVersion: v1\nkind: Pod\nmetadata: {name: b, namespace: other, labels: {app: web}}\nspec: {containers: []}\n";

    fn selected(project: &Project<'_>, namespace: &str, selector: &str) -> Vec<String> {
        let tree = Tree::parse(selector);
        let root = tree.documents().next().and_then(|document| document.root().as_mapping()).expect("a mapping");
        let selector = Selector::of(crate::model::k8s::Fields::of(root));
        project.selected(namespace, &selector).map(|found| found.member.facts.name().to_owned()).collect()
    }

    #[test]
    fn selection_stays_in_its_namespace() {
        let (one, two) = (facts(PODS), facts("apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n"));
        let all = project(&[&one, &two], None);
        assert_eq!(selected(&all, "default", "{matchLabels: {app: web}}"), ["a"]);
        assert_eq!(selected(&all, "other", "{}"), ["b"]);
        assert_eq!(selected(&all, "other", "{matchLabels: {app: web, tier: front}}"), [""; 0]);
        assert_eq!(selected(&all, "default", "{matchExpressions: [{key: tier, operator: Exists}]}"), ["a"]);
        assert_eq!(all.named("", "x").count(), 1, "a Namespace belongs to none");
        assert_eq!(all.named("default", "b").count(), 0);
    }

    #[test]
    fn a_namespace_may_be_put_on_all() {
        let one = facts(PODS);
        let all = project(&[&one], Some("prod"));
        assert_eq!(selected(&all, "prod", "{matchLabels: {app: web}}"), ["a", "b"]);
    }
}
