use crate::rule::prelude::*;

rule! {
    /// A volume in memory has no size, and a container has no limit of memory.
    ///
    /// What is written to it counts as memory of the containers. Without either limit, files fill the memory of the node.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    ///   volumes:
    ///     - name: cache
    ///       emptyDir:
    ///         medium: Memory
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
    ///   volumes:
    ///     - name: cache
    ///       emptyDir:
    ///         medium: Memory
    ///         sizeLimit: 64Mi
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/memory-volume-without-limit",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Resources, Tag::Availability],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let bounded = |container: Container<'_>| container.has_resources(|resources| resources.has_limit("memory"));
    if pod.main_containers().all(bounded) {
        return;
    }
    for volume in pod.fields().objects("volumes") {
        let Some(directory) = volume.fields.object("emptyDir") else { continue };
        let Some(medium) = directory.string("medium").filter(|medium| medium.value == "Memory") else { continue };
        if !directory.has("sizeLimit") {
            let name = volume.fields.string("name").map(|name| name.value).unwrap_or_default();
            ctx.report(medium.span, format!("volume `{name}` may take all memory of the node")).help("set `sizeLimit`");
        }
    }
}
