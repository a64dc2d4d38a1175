//! What a kustomization takes together. Reads its file; knows nothing of the file system, nor what comes of patching.
//!
//! Source: the reference of `kustomization.yaml` at kubernetes-sigs/kustomize.

use super::fields::Fields;
use crate::syntax::yaml::Tree;

/// The names a kustomization's file may have.
pub const FILE_NAMES: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// What a kustomization takes together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kustomization {
    /// The files and folders whose objects it takes in, as written: relative to its own folder.
    pub resources: Vec<String>,
    /// The files that hold patches, not objects.
    pub patches: Vec<String>,
    /// The namespace that it puts all objects into.
    pub namespace: Option<String>,
    /// What it writes into the objects that it takes in.
    pub completion: Completion,
    /// Whether it takes in what no file here holds: what is fetched from elsewhere, or comes out of a chart or a generator.
    pub takes_in_more: bool,
}

/// What is written into the objects of a file before they are applied, so that it need not stand there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completion {
    /// Whether workloads get a selector, and their templates the labels for it.
    pub selectors: bool,
    /// Whether objects and references to them get a namespace.
    pub namespace: bool,
    /// The images, by name, whose tag or digest is put in, unless it is `latest`.
    pub images: Vec<String>,
}

impl Completion {
    /// Nothing is.
    pub const NONE: &'static Self = &Self { selectors: false, namespace: false, images: Vec::new() };

    /// Whether the tag or digest of the image `name` is put in.
    #[must_use]
    pub fn has_image(&self, name: &str) -> bool {
        self.images.iter().any(|image| image == name)
    }

    /// Adds what `other` writes.
    pub fn add(&mut self, other: &Self) {
        self.selectors |= other.selectors;
        self.namespace |= other.namespace;
        self.images.extend_from_slice(&other.images);
    }

    fn of(fields: Fields<'_>) -> Self {
        let selects = |labels: Fields<'_>| labels.boolean("includeSelectors").is_some_and(|selects| selects.value);
        let image = |image: Fields<'_>| {
            let is_pinned = image.string("newTag").is_some_and(|tag| tag.value != "latest") || image.has("digest");
            image.string("name").filter(|_| is_pinned).map(|name| name.value.into_owned())
        };
        Self {
            selectors: fields.object("commonLabels").is_some()
                || fields.objects("labels").any(|labels| selects(labels.fields)),
            namespace: fields.string("namespace").is_some_and(|name| !name.value.is_empty()),
            images: fields.objects("images").filter_map(|item| image(item.fields)).collect(),
        }
    }
}

impl Kustomization {
    /// Reads the text of a kustomization.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let tree = Tree::parse(text);
        let root = tree.documents().next().and_then(|document| document.root().as_mapping());
        root.map_or_else(Self::default, |mapping| Self::of(Fields::of(mapping)))
    }

    fn of(fields: Fields<'_>) -> Self {
        let strings = |name: &str| fields.strings(name).map(|text| text.value.into_owned()).collect::<Vec<_>>();
        let paths = |name: &str| {
            let path = |item: Fields<'_>| Some(item.string("path")?.value.into_owned());
            fields.objects(name).filter_map(|item| path(item.fields)).collect::<Vec<_>>()
        };
        let mut taken: Vec<_> = ["resources", "bases", "components"].into_iter().flat_map(strings).collect();
        let count = taken.len();
        taken.retain(|resource| !is_elsewhere(resource));
        // A patch may also stand right there instead of a path.
        let strategic = strings("patchesStrategicMerge").into_iter().filter(|patch| !patch.contains('\n'));
        let patches = strategic.chain(paths("patches")).chain(paths("patchesJson6902")).collect();
        let makes = ["generators", "helmCharts", "helmChartInflationGenerator"];
        Self {
            takes_in_more: taken.len() < count || makes.into_iter().any(|name| fields.items(name).next().is_some()),
            resources: taken,
            patches,
            completion: Completion::of(fields),
            namespace: fields.string("namespace").map(|name| name.value.into_owned()).filter(|name| !name.is_empty()),
        }
    }
}

/// Whether a resource is fetched: a URL, or what git takes for a repository.
fn is_elsewhere(resource: &str) -> bool {
    resource.contains("://")
        || resource.contains("?ref=")
        || resource.starts_with("git@")
        || resource.starts_with("git::")
        || ["github.com/", "gitlab.com/", "bitbucket.org/"].iter().any(|host| resource.starts_with(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_ways_to_take_in_and_to_patch_are_read() {
        let text = "namespace: prod\nresources: [../base, web.yaml]\nbases: [../other]\ncomponents: [../tls]\n\
            patchesStrategicMerge: [a.yaml, \"kind: Deployment\\nspec: {}\\n\"]\npatches: [{path: b.yaml}, {patch: '- op: add'}]\n\
            patchesJson6902: [{path: c.yaml, target: {}}]\n";
        let read = Kustomization::read(text);
        assert_eq!(read.resources, ["../base", "web.yaml", "../other", "../tls"]);
        assert_eq!(read.patches, ["a.yaml", "b.yaml", "c.yaml"]);
        assert_eq!((read.namespace.as_deref(), read.takes_in_more), (Some("prod"), false));
    }

    #[test]
    fn what_is_written_into_objects_is_read() {
        let text = "commonLabels: {app: web}\nimages: [{name: web, newTag: '2'}, {name: db, digest: 'sha256:aa'}, {name: x, newName: y}, \
            {name: z, newTag: latest}]\n";
        let completion = Kustomization::read(text).completion;
        assert!(completion.selectors && completion.has_image("web") && completion.has_image("db"));
        assert!(!completion.has_image("x") && !completion.has_image("z") && !completion.namespace);
        assert!(Kustomization::read("namespace: prod").completion.namespace);
        let selects = |text: &str| Kustomization::read(text).completion.selectors;
        assert!(selects("labels: [{pairs: {a: b}}, {pairs: {a: b}, includeSelectors: true}]"));
        assert!(!selects("labels: [{pairs: {a: b}}]") && !selects("resources: [a.yaml]"));
    }

    #[test]
    fn what_is_fetched_or_made_is_more() {
        for text in [
            "resources: [https://example.com/x.yaml]",
            "resources: ['github.com/org/repo//base?ref=v1']",
            "helmCharts: [{name: x}]",
        ] {
            let read = Kustomization::read(text);
            assert!(read.takes_in_more && read.resources.is_empty(), "{text}");
        }
        assert_eq!(Kustomization::read("- no mapping"), Kustomization::default());
    }
}
