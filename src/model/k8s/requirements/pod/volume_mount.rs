//! Where containers mount volumes.

use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, short};
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::pod::container::Container;
use crate::model::k8s::requirements::pod::volume::stays_inside;
use crate::text::nearest;

pub(crate) fn check(container: &Container<'_, '_>, found: &mut Findings) {
    for mount in container.part.parts("volumeMounts") {
        exists(container, mount, found);
        found.required(mount, "mountPath");
        found.at_most_one(mount, &["subPath", "subPathExpr"]);
        stays_inside(mount, "subPath", found);
        stays_inside(mount, "subPathExpr", found);
        propagation(container, mount, found);
    }
    for device in container.part.parts("volumeDevices") {
        exists(container, device, found);
        found.required(device, "devicePath");
        // Devices are few, mounts only looked through where there are any.
        for (of_device, of_mount) in [("name", "name"), ("devicePath", "mountPath")] {
            let Some(text) = device.text(of_device) else { continue };
            if let Some(mount) = container.part.parts("volumeMounts").find(|mount| mount.is(of_mount, &text.value)) {
                let message = format!("`{}` is both mounted and used as a device", short(&text.value));
                found.tell(Topic::ForbiddenField, text.span, message).label(mount.span(of_mount), "mounted here");
            }
        }
    }
}

fn exists(container: &Container<'_, '_>, mount: Part<'_>, found: &mut Findings) {
    found.required(mount, "name");
    let Some(name) = mount.text("name") else { return };
    let volumes = &container.pod.volumes;
    // Controllers of other kinds may add volumes.
    if !container.pod.is_complete || volumes.has(&name.value) {
        return;
    }
    let violation =
        found.tell(Topic::UnknownVolume, name.span, format!("the pod has no volume `{}`", short(&name.value)));
    match nearest(&name.value, volumes.names()) {
        Some(meant) => violation.help(format!("write `{meant}`, or add the volume to `volumes`")),
        None => violation.help("add it to `volumes`"),
    };
}

fn propagation(container: &Container<'_, '_>, mount: Part<'_>, found: &mut Findings) {
    found.one_of_and_not_empty(mount, "mountPropagation", &["None", "HostToContainer", "Bidirectional"]);
    let is_privileged = container.part.part("securityContext").is_some_and(|context| context.is_true("privileged"));
    if mount.is("mountPropagation", "Bidirectional") && !is_privileged {
        found.tell(
            Topic::ForbiddenField,
            mount.span("mountPropagation"),
            "`mountPropagation` can be `Bidirectional` only in a privileged container",
        );
    }
    if mount.fields().string("recursiveReadOnly").is_some_and(|value| value.value != "Disabled")
        && !mount.is_true("readOnly")
    {
        found.tell(Topic::ForbiddenField, mount.key("recursiveReadOnly"), "`recursiveReadOnly` wants `readOnly: true`");
    }
}
