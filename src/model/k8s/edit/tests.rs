//! Edits written into real texts and read back.

use super::*;
use crate::syntax::yaml::Tree;
use crate::text::apply_edits;

fn edited(text: &str, change: impl Fn(Fields<'_>) -> Option<Vec<Edit>>) -> Option<String> {
    let tree = Tree::parse(text);
    let root = tree.documents().next().and_then(|document| document.root().as_mapping()).expect("a mapping");
    let edits = change(Fields::of(root))?;
    let edited = apply_edits(text, &edits).expect("the edits fit");
    assert_eq!(Tree::parse(&edited).errors(), [], "{edited}");
    Some(edited)
}

fn set(text: &str, path: &[&str], value: Value<'_>) -> Option<String> {
    edited(text, |fields| fields.set(path, value))
}

fn remove(text: &str, path: &[&str]) -> Option<String> {
    edited(text, |fields| fields.remove(path))
}

#[test]
fn a_key_is_added_behind_the_last_one() {
    let yes = Value::Bool(true);
    for (before, after) in [
        ("a: 1\n", "a: 1\nk: true\n"),
        ("a: 1", "a: 1\nk: true"),
        ("a: 1 # one\n# end\n", "a: 1 # one\nk: true\n# end\n"),
        ("a: 1\r\nb: 2\r\n", "a: 1\r\nb: 2\r\nk: true\r\n"),
        ("a: |\n  text\n\n", "a: |\n  text\nk: true\n\n"),
        ("a: |+\n  text\n\n", "a: |+\n  text\n\nk: true\n"),
        ("a:\n- x\n- y: z\n", "a:\n- x\n- y: z\nk: true\n"),
        ("a:\n", "a:\nk: true\n"),
        ("{a: 1}\n", "{a: 1, k: true}\n"),
        ("{a: 1, }\n", "{a: 1, k: true, }\n"),
        ("{}\n", "{k: true}\n"),
        ("{\"a\": 1}", "{\"a\": 1, \"k\": true}"),
        ("{\n  \"a\": {},\n  \"b\": 1\n}\n", "{\n  \"a\": {},\n  \"b\": 1,\n  \"k\": true\n}\n"),
        ("{\n  a: 1 # one\n}\n", "{\n  a: 1, # one\n  k: true\n}\n"),
    ] {
        assert_eq!(set(before, &["k"], yes).as_deref(), Some(after), "{before}");
    }
}

#[test]
fn missing_mappings_are_made() {
    let path = ["s", "p", "t"];
    let value = Value::Text("RuntimeDefault");
    for (before, after) in [
        ("a: 1\n", "a: 1\ns:\n  p:\n    t: RuntimeDefault\n"),
        ("s:\n  a: 1\nb: 2\n", "s:\n  a: 1\n  p:\n    t: RuntimeDefault\nb: 2\n"),
        ("s:\n    a: 1\nb: 2\n", "s:\n    a: 1\n    p:\n        t: RuntimeDefault\nb: 2\n"),
        ("s: {}\nb: 2\n", "s:\n  p:\n    t: RuntimeDefault\nb: 2\n"),
        ("s: {} # none\nb: 2\n", "s: # none\n  p:\n    t: RuntimeDefault\nb: 2\n"),
        ("s:\nb: 2\n", "s:\n  p:\n    t: RuntimeDefault\nb: 2\n"),
        ("s: null\n", "s:\n  p:\n    t: RuntimeDefault\n"),
        ("s: {a: 1}\n", "s: {a: 1, p: {t: RuntimeDefault}}\n"),
        ("s: {p: ~}\n", "s: {p: {t: RuntimeDefault}}\n"),
        ("s: {p: {t: x}}\n", "s: {p: {t: RuntimeDefault}}\n"),
        ("{\"s\": {}}", "{\"s\": {\"p\": {\"t\": \"RuntimeDefault\"}}}"),
    ] {
        assert_eq!(set(before, &path, value).as_deref(), Some(after), "{before}");
    }
}

#[test]
fn values_are_replaced_and_quoted_when_they_have_to_be() {
    assert_eq!(set("a: x # why\n", &["a"], Value::Text("yes")).as_deref(), Some("a: \"yes\" # why\n"));
    assert_eq!(set("a: 'x'\n", &["a"], Value::Text("a: b\n\"")).as_deref(), Some("a: \"a: b\\u000a\\\"\"\n"));
    assert_eq!(
        set("a:\n  - x\nb: 1\n", &["a"], Value::List(&["ALL", "9"])).as_deref(),
        Some("a: [ALL, \"9\"]\nb: 1\n")
    );
    assert_eq!(set("a:\n", &["a"], Value::Integer(7)).as_deref(), Some("a: 7\n"));
}

#[test]
fn containers_in_lists_are_changed_in_place() {
    let text = "c:\n  - name: web\n    image: x\n\n  - name: api\n    image: y\n";
    let change = |fields: Fields<'_>| fields.objects("c").next()?.fields.set(&["s", "r"], Value::Bool(true));
    assert_eq!(
        edited(text, change).as_deref(),
        Some("c:\n  - name: web\n    image: x\n    s:\n      r: true\n\n  - name: api\n    image: y\n")
    );
}

#[test]
fn what_is_written_once_and_meant_twice_is_left_alone() {
    let yes = Value::Bool(true);
    assert_eq!(set("a: &a {x: 1}\nb: *a\n", &["b", "k"], yes), None);
    assert_eq!(set("a: &a {x: 1}\nb: *a\n", &["a", "k"], yes), None);
    assert_eq!(set("a: &a {s: {x: 1}}\nb:\n  <<: *a\n", &["b", "s", "k"], yes), None);
    assert_eq!(set("k: 1\nk: 2\n", &["k"], yes), None);
    assert_eq!(set("? a\n: 1\n", &["k"], yes), None);
    assert_eq!(set("s: text\n", &["s", "k"], yes), None);
    assert_eq!(remove("a: &a 1\nb: *a\n", &["a"]), None);
    assert_eq!(remove("a: 1\n", &["b"]), None);
}

#[test]
fn entries_go_with_their_lines() {
    for (before, after) in [
        ("a: 1\nb: 2 # two\nc: 3\n", "a: 1\nc: 3\n"),
        ("a: 1\nb: 2", "a: 1\n"),
        ("b: 2\na: 1\n", "a: 1\n"),
        ("a: 1\r\nb:\r\n  - x\r\nc: 3\r\n", "a: 1\r\nc: 3\r\n"),
        ("a: 1\nb: |+\n  x\n\nc: 3\n", "a: 1\nc: 3\n"),
        ("a: 1\n# about b\nb: 2\n", "a: 1\n# about b\n"),
        ("{a: 1, b: 2, c: 3}\n", "{a: 1, c: 3}\n"),
        ("{a: 1, b: 2}\n", "{a: 1}\n"),
        ("{b: 2, a: 1}\n", "{a: 1}\n"),
        ("{\n  \"a\": 1,\n  \"b\": 2\n}\n", "{\n  \"a\": 1\n}\n"),
        ("b: 2\n", "{}\n"),
    ] {
        assert_eq!(remove(before, &["b"]).as_deref(), Some(after), "{before}");
    }
}

#[test]
fn mappings_that_hold_nothing_else_go_too() {
    let path = ["s", "p"];
    for (before, after) in [
        ("a: 1\ns:\n  p: true\nb: 2\n", "a: 1\nb: 2\n"),
        ("a: 1\ns:\n  p: true\n  q: 1\n", "a: 1\ns:\n  q: 1\n"),
        ("a: 1\ns: {p: true}\n", "a: 1\n"),
        ("s:\n  p: true\n", "{}\n"),
    ] {
        assert_eq!(remove(before, &path).as_deref(), Some(after), "{before}");
    }
}

#[test]
fn the_first_entry_of_an_item_leaves_its_dash() {
    let change = |fields: Fields<'_>| fields.objects("c").next()?.fields.remove(&["b"]);
    for (before, after) in [
        ("c:\n  - b: 1 # one\n    a: 2\n", Some("c:\n  - a: 2\n")),
        ("c:\n  - a: 2\n    b: 1\n  - x: 1\n", Some("c:\n  - a: 2\n  - x: 1\n")),
        ("c:\n  - b: 1\n  - x: 1\n", Some("c:\n  - {}\n  - x: 1\n")),
        ("c:\n  - b: 1\n    # about a\n    a: 2\n", None),
    ] {
        assert_eq!(edited(before, change).as_deref(), after, "{before}");
    }
}

#[test]
fn items_come_and_go() {
    let push = |text: &str| edited(text, |fields| fields.push(&["c", "drop"], "ALL"));
    for (before, after) in [
        ("c: {drop: [A]}\n", "c: {drop: [A, ALL]}\n"),
        ("c:\n  drop:\n  - A # a\n", "c:\n  drop:\n  - A # a\n  - ALL\n"),
        ("c:\n  drop: []\n", "c:\n  drop: [ALL]\n"),
        ("c:\n  add: [A]\n", "c:\n  add: [A]\n  drop: [ALL]\n"),
        ("a: 1\n", "a: 1\nc:\n  drop: [ALL]\n"),
        ("{\"c\": {\"drop\": [\"A\"]}}", "{\"c\": {\"drop\": [\"A\", \"ALL\"]}}"),
    ] {
        assert_eq!(push(before).as_deref(), Some(after), "{before}");
    }
    let without = |text: &str| {
        edited(text, |fields| {
            fields.remove_items(&["c", "add"], |item| item.as_str().is_some_and(|name| name != "KEEP"))
        })
    };
    for (before, after) in [
        ("c: {add: [A, KEEP, B]}\n", "c: {add: [KEEP]}\n"),
        ("c:\n  add:\n    - A # a\n    - KEEP\n    - B\n", "c:\n  add:\n    - KEEP\n"),
        ("x: 1\nc:\n  add: [A, B]\n", "x: 1\n"),
        ("c:\n  add: [A, B]\n  drop: [ALL]\n", "c:\n  drop: [ALL]\n"),
    ] {
        assert_eq!(without(before).as_deref(), Some(after), "{before}");
    }
}

#[test]
fn keys_keep_their_quotes() {
    let rename = |text: &str| edited(text, |fields| fields.rename("old", "new"));
    assert_eq!(rename("old: 1\n").as_deref(), Some("new: 1\n"));
    assert_eq!(rename("{\"old\": 1}").as_deref(), Some("{\"new\": 1}"));
}
