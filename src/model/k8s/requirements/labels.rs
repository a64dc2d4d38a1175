//! Labels, annotations, and selectors of labels.

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, short};
use crate::model::k8s::requirements::part::Part;
use crate::text::Span;

/// Bytes that all annotations of an object may have together.
const MOST_ANNOTATION_BYTES: usize = 256 * 1024;

/// The map of labels called `name`.
pub(super) fn labels(part: Part<'_>, name: &'static str, found: &mut Findings) {
    let Some(map) = part.part(name) else { return };
    for (key, value) in map.fields().string_entries() {
        label_key(&key.value, key.span, found);
        if !Grammar::LabelValue.accepts(&value.value) {
            let message = format!("`{}` of `{}` is not a label value", short(&value.value), short(&key.value));
            found.tell(Topic::Label, value.span, message).help(Grammar::LabelValue.advice());
        }
    }
}

/// A key of labels.
pub(super) fn label_key(key: &str, span: Span, found: &mut Findings) {
    if !Grammar::Qualified.accepts(key) {
        let message = format!("`{}` is not a label key", short(key));
        found.tell(Topic::Label, span, message).help(Grammar::Qualified.advice());
    }
}

/// The annotations.
pub(super) fn annotations(metadata: Part<'_>, found: &mut Findings) {
    let Some(map) = metadata.part("annotations") else { return };
    let mut bytes = 0;
    for (key, value) in map.fields().string_entries() {
        if !Grammar::AnnotationKey.accepts(&key.value) {
            let message = format!("`{}` is not an annotation key", short(&key.value));
            found.tell(Topic::Label, key.span, message).help(Grammar::AnnotationKey.advice());
        }
        bytes += key.value.len() + value.value.len();
    }
    if bytes > MOST_ANNOTATION_BYTES {
        let message = format!("the annotations have {bytes} bytes, the most is {MOST_ANNOTATION_BYTES}");
        found.tell(Topic::Label, map.place(), message);
    }
}

/// The `LabelSelector` called `name`.
pub(super) fn selector(part: Part<'_>, name: &'static str, found: &mut Findings) {
    let Some(selector) = part.part(name) else { return };
    labels(selector, "matchLabels", found);
    for expression in selector.parts("matchExpressions") {
        if let Some(key) = expression.text("key") {
            label_key(&key.value, key.span, found);
        } else {
            found.required(expression, "key");
        }
        requirement(expression, &["In", "NotIn", "Exists", "DoesNotExist"], found);
        for value in expression.fields().strings("values") {
            found.grammar(Topic::Label, &value, "values", Grammar::LabelValue);
        }
    }
}

/// An operator and its values.
pub(super) fn requirement(expression: Part<'_>, operators: &[&'static str], found: &mut Findings) {
    found.required(expression, "operator");
    let Some(operator) = expression.text("operator") else { return };
    let values = expression.fields().items("values").count();
    let trouble = match &*operator.value {
        "In" | "NotIn" if values == 0 => "wants `values`",
        "Exists" | "DoesNotExist" if values > 0 => "takes no `values`",
        "Gt" | "Lt" if values != 1 => "wants exactly one of `values`",
        _ => {
            found.value_one_of(&operator, "operator", operators);
            return;
        }
    };
    let place = expression.fields().key_span("values").unwrap_or(operator.span);
    found.tell(Topic::Selector, place, format!("the operator `{}` {trouble}", operator.value));
}
