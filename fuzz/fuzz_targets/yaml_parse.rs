//! Any text becomes a tree that obeys the laws of trees, and objects whose types can be asked for.
#![no_main]

#[path = "../../tests/support/yaml_laws.rs"]
mod laws;

use libfuzzer_sys::fuzz_target;
use shipworthy::model::k8s::Manifest;
use shipworthy::syntax::yaml::Tree;

fuzz_target!(|text: &str| {
    laws::check(text);
    let tree = Tree::parse(text);
    for object in Manifest::new(&tree).objects() {
        assert!(text.get(object.span().range()).is_some());
        assert!(text.get(object.name_span().range()).is_some());
        let _ = object.id();
    }
});
