use crate::model::k8s::Quantity;
use crate::rule::prelude::*;

rule! {
    /// An amount of a resource is so small or large that another unit must be meant.
    ///
    /// A number without a suffix is bytes of memory or whole processors, and `m` is a thousandth of either. A container with `128` bytes of
    /// memory never starts, one that asks for 500 processors fits no node.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    ///       resources:
    ///         requests:
    ///           cpu: 500
    ///           memory: 128
    ///         limits:
    ///           memory: 256m
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    ///       resources:
    ///         requests:
    ///           cpu: 500m
    ///           memory: 128Mi
    ///         limits:
    ///           memory: 256Mi
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    ///       resources:
    ///         requests:
    ///           cpu: 0.5
    ///           memory: 64M
    ///         limits:
    ///           memory: 1e9
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/suspicious-quantity",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Resources, Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Container(check),
    };
}

/// Less memory than any program needs: the smallest containers take some of it before they do anything.
const LITTLE_MEMORY: Quantity = Quantity::whole(1024 * 1024);
/// More processors than the largest machines of any cloud have.
const MANY_PROCESSORS: Quantity = Quantity::whole(2048);
/// More processors than all but a few machines have: in a round number these are most likely thousandths.
const LIKELY_THOUSANDTHS: Quantity = Quantity::whole(250);

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    for (resource, amount) in container.requests_and_limits().amounts() {
        let Some(quantity) = amount.quantity.filter(|quantity| !quantity.is_zero() && !quantity.is_negative()) else {
            continue;
        };
        let text = ctx.text(amount.span).trim_matches(['"', '\'']).to_owned();
        let (what, meant) = match &*resource.value {
            "memory" | "ephemeral-storage" if quantity < LITTLE_MEMORY => {
                (format!("{} is {}", resource.value, in_bytes(&text)), text.trim_end_matches('m').to_owned() + "Mi")
            }
            "cpu" if quantity >= LIKELY_THOUSANDTHS && (quantity > MANY_PROCESSORS || is_round(&text)) => {
                (format!("cpu is {text} processors"), format!("{text}m"))
            }
            _ => continue,
        };
        let finding = ctx.report(amount.span, format!("container {}: {what}", container.title()));
        if meant.parse::<Quantity>().is_err() {
            finding.help("write it with another suffix");
            continue;
        }
        let title = format!("write `{meant}`");
        finding.help(format!("is `{meant}` meant?"));
        finding.fix(Fix::new(Safety::Unsafe, title, [Edit::replace(amount.span, meant)]));
    }
}

/// An amount of bytes, as people say it.
fn in_bytes(text: &str) -> String {
    match text.strip_suffix('m') {
        Some(number) => format!("{number} thousandths of a byte"),
        None if text.bytes().all(|byte| byte.is_ascii_digit()) => format!("{text} bytes"),
        None => format!("`{text}`, less than a mebibyte"),
    }
}

/// Whether it is a number of hundreds or fifties without a suffix, as thousandths are.
fn is_round(text: &str) -> bool {
    text.parse::<u32>().is_ok_and(|number| number.is_multiple_of(50))
}
