use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// A container runs whatever `latest` is when its image is pulled.
    ///
    /// Two pods of the same workload may then run different versions, a rollback changes nothing, and nobody can tell what runs. Tags
    /// such as `latest` are also pulled at every start.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:latest
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    ///
    /// A digest decides, whatever the tag says:
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:latest@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1
    /// ```
    ///
    /// Other tags that are moved:
    ///
    /// ```toml
    /// tags = ["latest", "stable"]
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:stable
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/latest-image-tag",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Image, Tag::Reproducibility],
        since: "0.1.0",
        also: &["kube-linter:latest-tag", "kube-score:container-image-tag", "polaris:tagNotSpecified", "trivy:KSV-0013", "checkov:CKV_K8S_14"],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Container(check),
    };
}

#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// The tags that name another image from time to time.
    tags: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { tags: vec!["latest".into()] }
    }
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let Some(image) = container.named_image() else { return };
    let reference = image.reference();
    if ctx.completion().has_image(reference.name()) {
        return;
    }
    let (Some(tag), None) = (reference.tag(), reference.digest()) else { return };
    if !ctx.options::<Options>().tags.iter().any(|moved| moved == tag) {
        return;
    }
    let message = format!("container {} runs whatever `{}` is at the time", container.title(), reference.text());
    let place = reference.tag_range().map_or(image.span(), |range| image.part_span(range));
    ctx.report(place, message).help("write the tag of a release");
}
