use crate::model::k8s::Replacement;
use crate::rule::prelude::*;
use crate::schema::lifecycle::{self, Stage};

rule! {
    /// This API is deprecated.
    ///
    /// It still works in the releases that are asked for, and a later one will not serve it. The object can be moved at leisure
    /// now, or in a hurry during an upgrade.
    ///
    /// ```toml
    /// kubernetes-version = "1.28"
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: flowcontrol.apiserver.k8s.io/v1beta2
    /// kind: FlowSchema
    /// metadata:
    ///   name: batch
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: flowcontrol.apiserver.k8s.io/v1beta3
    /// kind: FlowSchema
    /// metadata:
    ///   name: batch
    /// ```
    ///
    /// Some widely used custom resources have deprecated versions too:
    ///
    /// ```yaml bad
    /// apiVersion: cert-manager.io/v1alpha2
    /// kind: Issuer
    /// metadata:
    ///   name: ca
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: cert-manager.io/v1
    /// kind: Issuer
    /// metadata:
    ///   name: ca
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/deprecated-api",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Deprecated],
        since: "0.1.0",
        also: &["kube-score:stable-version", "trivy:KSV-0107"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let Some(scalar) = object.api_version_scalar() else { return };
    let (api_version, kind) = (scalar.value(), object.kind().value);
    if let Some(life) = object.lifecycle() {
        let wanted = ctx.kubernetes();
        let is_deprecated = wanted.into_iter().any(|version| life.stage(version) == Stage::Deprecated);
        let Some(since) = life.deprecated.filter(|_| is_deprecated && object.removed_in(wanted).is_empty()) else {
            return;
        };
        let end = life.removed.map_or_else(String::new, |end| format!("; it goes with {end}"));
        let replacement = Replacement::of(life, &kind, wanted);
        let message = format!("`{kind}` of `{api_version}` is deprecated since Kubernetes {since}{end}");
        let finding = ctx.report(scalar.span(), message).help(replacement.advice);
        if let Some(right) = replacement.api_version {
            let edit = Edit::replace(scalar.content_span(), right);
            finding.fix(Fix::new(Safety::Safe, format!("write `{right}`"), [edit]));
        }
    } else if let Some(life) = lifecycle::of_project(&api_version, &kind) {
        let what = match (life.removed, life.deprecated) {
            (Some(removed), _) => format!("no longer served since {} {removed}", life.project),
            (None, Some(since)) => format!("deprecated since {} {since}", life.project),
            (None, None) => return,
        };
        ctx.report(scalar.span(), format!("`{kind}` of `{api_version}` is {what}"))
            .help(format!("write `{}`", life.replacement));
    }
}
