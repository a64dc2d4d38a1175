use crate::model::k8s::Metadata;
use crate::rule::prelude::*;

rule! {
    /// A claim leaves it to the cluster what kind of storage it gets.
    ///
    /// Clusters have different defaults, or none, and then the claim waits for ever.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata:
    ///   name: data
    /// spec:
    ///   accessModes: [ReadWriteOnce]
    ///   resources:
    ///     requests:
    ///       storage: 10Gi
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata:
    ///   name: data
    /// spec:
    ///   storageClassName: fast
    ///   accessModes: [ReadWriteOnce]
    ///   resources:
    ///     requests:
    ///       storage: 10Gi
    /// ```
    ///
    /// A claim that names its volume, or asks for none to be made, has chosen:
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata:
    ///   name: data
    /// spec:
    ///   volumeName: data-1
    ///   accessModes: [ReadWriteOnce]
    ///   resources:
    ///     requests:
    ///       storage: 10Gi
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/claim-without-storage-class",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if object.is(&[""], "PersistentVolumeClaim") {
        claim(object.fields(), object.name_span(), ctx);
    } else if object.is(&["apps"], "StatefulSet") {
        let templates = object.spec().into_iter().flat_map(|spec| spec.objects("volumeClaimTemplates"));
        for template in templates {
            let name = Metadata::of(template.fields).name();
            claim(template.fields, name.map_or_else(|| template.fields.span(), |name| name.span), ctx);
        }
    }
}

fn claim(fields: Fields<'_>, place: Span, ctx: &mut Ctx<'_>) {
    const ANNOTATION: &str = "volume.beta.kubernetes.io/storage-class";
    let Some(spec) = fields.object("spec") else { return };
    let chosen = spec.has("storageClassName") || spec.has("volumeName");
    if !chosen && Metadata::of(fields).annotation(ANNOTATION).is_none() {
        ctx.report(place, "the claim has no `storageClassName`").help("set `storageClassName`");
    }
}
