use std::borrow::Cow;

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
        // A value of other releases is about the releases.
        ProblemKind::InvalidValue { value, values, known, meant } if known.is_empty() => {
            let finding = ctx.report(problem.span, format!("{place} cannot be `{value}`{releases}"));
            let Some(meant) = meant else {
                finding.help(one_of(values));
                return;
            };
            let safety = if meant.eq_ignore_ascii_case(value) { Safety::Safe } else { Safety::Unsafe };
            let Some(scalar) = problem.node.as_scalar() else { return };
            let edit = Edit::replace(scalar.content_span(), meant.clone());
            finding.help(format!("write `{meant}`")).fix(Fix::new(safety, format!("write `{meant}`"), [edit]));
        }
        ProblemKind::InvalidFormat { format } => {
            let (what, help) = of_format(*format);
            ctx.report(problem.span, format!("{place} is not {what}{releases}")).help(help);
        }
        ProblemKind::Unfit { constraint } => {
            ctx.report(problem.span, format!("{place} {constraint}"));
        }
        _ => {}
    }
}

/// What a format is called, and how to write it.
const fn of_format(format: TextFormat) -> (&'static str, &'static str) {
    match format {
        TextFormat::Base64 => ("base64", "encode it with `base64`"),
        TextFormat::Date => ("a day as RFC 3339 writes it", "write it like `2024-12-31`"),
        TextFormat::DateTime => ("a time as RFC 3339 writes it", "write it like `2024-12-31T23:59:59Z`"),
        TextFormat::Ipv4 => ("an IPv4 address", "write it like `192.0.2.1`"),
        TextFormat::Ipv6 => ("an IPv6 address", "write it like `2001:db8::1`"),
        TextFormat::Cidr => ("a network in CIDR notation", "write it like `192.0.2.0/24`"),
        TextFormat::Uuid => ("a UUID", "write it like `123e4567-e89b-12d3-a456-426614174000`"),
    }
}

fn one_of(values: &[Cow<'static, str>]) -> String {
    const SHOWN: usize = 8;
    let words: Vec<_> = values.iter().take(SHOWN).map(|value| format!("`{value}`")).collect();
    let more = if values.len() > SHOWN { ", ..." } else { "" };
    format!("write one of {}{more}", words.join(", "))
}
