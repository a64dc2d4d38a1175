use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// An image comes from a registry that is not trusted.
    ///
    /// What is built on an image, or takes files from it, trusts whoever can push it. The rule is silent until it is told
    /// which registries are trusted: by this option, or by `trusted-registries` at the top of `shipworthy.toml`.
    ///
    /// ```toml
    /// registries = ["docker.io/library", "*.example.com", "ghcr.io/team"]
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM quay.io/team/base:1
    /// COPY --from=ghcr.io/teams/tool:2 /tool /bin/
    /// RUN --mount=type=bind,from=bitnami/kubectl:1.34,target=/k /k/bin/kubectl version
    /// ```
    ///
    /// An entry is a registry, or a registry and the beginning of a path; `*` stands for any characters of one part. Images
    /// without a registry are on `docker.io`, those without a path there in `docker.io/library`.
    ///
    /// ```dockerfile good
    /// FROM node:24 AS build
    /// FROM ghcr.io/team/base:1
    /// COPY --from=build /app /app
    /// COPY --from=registry.example.com/any/tool:2 /tool /bin/
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/untrusted-registry",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Image, Tag::Security],
        since: "0.1.0",
        also: &["hadolint:DL3026", "tally:DL3026"],
        fix: None,
        options: Some(OptionSpec::of::<Options>().shared(&[("trusted-registries", "registries")])),
        check: Check::Instruction(check),
    };
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// The registries, or registries with the beginning of a path, that images may come from; `*` stands for any
    /// characters but a slash. Empty: from anywhere.
    registries: Vec<String>,
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let trusted = &ctx.options::<Options>().registries;
    if trusted.is_empty() {
        return;
    }
    let list = trusted.join("`, `");
    let is_untrusted = |image: &ImageReference<'_>| !trusted.iter().any(|entry| covers(entry, image));
    let images = instruction.images();
    let untrusted: Vec<_> = images
        .iter()
        .filter(|image| image.has_certain_name() && image.may_be_valid() && is_untrusted(&image.reference()))
        .collect();
    for image in untrusted {
        let reference = image.reference();
        let (registry, repository) = (reference.effective_registry(), reference.repository());
        let message = format!("`{registry}/{repository}` is not from a trusted registry");
        ctx.report(image.part_span(reference.name_range()), message).help(format!("trusted are `{list}`"));
    }
}

/// Whether `entry`, a registry and perhaps the beginning of a path, holds `image`.
fn covers(entry: &str, image: &ImageReference<'_>) -> bool {
    const DOCKER_HUB: &[&str] = &["docker.io", "index.docker.io", "registry-1.docker.io", "hub.docker.com"];
    let own = [image.effective_registry()];
    let names = if image.is_on_docker_hub() { DOCKER_HUB } else { &own };
    let path: Vec<_> = match image.official_name() {
        Some(name) => vec!["library", name],
        None => image.repository().split('/').collect(),
    };
    let mut parts = entry.trim_end_matches('/').split('/');
    let registry = parts.next().unwrap_or_default();
    let mut path = path.into_iter();
    names.iter().any(|name| is_match(registry, name))
        && parts.all(|part| path.next().is_some_and(|own| is_match(part, own)))
}

/// Whether `text` is what `pattern` says, without regard to case.
fn is_match(pattern: &str, text: &str) -> bool {
    matches_wildcard(&pattern.to_ascii_lowercase(), &text.to_ascii_lowercase())
}
