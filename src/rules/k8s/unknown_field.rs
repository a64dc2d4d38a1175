use crate::rule::prelude::*;

rule! {
    /// A key is no field of the object.
    ///
    /// The API server refuses an object with a field that it does not know, and where it is asked not to, it drops the field
    /// without a word: what was asked for does not happen.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   replica: 2
    ///   selector:
    ///     matchlabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27.2
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
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
    /// ```
    ///
    /// Where a key is right and only stands in the wrong place, that place is named:
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   securityContext:
    ///     readOnlyRootFilesystem: true
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       limits:
    ///         memory: 64Mi
    ///       restartPolicy: Always
    ///       hostNetwork: true
    /// ```
    ///
    /// Custom resources are checked by the CustomResourceDefinitions among the files of the run, and by what `--schema` points
    /// at. Objects of kinds without a schema are left alone:
    ///
    /// ```yaml good
    /// apiVersion: example.com/v1
    /// kind: Website
    /// metadata:
    ///   name: web
    /// replica: 2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/unknown-field",
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
    let ProblemKind::UnknownField { key, known, meant } = &problem.kind else { return };
    // Known to other releases: that is about the releases, not about the key.
    if !known.is_empty() {
        return;
    }
    let finding = ctx.report(problem.span, format!("{} has no field `{key}`", problem.place));
    match meant {
        None => {}
        Some(Meant::Field { name, case_only }) => {
            let safety = if *case_only { Safety::Safe } else { Safety::Unsafe };
            let edit = Edit::replace(problem.span, name.clone());
            finding.help(format!("write `{name}`")).fix(Fix::new(safety, format!("write `{name}`"), [edit]));
        }
        Some(Meant::Outward { place }) => {
            finding.help(format!("move it out to {place}"));
        }
        Some(Meant::Elsewhere { path }) => {
            finding.help(format!("move it into `{path}`"));
        }
    }
}
