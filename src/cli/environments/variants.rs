//! Folders that cannot be applied together, because they define the same objects: `dev/` and `prod/`, or several
//! repositories side by side.

use std::collections::HashMap;

use crate::model::k8s::facts::ObjectFacts;

/// Where objects of a run stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'f> {
    /// The number of the input.
    pub(super) input: usize,
    /// Its path, with forward slashes.
    pub(super) path: &'f str,
    /// What is in it.
    pub(super) objects: &'f [ObjectFacts],
}

/// Variants beside each other above which they are no environments of one thing but a collection, in which everything stands
/// alone.
const COLLECTION: usize = 8;

/// The files that are applied together: `files`, which are in order of path, once for each folder that defines objects which a
/// folder beside it defines too, with all that lies in neither. Many such folders beside each other share nothing.
pub(super) fn split(files: &[File<'_>]) -> Vec<Vec<usize>> {
    below(files, 0)
}

/// What kubectl tells objects apart by.
type Key<'f> = (&'f str, &'f str, Option<&'f str>, &'f str);

fn key(object: &ObjectFacts) -> Option<Key<'_>> {
    Some((object.group(), &object.id.kind, object.id.namespace.as_deref(), object.id.name.as_deref()?))
}

/// Splits `files`, whose paths are equal in their first `start` bytes.
fn below(files: &[File<'_>], start: usize) -> Vec<Vec<usize>> {
    let folder = |file: &File<'_>| file.path[start..].find('/').map(|length| start + length + 1);
    let (mut shared, mut children): (Vec<usize>, Vec<&[File<'_>]>) = (Vec::new(), Vec::new());
    for group in files.chunk_by(|a, b| folder(a).is_some_and(|end| b.path.get(start..end) == a.path.get(start..end))) {
        if folder(&group[0]).is_some() { children.push(group) } else { shared.push(group[0].input) }
    }
    let mut owner: HashMap<Key<'_>, usize> = HashMap::new();
    let mut is_variant = vec![false; children.len()];
    for (index, child) in children.iter().enumerate() {
        for key in child.iter().flat_map(|file| file.objects).filter_map(key) {
            let first = *owner.entry(key).or_insert(index);
            if first != index {
                is_variant[first] = true;
                is_variant[index] = true;
            }
        }
    }
    let is_collection = is_variant.iter().filter(|is_variant| **is_variant).count() > COLLECTION;
    let mut variants = Vec::new();
    for (child, is_variant) in children.iter().zip(is_variant) {
        let end = folder(&child[0]).expect("children lie in folders");
        let mut parts = below(child, end);
        if is_variant || is_collection || parts.len() > 1 {
            variants.append(&mut parts);
        } else {
            shared.extend(parts.into_iter().flatten());
        }
    }
    if variants.is_empty() {
        return vec![shared];
    }
    if is_collection || variants.len() > COLLECTION {
        variants.push(shared);
    } else {
        for variant in &mut variants {
            variant.extend(&shared);
            variant.sort_unstable();
        }
    }
    variants
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::diagnostic::ObjectId;
    use crate::model::k8s::Labels;
    use crate::model::k8s::facts::What;
    use crate::text::Span;

    pub(in super::super) fn object(name: &str) -> ObjectFacts {
        ObjectFacts {
            id: ObjectId {
                api_version: "v1".to_owned(),
                kind: "ConfigMap".to_owned(),
                namespace: None,
                name: Some(name.to_owned()),
            },
            place: Span::empty(0),
            labels: Labels::default(),
            is_cluster_scoped: false,
            what: What::Other,
        }
    }

    /// What becomes of files that define one object each.
    fn parts(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let objects: Vec<_> = files.iter().map(|(_, name)| [object(name)]).collect();
        let listed = files.iter().zip(&objects).enumerate();
        let listed: Vec<_> = listed.map(|(input, ((path, _), objects))| File { input, path, objects }).collect();
        let name = |input: usize| files[input].0.to_owned();
        split(&listed).into_iter().map(|part| part.into_iter().map(name).collect()).collect()
    }

    #[test]
    fn folders_with_different_objects_belong_together() {
        assert_eq!(parts(&[("a/x.yaml", "x"), ("b/y.yaml", "y"), ("z.yaml", "z")]).len(), 1);
        assert_eq!(parts(&[("a/x.yaml", "x"), ("a/y.yaml", "x")]).len(), 1, "twice in one folder");
    }

    #[test]
    fn folders_with_the_same_objects_do_not() {
        let found = parts(&[("common/z.yaml", "z"), ("dev/x.yaml", "x"), ("prod/x.yaml", "x")]);
        assert_eq!(found, [["common/z.yaml", "dev/x.yaml"], ["common/z.yaml", "prod/x.yaml"]]);
        let found = parts(&[("r/dev/x.yaml", "x"), ("r/prod/x.yaml", "x"), ("s/y.yaml", "y")]);
        assert_eq!(found, [["r/dev/x.yaml", "s/y.yaml"], ["r/prod/x.yaml", "s/y.yaml"]]);
    }

    #[test]
    fn in_a_collection_each_stands_alone() {
        let paths: Vec<_> = (0..=COLLECTION).map(|number| format!("{number}/x.yaml")).collect();
        let mut files: Vec<_> = paths.iter().map(|path| (&**path, "x")).collect();
        files.push(("other/y.yaml", "y"));
        assert_eq!(parts(&files).iter().map(Vec::len).filter(|length| *length == 1).count(), COLLECTION + 2);
    }
}
