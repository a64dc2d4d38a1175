use crate::model::k8s::Replacement;
use crate::rule::prelude::*;

rule! {
    /// A release that is asked for does not serve this API any more.
    ///
    /// Alpha and beta versions of an API go when a better one has been there for a while. Then kubectl stops with "no matches for
    /// kind", and so does every upgrade of a cluster that still applies the object.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1beta1
    /// kind: CronJob
    /// metadata:
    ///   name: nightly
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata:
    ///   name: nightly
    /// ```
    ///
    /// Where more than the version has to change, that is told and left to people:
    ///
    /// ```yaml bad
    /// apiVersion: extensions/v1beta1
    /// kind: Ingress
    /// metadata:
    ///   name: web
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: web
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/removed-api",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Schema, Tag::Deprecated],
        since: "0.1.0",
        also: &["kube-score:stable-version", "trivy:KSV-0107"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let gone = object.removed_in(ctx.kubernetes());
    let (Some(first), Some(scalar)) = (gone.first(), object.api_version_scalar()) else { return };
    let kind = object.kind().value;
    let life = object.lifecycle();
    let since = life.and_then(|life| life.removed).unwrap_or(first);
    let replacement = life.map(|life| Replacement::of(life, &kind, ctx.kubernetes()));
    let message = format!("`{kind}` of `{}` is no longer served since Kubernetes {since}", scalar.value());
    let finding = ctx.report(scalar.span(), message);
    let Some(replacement) = replacement else { return };
    finding.help(replacement.advice);
    if let Some(right) = replacement.api_version {
        let edit = Edit::replace(scalar.content_span(), right);
        finding.fix(Fix::new(Safety::Safe, format!("write `{right}`"), [edit]));
    }
}
