use crate::rule::prelude::*;
use crate::schema::VersionSet;

rule! {
    /// A kind, a field or a value does not exist in a release that is asked for.
    ///
    /// It came with a later release, or went with an earlier one. The API server of the release asked for refuses it, or drops
    /// it without a word, and what it should do does not happen.
    ///
    /// ```toml
    /// kubernetes-version = "1.28..1.30"
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   securityContext:
    ///     appArmorProfile:
    ///       type: RuntimeDefault
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///   volumes:
    ///     - name: data
    ///       image:
    ///         reference: example.com/data:1.0
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   hostUsers: false
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/feature-not-in-target",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Schema],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::SchemaProblem(check),
    };
}

fn check(problem: &Problem<'_>, ctx: &mut Ctx<'_>) {
    let versions = problem.versions;
    match &problem.kind {
        ProblemKind::UnknownField { key, known, .. } if !known.is_empty() => {
            let what = format!("{} has no field `{key}` in Kubernetes {versions}", problem.place);
            ctx.report(problem.span, format!("{what}{}", life(*known)));
        }
        ProblemKind::InvalidValue { value, known, .. } if !known.is_empty() => {
            let what = format!("{} cannot be `{value}` in Kubernetes {versions}", problem.place);
            ctx.report(problem.span, format!("{what}{}", life(*known)));
        }
        ProblemKind::KindNotYetServed { since } => {
            let what = format!("`{}` has no {} in Kubernetes {versions}", ctx.text(problem.span), problem.place);
            ctx.report(problem.span, format!("{what}; it came with {since}"));
        }
        _ => {}
    }
}

/// When something came or went that exists in the `known` releases.
fn life(known: VersionSet) -> String {
    match (known.since(), known.until()) {
        (Some(since), None) => format!("; it came with {since}"),
        (None, Some(until)) => format!("; the last release with it is {until}"),
        _ => format!("; it exists in {known}"),
    }
}
