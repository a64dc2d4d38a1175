use crate::rule::prelude::*;

rule! {
    /// An image is where its makers no longer put it.
    ///
    /// It gets no more fixes there and will stop being there. `k8s.gcr.io` has been frozen since April 2023; in 2025 Bitnami moved the
    /// versioned images of `docker.io/bitnami` to `docker.io/bitnamilegacy`, without updates.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: k8s.gcr.io/pause:3.9
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
    ///       image: registry.k8s.io/pause:3.9
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
    ///       image: docker.io/bitnami/redis:7.2.4-debian-12-r9
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
    ///       image: registry.k8s.io/pause:3.10
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/deprecated-image-registry",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Image, Tag::Deprecated],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Container(check),
    };
}

/// Prefixes of image names, and what is wrong with them.
const MOVED: &[(&str, &str, &str)] = &[
    ("k8s.gcr.io/", "has been frozen since April 2023", "take it from `registry.k8s.io`"),
    ("gcr.io/google_containers/", "has been frozen since 2020", "take it from `registry.k8s.io`"),
    ("gcr.io/google-containers/", "has been frozen since 2020", "take it from `registry.k8s.io`"),
];

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let Some(image) = container.named_image() else { return };
    let reference = image.reference();
    if let Some((prefix, why, help)) = MOVED.iter().find(|(prefix, ..)| reference.name().starts_with(prefix)) {
        let place = image.part_span(0..prefix.len() - 1);
        let finding = ctx.report(place, format!("`{}` {why}", prefix.trim_end_matches('/')));
        finding.help(*help);
        // Only this registry has every image of the other one under the same name.
        if *prefix == "k8s.gcr.io/" && place != image.span() {
            let edit = Edit::replace(place, "registry.k8s.io");
            finding.fix(Fix::new(Safety::Safe, "write `registry.k8s.io`", [edit]));
        }
        return;
    }
    let is_bitnami = reference.is_on_docker_hub() && reference.repository().starts_with("bitnami/");
    if is_bitnami && reference.tag().is_some_and(|tag| tag != "latest") && reference.digest().is_none() {
        ctx.report(
            image.span(),
            format!("`{}` moved to `docker.io/bitnamilegacy` and gets no updates", reference.text()),
        )
        .help("take the image of the software's own project");
    }
}
