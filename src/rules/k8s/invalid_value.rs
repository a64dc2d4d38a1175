use crate::model::k8s::validation::TextFormat;
use crate::rule::prelude::*;

rule! {
    /// A string is none of those that the field takes.
    ///
    /// Some fields take only certain words, spelled exactly so; others bytes in base64, or a time. The API server refuses the
    /// object for anything else.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   restartPolicy: always
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       imagePullPolicy: IfNotPresnt
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   restartPolicy: Always
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       imagePullPolicy: IfNotPresent
    /// ```
    ///
    /// `data` of a Secret is base64; `stringData` takes text as it is:
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Secret
    /// metadata:
    ///   name: login
    /// data:
    ///   user: admin!
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Secret
    /// metadata:
    ///   name: login
    /// stringData:
    ///   user: admin!
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-value",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &["kube-linter:schema-validation"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::SchemaProblem(check),
    };
}

fn check(problem: &Problem<'_>, ctx: &mut Ctx<'_>) {
    let place = &problem.place;
    let releases = problem.in_releases(ctx.kubernetes());
    match &problem.kind {
        // A value of other releases is about the releases.
        ProblemKind::InvalidValue { value, values, known, meant } if known.is_empty() => {
            let finding = ctx.report(problem.span, format!("{place} cannot be `{value}`{releases}"));
            let Some(meant) = meant else {
                finding.help(one_of(values));
                return;
            };
            let safety = if meant.eq_ignore_ascii_case(value) { Safety::Safe } else { Safety::Unsafe };
            let Some(scalar) = problem.node.as_scalar() else { return };
            let edit = Edit::replace(scalar.content_span(), *meant);
            finding.help(format!("write `{meant}`")).fix(Fix::new(safety, format!("write `{meant}`"), [edit]));
        }
        ProblemKind::InvalidFormat { format: TextFormat::Base64 } => {
            ctx.report(problem.span, format!("{place} is not base64{releases}")).help("encode it with `base64`");
        }
        ProblemKind::InvalidFormat { format: TextFormat::DateTime } => {
            ctx.report(problem.span, format!("{place} is not a time as RFC 3339 writes it{releases}"))
                .help("write it like `2024-12-31T23:59:59Z`");
        }
        _ => {}
    }
}

fn one_of(values: &[&str]) -> String {
    const SHOWN: usize = 8;
    let words: Vec<_> = values.iter().take(SHOWN).map(|value| format!("`{value}`")).collect();
    let more = if values.len() > SHOWN { ", ..." } else { "" };
    format!("write one of {}{more}", words.join(", "))
}
