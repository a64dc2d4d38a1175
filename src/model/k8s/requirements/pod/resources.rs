//! Requests and limits.

use std::collections::HashMap;

use crate::model::k8s::Quantity;
use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, short};
use crate::model::k8s::requirements::part::Part;
use crate::syntax::yaml::Node;
use crate::text::Spanned;

/// The `resources` of a container or pod.
pub(crate) fn check(resources: Part<'_>, found: &mut Findings) {
    for list in ["limits", "requests"] {
        let Some(amounts) = resources.part(list) else { continue };
        for (name, amount) in amounts.fields().quantity_entries() {
            if let Some(trouble) = name_trouble(&name.value) {
                found.tell(Topic::Resource, name.span, format!("`{}` {trouble}", short(&name.value)));
            }
            amount_of(&name.value, &amount, found);
        }
    }
    let limits: HashMap<_, _> = resources
        .part("limits")
        .into_iter()
        .flat_map(|part| part.fields().quantity_entries())
        .map(|(name, limit)| (name.value, limit))
        .collect();
    for (name, request) in resources.part("requests").into_iter().flat_map(|part| part.fields().quantity_entries()) {
        let name = &*name.value;
        let is_divisible = !(is_extended(name) || name.starts_with("hugepages-"));
        let text = |list| resources.part(list).and_then(|amounts| amounts.get(name)).map_or("nothing", Node::text);
        match limits.get(name) {
            Some(limit) if is_divisible && request.value > limit.value => {
                let message =
                    format!("the request of `{name}` is {}, above its limit, {}", text("requests"), text("limits"));
                found.tell(Topic::RequestAboveLimit, request.span, message).label(limit.span, "the limit");
            }
            Some(limit) if !is_divisible && request.value != limit.value => {
                let message =
                    format!("the request of `{name}` is {}, not its limit, {}", text("requests"), text("limits"));
                found.tell(Topic::RequestAboveLimit, request.span, message).label(limit.span, "the limit");
            }
            None if !is_divisible => {
                let message = format!("there is a request of `{name}`, but no limit");
                found.tell(Topic::RequestAboveLimit, request.span, message).help("add an equal limit");
            }
            _ => {}
        }
    }
    let lists = ["limits", "requests"].map(|list| resources.part(list));
    let names = || lists.iter().flatten().flat_map(|part| part.fields().quantity_entries()).map(|(name, _)| name);
    if let Some(pages) = names().find(|name| name.value.starts_with("hugepages-"))
        && !names().any(|name| name.value == "cpu" || name.value == "memory")
    {
        found.tell(Topic::Resource, pages.span, "huge pages are asked for without `cpu` or `memory`");
    }
}

/// Why `name` is no resource of a container; `None` when it is one.
fn name_trouble(name: &str) -> Option<&'static str> {
    match name {
        "cpu" | "memory" | "ephemeral-storage" => None,
        _ if name.starts_with("hugepages-") => None,
        _ if !Grammar::Qualified.accepts(name) => Some("is no name of a resource"),
        _ if !name.contains('/') => Some("is no resource that a container can have"),
        _ if is_extended(name) || name.contains("kubernetes.io/") => None,
        _ => Some("is no name of an extended resource"),
    }
}

/// Whether `name` is a resource that Kubernetes itself does not know.
pub(crate) fn is_extended(name: &str) -> bool {
    name.contains('/') && !name.contains("kubernetes.io/") && !name.starts_with("requests.")
}

/// An amount may not be negative, and of what comes in pieces not broken.
pub(crate) fn amount_of(name: &str, amount: &Spanned<Quantity>, found: &mut Findings) {
    if amount.value.is_negative() {
        found.tell(Topic::Resource, amount.span, format!("the amount of `{}` is negative", short(name)));
    } else if is_extended(name) && !amount.value.is_whole() {
        found.tell(Topic::Resource, amount.span, format!("the amount of `{}` is not a whole number", short(name)));
    } else if let Some(size) = name.strip_prefix("hugepages-")
        && let Ok(size) = size.parse::<Quantity>()
        && !amount.value.is_multiple_of(size)
    {
        found.tell(Topic::Resource, amount.span, format!("the amount of `{name}` is not a number of whole pages"));
    }
}
