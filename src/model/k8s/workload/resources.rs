//! Requests and limits: what a container, or its pod as a whole, asks for and may use. Judges no amount.

use std::borrow::Cow;

use crate::model::k8s::fields::quantity;
use crate::model::k8s::{Container, Fields, PodSpec, Quantity};
use crate::syntax::yaml::{Node, Resolved};
use crate::text::{Span, Spanned};

/// The `resources` of a container, or those of a pod as a whole. A copy of what is written: defaults of a LimitRange are not in it.
#[derive(Debug, Clone, Copy)]
pub struct Resources<'t> {
    fields: Option<Fields<'t>>,
    entry: Option<Span>,
}

/// An amount as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// How much; `None` when the text is no quantity, which is told elsewhere.
    pub quantity: Option<Quantity>,
    /// Where the value stands.
    pub span: Span,
}

impl Amount {
    /// `None` for null and for what is no scalar.
    fn of(node: Node<'_>) -> Option<Self> {
        let scalar = node.as_scalar().filter(|scalar| !matches!(scalar.resolve_1_1(), Resolved::Null))?;
        Some(Self { quantity: quantity(node).map(|quantity| quantity.value), span: scalar.span() })
    }

    /// Whether it says anything: zero is the same as nothing to the scheduler and the kernel.
    #[must_use]
    pub fn is_set(self) -> bool {
        !self.quantity.is_some_and(Quantity::is_zero)
    }
}

impl<'t> Resources<'t> {
    /// Those in the field `resources` of `owner`.
    fn of(owner: Fields<'t>) -> Self {
        Self { fields: owner.object("resources"), entry: owner.key_span("resources") }
    }

    /// The request for `resource`.
    #[must_use]
    pub fn request(self, resource: &str) -> Option<Amount> {
        self.amount("requests", resource)
    }

    /// The limit of `resource`.
    #[must_use]
    pub fn limit(self, resource: &str) -> Option<Amount> {
        self.amount("limits", resource)
    }

    /// Whether there is a request for `resource`. The API server takes a limit for the request where none is written.
    #[must_use]
    pub fn has_request(self, resource: &str) -> bool {
        match self.request(resource) {
            Some(request) => request.is_set(),
            None => self.has_limit(resource),
        }
    }

    /// Whether there is a limit of `resource`.
    #[must_use]
    pub fn has_limit(self, resource: &str) -> bool {
        self.limit(resource).is_some_and(Amount::is_set)
    }

    /// Whether it says nothing of CPU time and memory.
    #[must_use]
    pub fn is_unbounded(self) -> bool {
        ["cpu", "memory"].iter().all(|resource| !self.has_request(resource) && !self.has_limit(resource))
    }

    /// All amounts with the names of their resources, requests first.
    pub fn amounts(self) -> impl Iterator<Item = (Spanned<Cow<'t, str>>, Amount)> + use<'t> {
        let lists = ["requests", "limits"].into_iter().filter_map(move |list| self.fields?.object(list));
        lists.flat_map(|list| {
            list.entries().filter_map(|entry| {
                Some((Spanned::new(entry.key.as_str()?, entry.key.span()), Amount::of(entry.value)?))
            })
        })
    }

    /// Where a missing entry of `list` (`requests` or `limits`) would stand: the key of the list, else that of the whole.
    #[must_use]
    pub fn place_for(self, list: &str) -> Option<Span> {
        self.fields.and_then(|fields| fields.key_span(list)).or(self.entry)
    }

    fn amount(self, list: &str, resource: &str) -> Option<Amount> {
        Amount::of(self.fields?.object(list)?.get(resource)?)
    }
}

impl<'t> Container<'t> {
    /// What it asks for and may use.
    #[must_use]
    pub fn requests_and_limits(self) -> Resources<'t> {
        Resources::of(self.fields())
    }

    /// Whether `check` holds of its own requests and limits, or of those of its pod as a whole.
    #[must_use]
    pub fn has_resources(self, check: impl Fn(Resources<'t>) -> bool) -> bool {
        check(self.requests_and_limits()) || check(self.pod.requests_and_limits())
    }

    /// Whether neither it nor its pod says anything of CPU time and memory, although it could.
    #[must_use]
    pub fn says_nothing_of_resources(self) -> bool {
        self.may_have_resources() && !self.has_resources(|resources| !resources.is_unbounded())
    }
}

impl<'t> PodSpec<'t> {
    /// What the pod as a whole asks for and may use, which its containers share. Beta since Kubernetes 1.34.
    #[must_use]
    pub fn requests_and_limits(self) -> Resources<'t> {
        Resources::of(self.fields())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::k8s::Manifest;
    use crate::syntax::yaml::Tree;

    fn with<R>(pod: &str, look: impl FnOnce(Container<'_>) -> R) -> R {
        let text = format!("apiVersion: v1\nkind: Pod\nspec: {pod}\n");
        let tree = Tree::parse(&text);
        let manifest = Manifest::new(&tree);
        let container = manifest.objects()[0].pod().and_then(|pod| pod.containers().next()).expect("a container");
        look(container)
    }

    #[test]
    fn a_limit_stands_for_the_request() {
        with("{containers: [{resources: {limits: {cpu: 1, memory: 0}, requests: {memory: 64Mi}}}]}", |container| {
            let resources = container.requests_and_limits();
            assert!(resources.has_request("cpu") && resources.has_limit("cpu"));
            assert!(resources.has_request("memory") && !resources.has_limit("memory"));
            assert_eq!(resources.amounts().count(), 3);
        });
    }

    #[test]
    fn zero_is_nothing_and_unreadable_is_something() {
        with("{containers: [{resources: {requests: {cpu: 0, memory: lots}}}]}", |container| {
            let resources = container.requests_and_limits();
            assert!(!resources.has_request("cpu") && resources.has_request("memory"));
            assert!(!resources.is_unbounded());
        });
        with("{containers: [{resources: {limits: {nvidia.com/gpu: 1}}}]}", |container| {
            assert!(container.requests_and_limits().is_unbounded());
        });
    }

    #[test]
    fn those_of_the_pod_count_for_its_containers() {
        with("{resources: {limits: {memory: 1Gi}}, containers: [{name: a}]}", |container| {
            assert!(container.has_resources(|resources| resources.has_limit("memory")));
            assert!(!container.has_resources(|resources| resources.has_request("cpu")));
        });
    }
}
