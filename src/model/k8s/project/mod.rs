//! The objects that are applied together, whatever file they stand in, and how they are found: by namespace, kind, name and
//! labels.
//!
//! Says who selects whom; whether that is well is for rules.

mod known;

pub use known::KnownObject;

use std::collections::{HashMap, HashSet};

use super::facts::{
    AccessRole, AccessRule, Autoscaler, Claim, DisruptionBudget, Ingress, Monitor, NetworkPolicy, ObjectFacts,
    RoleBinding, Route, Service, Target, What, Workload,
};
use super::selector::{Condition, Requirement, Selector};
use crate::diagnostic::FileId;
use crate::text::{Span, nearest};

/// The namespace of objects that name none, where nobody says which that is.
pub const DEFAULT_NAMESPACE: &str = "default";

/// A file of a project.
#[derive(Debug, Clone, Copy)]
pub struct ProjectFile<'f> {
    /// The file.
    pub id: FileId,
    /// Its objects, in order of place.
    pub objects: &'f [ObjectFacts],
    /// The namespace of those that name none.
    pub default_namespace: &'f str,
    /// The namespace that all of them are put into, as a kustomization does.
    pub namespace: Option<&'f str>,
}

/// The objects that are applied together.
#[derive(Debug)]
pub struct Project<'f> {
    is_complete: bool,
    members: Vec<Member<'f>>,
    /// The workloads by each of their pods' labels, in order.
    pods_by_label: HashMap<(&'f str, &'f str), Vec<u32>>,
    workloads: Vec<u32>,
    /// The namespaces of the workloads.
    populated: HashSet<&'f str>,
    /// The network policies by namespace.
    policies: HashMap<&'f str, Vec<u32>>,
    /// The namespaces with network policies of other kinds; an empty one for those of the whole cluster.
    foreign_policies: HashSet<&'f str>,
    /// The autoscalers by the namespace and name of what they scale.
    autoscaled: HashMap<(&'f str, &'f str), Vec<u32>>,
    by_name: HashMap<&'f str, Vec<u32>>,
    /// What exists elsewhere.
    known: &'f [KnownObject],
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

/// A binding that gives a role which allows something.
#[derive(Debug, Clone, Copy)]
pub struct Grant<'p> {
    /// The binding.
    pub binding: Member<'p>,
    /// The role that it gives.
    pub role: Member<'p>,
    /// Where the role allows it.
    pub what: Span,
}

/// An object of a project, and what its kind says.
#[derive(Debug)]
pub struct Entity<'p, T> {
    /// The object.
    pub member: Member<'p>,
    /// What its kind says.
    pub what: &'p T,
}

