//! Whether the pods of a workload are kept apart: anti-affinity and topology spread.

use crate::model::k8s::{Fields, Labels, PodSpec, Selector};

/// The label that tells nodes apart.
const HOSTNAME: &str = "kubernetes.io/hostname";

/// Labels that tell larger places apart, under their present and former names.
const LARGER_PLACES: [&str; 4] = [
    "topology.kubernetes.io/zone",
    "topology.kubernetes.io/region",
    "failure-domain.beta.kubernetes.io/zone",
    "failure-domain.beta.kubernetes.io/region",
];

impl<'t> PodSpec<'t> {
    /// The labels that its pods get.
    #[must_use]
    pub fn labels(self) -> Labels {
        Labels::of(self.template.metadata().labels())
    }

    /// Its topology spread constraints.
    pub fn spread_constraints(self) -> impl Iterator<Item = Fields<'t>> {
        self.fields().objects("topologySpreadConstraints").map(|item| item.fields)
    }

    /// Whether anything asks for equal pods to be put on different nodes, or in different zones or regions, be it only if possible.
    #[must_use]
    pub fn keeps_equals_apart(self) -> bool {
        let labels = self.labels();
        let spread = self.spread_constraints().any(|constraint| separates(constraint, &labels));
        spread || self.anti_affinity_terms().any(|term| self.is_own_namespace(term) && separates(term, &labels))
    }

    /// The terms of its pod anti-affinity, required and preferred.
    pub fn anti_affinity_terms(self) -> impl Iterator<Item = Fields<'t>> {
        let rules = self.fields().at(&["affinity", "podAntiAffinity"]);
        let items = move |list| rules.into_iter().flat_map(move |rules| rules.objects(list));
        let required = items("requiredDuringSchedulingIgnoredDuringExecution").map(|item| item.fields);
        let preferred = items("preferredDuringSchedulingIgnoredDuringExecution");
        required.chain(preferred.filter_map(|item| item.fields.object("podAffinityTerm")))
    }

    /// Whether a term looks at pods of the object's own namespace.
    fn is_own_namespace(self, term: Fields<'t>) -> bool {
        let own = self.object().metadata().namespace();
        let mut named = term.strings("namespaces").peekable();
        named.peek().is_none() || named.any(|name| own.as_ref().map_or("", |own| &*own.value) == &*name.value)
    }
}

/// Whether a constraint or term is about pods with these `labels` and a place that can be lost.
fn separates(rule: Fields<'_>, labels: &Labels) -> bool {
    let place = |key: &str| key == HOSTNAME || LARGER_PLACES.contains(&key);
    rule.string("topologyKey").is_some_and(|key| place(&key.value))
        && rule.object("labelSelector").is_some_and(|selector| Selector::of(selector).matches(labels))
}

#[cfg(test)]
mod tests {
    use crate::model::k8s::Manifest;
    use crate::syntax::yaml::Tree;

    fn apart(spec: &str) -> bool {
        let text = format!("{{apiVersion: v1, kind: Pod, metadata: {{labels: {{app: web}}}}, spec: {spec}}}");
        let tree = Tree::parse(&text);
        Manifest::new(&tree).objects()[0].pod().expect("a pod").keeps_equals_apart()
    }

    #[test]
    fn the_selector_has_to_mean_the_pod_itself() {
        let spread = |key: &str, app: &str| {
            apart(&format!(
                "{{topologySpreadConstraints: [{{topologyKey: {key}, labelSelector: {{matchLabels: {{app: {app}}}}}}}]}}"
            ))
        };
        assert!(spread("kubernetes.io/hostname", "web") && spread("topology.kubernetes.io/zone", "web"));
        assert!(!spread("kubernetes.io/hostname", "db") && !spread("kubernetes.io/os", "web"));
        let term = "{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}";
        let affinity = |list: &str| apart(&format!("{{affinity: {{podAntiAffinity: {{{list}}}}}}}"));
        assert!(affinity(&format!("requiredDuringSchedulingIgnoredDuringExecution: [{term}}}]")));
        assert!(affinity(&format!("preferredDuringSchedulingIgnoredDuringExecution: [{{podAffinityTerm: {term}}}}}]")));
        assert!(!affinity(&format!("requiredDuringSchedulingIgnoredDuringExecution: [{term}, namespaces: [x]}}]")));
        assert!(!affinity("requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname}]"));
    }
}
