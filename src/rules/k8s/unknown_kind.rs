use crate::model::k8s::UnknownKind;
use crate::rule::prelude::*;

rule! {
    /// No release of Kubernetes knows this kind.
    ///
    /// The apiVersion is one of Kubernetes' own, so no custom resource can define the kind: kubectl stops with "no matches for
    /// kind".
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deploymnt
    /// metadata:
    ///   name: web
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// ```
    ///
    /// A kind in the wrong group or version:
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// ```
    ///
    /// Kinds of other groups may come with a custom resource definition:
    ///
    /// ```yaml good
    /// apiVersion: serving.knative.dev/v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/unknown-kind",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Schema],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let Some(unknown) = object.unknown_kind() else { return };
    let (Some(api_version), Some(kind)) = (object.api_version_scalar(), object.kind_scalar()) else { return };
    let message = format!("`{}` has no kind `{}`", api_version.value(), kind.value());
    match unknown {
        UnknownKind::Kind(None) => {
            ctx.report(kind.span(), message);
        }
        UnknownKind::Kind(Some(meant)) => {
            let name = meant.name();
            let safety = if kind.value().eq_ignore_ascii_case(name) { Safety::Safe } else { Safety::Unsafe };
            let edit = Edit::replace(kind.content_span(), name);
            ctx.report(kind.span(), message).help(format!("write `{name}`")).fix(Fix::new(
                safety,
                format!("write `{name}`"),
                [edit],
            ));
        }
        UnknownKind::ApiVersion(meant) => {
            let right = meant.api_version();
            let edit = Edit::replace(api_version.content_span(), right);
            ctx.report(api_version.span(), message).help(format!("write `{right}`, which has it")).fix(Fix::new(
                Safety::Unsafe,
                format!("write `{right}`"),
                [edit],
            ));
        }
    }
}
