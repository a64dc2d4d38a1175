use crate::model::k8s::validation::TypeName;
use crate::rule::prelude::*;
use crate::schema::IntegerFormat;
use crate::syntax::yaml::{Integer, Resolved, Scalar, Style, resolve_plain_1_1};

rule! {
    /// A value is of another type than the field.
    ///
    /// The API server refuses the whole object. Types are what kubectl makes of YAML: without quotes `8080` is a number and
    /// `true` a boolean, with quotes both are strings.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    ///   labels:
    ///     version: 1.10
    /// spec:
    ///   replicas: "2"
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27.2
    ///           env:
    ///             - name: PORT
    ///               value: 8080
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    ///   labels:
    ///     version: "1.10"
    /// spec:
    ///   replicas: 2
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27.2
    ///           env:
    ///             - name: PORT
    ///               value: "8080"
    /// ```
    ///
    /// A collection of the wrong kind, a fraction, and a number that does not fit:
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   terminationGracePeriodSeconds: 2.5
    ///   priority: 5000000000
    ///   containers:
    ///     name: web
    ///     image: nginx:1.27.2
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   terminationGracePeriodSeconds: 2
    ///   priority: 5000
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/wrong-type",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Schema],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::SchemaProblem(check),
    };
}

fn check(problem: &Problem<'_>, ctx: &mut Ctx<'_>) {
    let place = &problem.place;
    let releases = problem.in_releases(ctx.kubernetes());
    match &problem.kind {
        ProblemKind::WrongType { wanted, found } if !problem.is_implicit() => {
            let message = format!("{place} wants {wanted}, this is {found}{releases}");
            let finding = ctx.report(problem.span, message);
            let Some(scalar) = problem.node.as_scalar() else { return };
            let written = if let Some(scalar) = problem.unquoted() {
                finding.help("put it in quotes");
                Some(format!("\"{}\"", scalar.raw()))
            } else {
                without_quotes(scalar, *wanted)
            };
            if let Some(written) = written {
                let title = format!("write `{written}`");
                finding.fix(Fix::new(Safety::Safe, title, [Edit::replace(scalar.span(), written)]));
            }
        }
        ProblemKind::Fraction => {
            let message = format!("{place} wants an integer, `{}` is none{releases}", ctx.text(problem.span));
            ctx.report(problem.span, message);
        }
        ProblemKind::OutOfRange { format } => {
            let bits = if *format == IntegerFormat::Int32 { 32 } else { 64 };
            let text = ctx.text(problem.span);
            let message = format!("{place} wants an integer of {bits} bits, `{text}` does not fit{releases}");
            ctx.report(problem.span, message);
        }
        _ => {}
    }
}

/// A quoted scalar as it has to be written to be of the `wanted` type, if its text says such a value.
fn without_quotes(scalar: Scalar<'_>, wanted: TypeName) -> Option<String> {
    if !matches!(scalar.style(), Style::SingleQuoted | Style::DoubleQuoted) || scalar.node().tag().is_some() {
        return None;
    }
    match (wanted, resolve_plain_1_1(&scalar.value())) {
        (TypeName::Integer, Resolved::Integer(Integer::Signed(value))) => Some(value.to_string()),
        (TypeName::Boolean, Resolved::Bool(value)) => Some(value.to_string()),
        _ => None,
    }
}
