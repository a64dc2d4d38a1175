use super::{Topic, violations};
use crate::model::k8s::Manifest;
use crate::schema::Version;
use crate::syntax::yaml::Tree;

/// The topics of what is wrong in `text`, each with the text where it is told.
fn told(text: &str) -> Vec<(Topic, String)> {
    let tree = Tree::parse(text);
    let manifest = Manifest::new(&tree);
    let objects = manifest.objects().iter();
    let found = objects.flat_map(|object| violations(*object, Version::NEWEST.into()));
    found.map(|violation| (violation.topic, violation.span.slice(text).to_owned())).collect()
}
