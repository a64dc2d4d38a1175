use crate::rule::prelude::*;

rule! {
    /// A required field is missing.
    ///
    /// The API server refuses the object. A field whose value is null is as good as none.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - image: nginx:1.27.2
    ///           ports:
    ///             - name: http
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
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
    ///           ports:
    ///             - name: http
    ///               containerPort: 8080
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-field",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Schema],
        since: "0.1.0",
        also: &["kube-linter:schema-validation"],
        fix: None,
        options: None,
        check: Check::SchemaProblem(check),
    };
}

fn check(problem: &Problem<'_>, ctx: &mut Ctx<'_>) {
    let ProblemKind::MissingField { field } = &problem.kind else { return };
    let completion = ctx.completion();
    if field == "selector" && completion.selectors || field == "namespace" && completion.namespace {
        return;
    }
    let releases = problem.in_releases(ctx.kubernetes());
    ctx.report(problem.span, format!("{} lacks `{field}`, which is required{releases}", problem.place))
        .help(format!("add `{field}`"));
}