impl<T> Clone for Entity<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Entity<'_, T> {}

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
    /// The project made of `files`, which are in order of path. It is complete when they are all that is applied, so that what
    /// is not among them is nowhere: not so when only some files of a folder were named, or when a kustomization takes in what
    /// is elsewhere.
    #[must_use]
    pub fn new(files: &[ProjectFile<'f>], is_complete: bool) -> Self {
        let members: Vec<_> = files.iter().flat_map(ProjectFile::members).collect();
        let mut pods_by_label: HashMap<_, Vec<u32>> = HashMap::new();
        let mut by_name: HashMap<_, Vec<u32>> = HashMap::new();
        let mut workloads = Vec::new();
        let mut policies: HashMap<_, Vec<u32>> = HashMap::new();
        let mut autoscaled: HashMap<_, Vec<u32>> = HashMap::new();
        let mut foreign_policies = HashSet::new();
        let mut populated = HashSet::new();
        for (index, Member { facts, namespace, .. }) in members.iter().enumerate() {
            by_name.entry(facts.name()).or_default().push(index as u32);
            if facts.id.kind.ends_with("NetworkPolicy") && !matches!(facts.what, What::NetworkPolicy(_)) {
                let for_all = ["Global", "Admin", "Cluster"].iter().any(|word| facts.id.kind.contains(word));
                foreign_policies.insert(if for_all { "" } else { *namespace });
            }
            match &facts.what {
                What::Workload(workload) => {
                    workloads.push(index as u32);
                    populated.insert(*namespace);
                    for label in workload.pod_labels.iter() {
                        pods_by_label.entry(label).or_default().push(index as u32);
                    }
                }
                What::NetworkPolicy(_) => policies.entry(*namespace).or_default().push(index as u32),
                What::Autoscaler(Autoscaler { target: Some(target), .. }) => {
                    autoscaled.entry((*namespace, &*target.name.value)).or_default().push(index as u32);
                }
                _ => {}
            }
        }
        Self {
            is_complete,
            members,
            pods_by_label,
            workloads,
            populated,
            policies,
            foreign_policies,
            autoscaled,
            by_name,
            known: &[],
        }
    }

    /// The same project in a place where `known` exists as well.
    #[must_use]
    pub const fn beside(mut self, known: &'f [KnownObject]) -> Self {
        self.known = known;
        self
    }

    /// Whether the object of `kind`, of `group` (empty for the core group), called `name` in `namespace` is known to exist
    /// elsewhere.
    #[must_use]
    pub fn exists_elsewhere(&self, (group, kind): (&str, &str), namespace: &str, name: &str) -> bool {
        self.known.iter().any(|known| known.may_be(group, kind, namespace) && known.is_called(name))
    }

    /// Whether an object of `kind` that is known to exist elsewhere may be in `namespace`. Nobody knows its labels.
    #[must_use]
    pub fn has_kind_elsewhere(&self, (group, kind): (&str, &str), namespace: &str) -> bool {
        self.known.iter().any(|known| known.may_be(group, kind, namespace))
    }

    /// Whether pods that are known to exist elsewhere may be in `namespace`. Nobody knows their labels.
    #[must_use]
    pub fn has_pods_elsewhere(&self, namespace: &str) -> bool {
        self.known.iter().any(|known| known.makes_pods() && known.is_in(namespace))
    }

    /// Whether what is not here is nowhere.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Whether there are pods of `namespace` here. Where there are none, all that runs in it is made elsewhere, by a chart or an
    /// operator.
    #[must_use]
    pub fn has_pods(&self, namespace: &str) -> bool {
        self.populated.contains(namespace)
    }

    /// All objects, in order of file and place.
    pub fn members(&self) -> impl ExactSizeIterator<Item = Member<'_>> {
        self.members.iter().copied()
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

    /// The first workload of `namespace` whose pods have all labels that `selector` wants but one, whose key they have with
    /// another value; and what is not met.
    pub fn nearest_pods<'p, 's>(
        &'p self,
        namespace: &str,
        selector: &'s Selector,
    ) -> Option<(Entity<'p, Workload>, &'s Requirement)> {
        self.workloads().filter(|pods| pods.member.namespace == namespace).find_map(|pods| {
            let labels = &pods.what.pod_labels;
            let mut unmet = selector.requirements().iter().filter(|requirement| !requirement.is_met_by(labels));
            let only = unmet.next().filter(|requirement| labels.get(&requirement.key).is_some())?;
            // One label alone says little, unless its value is nearly right.
            let close = |wanted: &str| nearest(wanted, labels.get(&only.key)).is_some();
            let is_near = selector.requirements().len() > 1
                || matches!(&only.condition, Condition::In(values) if values.iter().any(|value| close(value)));
            (is_near && unmet.next().is_none()).then_some((pods, only))
        })
    }

    /// The workload that an autoscaler of `namespace` scales.
    #[must_use]
    pub fn target_of<'p>(&'p self, namespace: &'p str, target: &Target) -> Option<Entity<'p, Workload>> {
        let group = target.api_version.as_deref().map(|version| version.split_once('/').map_or("", |(group, _)| group));
        self.named(namespace, &target.name.value).find_map(|member| {
            let What::Workload(what) = &member.facts.what else { return None };
            let is_meant =
                *member.facts.id.kind == *target.kind && group.is_none_or(|group| member.facts.group() == group);
            is_meant.then_some(Entity { member, what: &**what })
        })
    }

    /// The smallest number of pods that `workload` runs: its autoscaler's minimum, else its own replicas.
    #[must_use]
    pub fn smallest_scale(&self, workload: Entity<'_, Workload>) -> i64 {
        let Member { facts, namespace, .. } = workload.member;
        let scalers = self.autoscaled.get(&(namespace, facts.name())).into_iter().flatten();
        let mut minima = scalers.filter_map(|&index| match &self.member(index).facts.what {
            What::Autoscaler(autoscaler) => {
                let scales = autoscaler.target.as_ref().is_some_and(|target| *target.kind == *facts.id.kind);
                scales.then(|| autoscaler.minimum.as_ref().map_or(1, |minimum| minimum.value))
            }
            _ => None,
        });
        minima.next().unwrap_or_else(|| workload.what.replicas())
    }

    /// The bindings that give a role of which a rule `allows` something, at the place that it returns.
    pub fn grants<'p>(&'p self, allows: impl Fn(&AccessRule) -> Option<Span> + 'p) -> impl Iterator<Item = Grant<'p>> {
        self.role_bindings().filter_map(move |Entity { member: binding, what }| {
            let reference = what.role.as_ref()?;
            let (kind, namespace) =
                if reference.is_cluster_role { ("ClusterRole", "") } else { ("Role", binding.namespace) };
            self.named(namespace, &reference.name.value).find_map(|role| match &role.facts.what {
                What::AccessRole(found) if role.facts.id.kind == kind => {
                    Some(Grant { binding, role, what: found.rules.iter().find_map(&allows)? })
                }
                _ => None,
            })
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

    /// The network policies that select the pods of `workload`.
    pub fn policies_for<'p>(
        &'p self,
        workload: Entity<'p, Workload>,
    ) -> impl Iterator<Item = Entity<'p, NetworkPolicy>> {
        let found = self.policies.get(workload.member.namespace).into_iter().flatten();
        found.filter_map(move |&index| {
            let member = self.member(index);
            let What::NetworkPolicy(what) = &member.facts.what else { return None };
            what.pods.value.matches(&workload.what.pod_labels).then_some(Entity { member, what })
        })
    }

    /// Whether pods of `namespace` may be covered by policies that are known to exist elsewhere, or by those of kinds that
    /// Kubernetes itself does not define, such as Cilium's and Calico's, or that the cluster's administrator makes.
    #[must_use]
    pub fn has_foreign_network_policies(&self, namespace: &str) -> bool {
        self.foreign_policies.contains(namespace)
            || self.foreign_policies.contains("")
            || self.known.iter().any(|known| known.kind().ends_with("NetworkPolicy") && known.is_in(namespace))
    }

    of_kind! {
        /// The Services.
        services: Service,
        /// The Ingresses.
        ingresses: Ingress,
        /// The routes of the Gateway API.
        routes: Route,
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
        self.members[index as usize]
    }
}

impl<'f> ProjectFile<'f> {
    fn members(&self) -> impl Iterator<Item = Member<'f>> + use<'f> {
        let Self { id, objects, default_namespace, namespace } = *self;
        objects.iter().map(move |facts| {
            let written = || facts.id.namespace.as_deref().filter(|namespace| !namespace.is_empty());
            let namespace = match namespace {
                _ if facts.is_cluster_scoped => "",
                Some(namespace) => namespace,
                None => written().unwrap_or(default_namespace),
            };
            Member { file: id, facts, namespace }
        })
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

    fn project<'f>(files: &[&'f [ObjectFacts]], namespace: Option<&'f str>) -> Project<'f> {
        let file = |(index, objects): (usize, &&'f [ObjectFacts])| ProjectFile {
            id: FileId(index as u32),
            objects,
            default_namespace: DEFAULT_NAMESPACE,
            namespace,
        };
        Project::new(&files.iter().enumerate().map(file).collect::<Vec<_>>(), true)
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
