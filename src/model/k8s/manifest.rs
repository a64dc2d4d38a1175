//! The objects of one file.

use super::fields::Fields;
use super::kustomization::Completion;
use super::object::Object;
use crate::syntax::yaml::Tree;

/// The objects of one YAML or JSON file, those in lists too.
#[derive(Debug)]
pub struct Manifest<'t> {
    tree: &'t Tree<'t>,
    objects: Vec<Object<'t>>,
    completion: &'t Completion,
}

impl<'t> Manifest<'t> {
    /// Finds the objects of `tree`, which are applied as they are.
    #[must_use]
    pub fn new(tree: &'t Tree<'t>) -> Self {
        Self::completed(tree, Completion::NONE)
    }

    /// Finds the objects of `tree`, into which more is written before they are applied.
    #[must_use]
    pub fn completed(tree: &'t Tree<'t>, completion: &'t Completion) -> Self {
        let mut objects = Vec::new();
        for document in tree.documents() {
            let Some(mapping) = document.root().as_mapping() else { continue };
            let Some(object) = Object::of(Fields::of(mapping), document) else { continue };
            // Lists may hold lists; what is found is looked at in turn, in the order of the text.
            let mut open = vec![object];
            while let Some(object) = open.pop() {
                let items = object.list_items();
                if items.is_empty() {
                    objects.push(object);
                } else {
                    open.extend(items.into_iter().rev());
                }
            }
        }
        Self { tree, objects, completion }
    }

    /// What is written into the objects before they are applied.
    #[must_use]
    pub const fn completion(&self) -> &'t Completion {
        self.completion
    }

    /// The tree they stand in.
    #[must_use]
    pub const fn tree(&self) -> &'t Tree<'t> {
        self.tree
    }

    /// The objects in the order of the text. A list stands for what is in it.
    #[must_use]
    pub fn objects(&self) -> &[Object<'t>] {
        &self.objects
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<String> {
        let tree = Tree::parse(text);
        Manifest::new(&tree).objects().iter().map(|object| object.kind().value.to_string()).collect()
    }

    #[test]
    fn documents_and_lists_hold_objects() {
        let text = "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: A}\n- apiVersion: v1\n  kind: PodList\n  items: [{apiVersion: v1, kind: B}]\n---\n---\nkind: C\n---\napiVersion: v1\nkind: D\n";
        assert_eq!(kinds(text), ["A", "B", "D"]);
        assert_eq!(
            kinds("{\"apiVersion\": \"v1\", \"kind\": \"E\"}{\"apiVersion\": \"v1\", \"kind\": \"F\"}"),
            ["E", "F"]
        );
        assert_eq!(kinds("apiVersion: v1\nkind: List\nitems: []\n"), ["List"]);
    }
}
