//! How many pods there are, and how many may be gone: autoscalers and disruption budgets.

use super::{selector, text};
use crate::model::k8s::fields::Fields;
use crate::model::k8s::object::Object;
use crate::model::k8s::selector::Selector;
use crate::text::Spanned;

/// A number of pods, or a share of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// So many.
    Count(i64),
    /// So many of a hundred.
    Percent(i64),
}

impl Amount {
    /// The amount under `name`; `None` when there is none or it says nothing of the kind.
    #[must_use]
    pub fn of(fields: Fields<'_>, name: &str) -> Option<Spanned<Self>> {
        if let Some(count) = fields.integer(name) {
            return Some(Spanned::new(Self::Count(count.value), count.span));
        }
        let text = fields.string(name)?;
        let percent = text.value.strip_suffix('%')?.parse().ok()?;
        Some(Spanned::new(Self::Percent(percent), text.span))
    }

    /// How many of `total` pods that is. Shares are rounded up, as the disruption controller does.
    #[must_use]
    pub fn of_total(self, total: i64) -> i64 {
        match self {
            Self::Count(count) => count,
            Self::Percent(percent) => (total.saturating_mul(percent)).saturating_add(99).div_euclid(100),
        }
    }
}

/// A PodDisruptionBudget.
#[derive(Debug, Clone, PartialEq)]
pub struct DisruptionBudget {
    /// The pods it is for, with the place of the key; `None` when it names none and so is for none.
    pub selector: Option<Spanned<Selector>>,
    /// How many have to stay.
    pub min_available: Option<Spanned<Amount>>,
    /// How many may be gone.
    pub max_unavailable: Option<Spanned<Amount>>,
}

impl DisruptionBudget {
    pub(super) fn of(object: Object<'_>) -> Self {
        let spec = object.spec();
        Self {
            selector: selector(spec, "selector"),
            min_available: spec.and_then(|spec| Amount::of(spec, "minAvailable")),
            max_unavailable: spec.and_then(|spec| Amount::of(spec, "maxUnavailable")),
        }
    }
}

/// What an autoscaler scales.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its apiVersion, when it is named.
    pub api_version: Option<Box<str>>,
    /// Its kind.
    pub kind: Box<str>,
    /// Its name.
    pub name: Spanned<Box<str>>,
}

/// A HorizontalPodAutoscaler, or a ScaledObject of KEDA.
#[derive(Debug, Clone, PartialEq)]
pub struct Autoscaler {
    /// What it scales.
    pub target: Option<Target>,
    /// The smallest number of pods; `None` when nothing is said.
    pub minimum: Option<Spanned<i64>>,
    /// The largest number of pods.
    pub maximum: Option<Spanned<i64>>,
    /// The resources whose use, as a share of what is requested, it goes by.
    pub metrics: Vec<UtilizationMetric>,
}

/// The use of a resource as a share of what is requested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UtilizationMetric {
    /// `cpu` or `memory`, and where that stands.
    pub resource: Spanned<Box<str>>,
    /// The only container that counts; all of them when none is named.
    pub container: Option<Box<str>>,
}

impl Autoscaler {
    pub(super) fn of(object: Object<'_>) -> Self {
        let is_keda = object.kind().value == "ScaledObject";
        let Some(spec) = object.spec() else {
            return Self { target: None, minimum: None, maximum: None, metrics: Vec::new() };
        };
        let target = spec.object("scaleTargetRef").and_then(|target| {
            let kind = target.string("kind").map(|kind| kind.value.into());
            Some(Target {
                api_version: target.string("apiVersion").map(|version| version.value.into()),
                // KEDA's default.
                kind: kind.or_else(|| is_keda.then(|| "Deployment".into()))?,
                name: text(target.string("name"))?,
            })
        });
        let (minimum, maximum) =
            if is_keda { ("minReplicaCount", "maxReplicaCount") } else { ("minReplicas", "maxReplicas") };
        let mut metrics: Vec<_> =
            spec.objects("metrics").filter_map(|item| UtilizationMetric::of(item.fields)).collect();
        if let Some(span) = spec.key_span("targetCPUUtilizationPercentage") {
            metrics.push(UtilizationMetric { resource: Spanned::new("cpu".into(), span), container: None });
        }
        Self { target, minimum: spec.integer(minimum), maximum: spec.integer(maximum), metrics }
    }
}

impl UtilizationMetric {
    fn of(metric: Fields<'_>) -> Option<Self> {
        let source = match &*metric.string("type")?.value {
            "Resource" => metric.object("resource")?,
            "ContainerResource" => metric.object("containerResource")?,
            _ => return None,
        };
        let share = source.has("targetAverageUtilization")
            || source.object("target").is_some_and(|target| target.has("averageUtilization"));
        let container = source.string("container").map(|name| name.value.into());
        share.then_some(Self { resource: text(source.string("name"))?, container })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_up() {
        let cases = [
            (Amount::Count(2), 5, 2),
            (Amount::Percent(30), 1, 1),
            (Amount::Percent(50), 3, 2),
            (Amount::Percent(100), 3, 3),
            (Amount::Percent(0), 3, 0),
        ];
        for (amount, total, expected) in cases {
            assert_eq!(amount.of_total(total), expected, "{amount:?} of {total}");
        }
    }
}
