use crate::rule::prelude::*;
use crate::schema::{Kind, Scope};

rule! {
    /// An object that lives in no namespace is given one.
    ///
    /// The API server ignores the namespace. Who reads the manifest may take the object for something that is separate in each
    /// namespace, while there is one for the whole cluster.
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: ClusterRole
    /// metadata:
    ///   name: reader
    ///   namespace: shop
    /// rules: []
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: ClusterRole
    /// metadata:
    ///   name: reader
    /// rules: []
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/namespace-on-cluster-scoped",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Clarity],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if object.schema().and_then(Kind::scope) != Some(Scope::Cluster) {
        return;
    }
    let Some(namespace) = object.metadata().namespace().filter(|namespace| !namespace.value.is_empty()) else { return };
    let message = format!("`{}` lives in no namespace, `{}` is ignored", object.kind().value, namespace.value);
    ctx.report(namespace.span, message).help("remove `namespace`");
}
