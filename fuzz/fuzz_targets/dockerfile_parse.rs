//! Any text becomes a tree whose tokens are the text, and a model.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shipworthy::model::dockerfile::Dockerfile;
use shipworthy::syntax::dockerfile;

fuzz_target!(|text: &str| {
    let tree = dockerfile::parse(text);
    let mut end = 0;
    for token in tree.tokens() {
        assert_eq!(token.span.start, end);
        assert!(text.get(token.span.range()).is_some());
        end = token.span.end;
    }
    assert_eq!(end as usize, text.len());
    for error in &tree.errors {
        assert!(text.get(error.span.range()).is_some());
    }
    let model = Dockerfile::new(&tree);
    for stage in model.stages() {
        assert!(stage.ancestors().count() < model.stages().len());
    }
});
