//! What containers get from their own security context and from the pod's.

use super::super::Manifest;
use super::*;
use crate::schema::Version;
use crate::syntax::yaml::Tree;

/// Looks at the only container of a pod with these security contexts.
fn with<R>(pod: &str, container: &str, look: impl FnOnce(Container<'_>) -> R) -> R {
    let text = format!(
        "apiVersion: v1\nkind: Pod\nspec:\n  securityContext: {pod}\n  containers:\n  - {{name: a, securityContext: {container}}}\n"
    );
    let tree = Tree::parse(&text);
    let manifest = Manifest::new(&tree);
    look(manifest.objects()[0].pod().and_then(|pod| pod.containers().next()).expect("a container"))
}

#[test]
fn a_container_inherits_what_it_does_not_say() {
    let pod = "{runAsUser: 7, runAsNonRoot: true, seccompProfile: {type: Unconfined}, privileged: true}";
    with(pod, "{runAsUser: 8, privileged: null, seccompProfile: null}", |container| {
        let context = container.security_context();
        assert_eq!(context.run_as_user().map(|user| user.value), Some(8));
        assert_eq!(context.run_as_non_root().map(|non_root| non_root.value), Some(true));
        assert_eq!(context.seccomp_profile().map(|profile| profile.confines()), Some(false));
        assert!(!context.is_privileged());
        assert_eq!(context.own().run_as_non_root(), None);
        assert_eq!(container.pod.security_context().run_as_user().map(|user| user.value), Some(7));
    });
}

#[test]
fn root_is_kept_out_by_a_number_or_by_the_promise() {
    for (pod, container, kept) in [
        ("{}", "{}", false),
        ("{runAsNonRoot: true}", "{}", true),
        ("{runAsNonRoot: true}", "{runAsNonRoot: false}", false),
        ("{runAsUser: 1000}", "{runAsNonRoot: false}", true),
        ("{runAsUser: 1000}", "{runAsUser: 0, runAsNonRoot: true}", false),
    ] {
        let actual = with(pod, container, |container| container.security_context().keeps_from_root());
        assert_eq!(actual, kept, "{pod} {container}");
    }
}

#[test]
fn capabilities_have_one_name_in_all_spellings() {
    with("{}", "{capabilities: {add: [cap_net_raw, CHOWN, NOPE], drop: [all]}}", |container| {
        let context = container.security_context();
        let added: Vec<_> = context.added_capabilities().collect();
        assert_eq!(added.iter().map(Capability::name).collect::<Vec<_>>(), ["NET_RAW", "CHOWN", "NOPE"]);
        assert_eq!(added.iter().map(Capability::is_known).collect::<Vec<_>>(), [true, true, false]);
        assert!(added[0].danger().is_some() && added[1].danger().is_none());
        assert_eq!(context.dropped_capabilities().map(|capability| capability.name()).collect::<Vec<_>>(), ["ALL"]);
    });
}

#[test]
fn the_standard_grows_with_releases() {
    assert!(standard::allows_sysctl("net.ipv4.tcp_rmem", Version::new(32)));
    assert!(!standard::allows_sysctl("net.ipv4.tcp_rmem", Version::new(31)));
    assert!(!standard::allows_sysctl("net/ipv4/tcp_syncookies", Version::new(34)));
    assert!(standard::allows_se_linux_type("container_engine_t", Version::new(31)));
    assert!(!standard::allows_se_linux_type("container_engine_t", Version::new(30)));
    assert!(!standard::allows_capability("CAP_CHOWN"));
}
