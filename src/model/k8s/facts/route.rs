//! Routes of the Gateway API: where they send requests.

use super::text;
use crate::model::k8s::fields::Fields;
use crate::model::k8s::object::Object;
use crate::text::Spanned;

/// The group of the Gateway API.
pub(super) const GROUP: &str = "gateway.networking.k8s.io";

/// A route of the Gateway API, such as an HTTPRoute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The Services that it sends requests to, in the order of the text.
    pub backends: Vec<RouteBackend>,
}

/// A Service that a route sends requests to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteBackend {
    /// The name of the Service.
    pub service: Spanned<Box<str>>,
    /// Its namespace, when it is not that of the route.
    pub namespace: Option<Box<str>>,
    /// The port of the Service.
    pub port: Option<Spanned<i64>>,
}

impl Route {
    pub(super) fn of(object: Object<'_>) -> Self {
        let rules = object.spec().into_iter().flat_map(|spec| spec.objects("rules"));
        let backends = rules.flat_map(|rule| rule.fields.objects("backendRefs"));
        Self { backends: backends.filter_map(|backend| RouteBackend::of(backend.fields)).collect() }
    }
}

impl RouteBackend {
    /// `None` for what is no Service.
    fn of(fields: Fields<'_>) -> Option<Self> {
        let is = |name: &str, wanted: &str| fields.string(name).is_none_or(|text| text.value == wanted);
        if !is("group", "") || !is("kind", "Service") {
            return None;
        }
        Some(Self {
            service: text(fields.string("name"))?,
            namespace: fields.string("namespace").map(|name| name.value.into()),
            port: fields.integer("port"),
        })
    }
}
