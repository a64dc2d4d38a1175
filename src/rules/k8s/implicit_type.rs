use crate::rule::prelude::*;

rule! {
    /// Text without quotes is not read as text by kubectl.
    ///
    /// kubectl reads YAML 1.1: `yes`, `no`, `on`, `off`, `y` and `n` are booleans, `0755` is an octal number and `1_000` a
    /// thousand. Most other tools read YAML 1.2, where these are strings or other numbers. Where a field wants a string, the API
    /// server refuses what kubectl sends.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    /// data:
    ///   colour: yes
    ///   country: NO
    ///   mask: 0022
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    /// data:
    ///   colour: "yes"
    ///   country: "NO"
    ///   mask: "0022"
    /// ```
    ///
    /// Keys change too, and nobody refuses them:
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: axes
    /// data:
    ///   x: "1"
    ///   y: "2"
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: axes
    /// data:
    ///   x: "1"
    ///   "y": "2"
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    /// data:
    ///   colour: 'on'
    ///   time: 12:30
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/implicit-type",
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
    let releases = problem.in_releases(ctx.kubernetes());
    let raw = problem.node.text();
    let (message, safety) = match &problem.kind {
        ProblemKind::WrongType { wanted, found } if problem.is_implicit() => {
            (format!("{} wants {wanted}, `{raw}` is {found} to kubectl{releases}", problem.place), Safety::Safe)
        }
        // The server takes it, under the other name.
        ProblemKind::ImplicitKey { becomes } => {
            (format!("the key `{raw}` of {} is `{becomes}` to kubectl", problem.place), Safety::Unsafe)
        }
        _ => return,
    };
    let edit = Edit::replace(problem.node.span(), format!("\"{raw}\""));
    ctx.report(problem.span, message).help("put it in quotes").fix(Fix::new(
        safety,
        format!("write `\"{raw}\"`"),
        [edit],
    ));
}
