use crate::rule::prelude::*;

rule! {
    /// An amount of a resource is written in a form that Kubernetes does not read.
    ///
    /// An amount is a number with one of the suffixes `n`, `u`, `m`, `k`, `M`, `G`, `T`, `P`, `E`, with `Ki`, `Mi`, `Gi`, `Ti`,
    /// `Pi`, `Ei`, or with an exponent. There is no `b` for bytes, no blank before the suffix, and case matters. The API server
    /// refuses anything else.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       resources:
    ///         requests:
    ///           memory: 128mb
    ///         limits:
    ///           memory: 1 Gi
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
    ///       image: nginx:1.27.2
    ///       resources:
    ///         requests:
    ///           memory: 128M
    ///         limits:
    ///           memory: 1Gi
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata:
    ///   name: data
    /// spec:
    ///   accessModes: [ReadWriteOnce]
    ///   resources:
    ///     requests:
    ///       storage: 1e9
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-quantity",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::SchemaProblem(check),
    };
}

fn check(problem: &Problem<'_>, ctx: &mut Ctx<'_>) {
    let ProblemKind::InvalidQuantity { value, meant } = &problem.kind else { return };
    let releases = problem.in_releases(ctx.kubernetes());
    let finding = ctx.report(problem.span, format!("{} is `{value}`, which is no quantity{releases}", problem.place));
    let Some(meant) = meant else {
        finding.help("write a number with a suffix such as `m`, `Mi` or `Gi`");
        return;
    };
    let Some(scalar) = problem.node.as_scalar() else { return };
    let edit = Edit::replace(scalar.content_span(), meant.clone());
    finding.help(format!("write `{meant}`")).fix(Fix::new(Safety::Unsafe, format!("write `{meant}`"), [edit]));
}
