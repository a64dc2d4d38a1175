use crate::rule::prelude::*;
use crate::syntax::yaml;

rule! {
    /// This is not YAML.
    ///
    /// kubectl stops at the first such place and applies nothing of the document. Everything that can be read around it is
    /// still checked here, so that one mistake does not hide another.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    ///    namespace: web
    /// data:
    ///   greeting: "hello
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    /// 	name: web
    /// spec:
    ///   ports: [{port: 80}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    ///   namespace: web
    /// data:
    ///   greeting: "hello"
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-yaml",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Schema],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::YamlError(check),
    };
}

fn check(error: &yaml::Error<'_>, ctx: &mut Ctx<'_>) {
    let label = error.label();
    let finding = ctx.report(error.span, error.to_string());
    if let Some(help) = error.help() {
        finding.help(help);
    }
    if let Some(label) = label {
        finding.label(label.span, label.message);
    }
}
