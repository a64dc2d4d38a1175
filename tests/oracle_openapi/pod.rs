//! Pods and their containers.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1 as core;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as Written;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use shipworthy::model::k8s::{
    Container, ContainerRole, Handler, HttpGet, PodSpec, PortReference, ProbeKind, Quantity, Resources,
};

use super::differences::Differences;
use super::security;

/// A container of a pod in the official types, with its role.
pub(crate) struct OfficialContainer {
    pub(crate) role: ContainerRole,
    pub(crate) container: core::Container,
}

/// All containers of a pod, in the order of our view.
pub(crate) fn containers(spec: &core::PodSpec) -> Vec<OfficialContainer> {
    let init = spec.init_containers.iter().flatten().map(|container| {
        let restarts = container.restart_policy.as_deref() == Some("Always");
        (if restarts { ContainerRole::Sidecar } else { ContainerRole::Init }, container.clone())
    });
    let main = spec.containers.iter().map(|container| (ContainerRole::Main, container.clone()));
    let ephemeral = spec.ephemeral_containers.iter().flatten().map(|container| {
        let value = serde_json::to_value(container).expect("what was decoded can be encoded");
        (ContainerRole::Ephemeral, serde_json::from_value(value).expect("it has the fields of a container"))
    });
    init.chain(main).chain(ephemeral).map(|(role, container)| OfficialContainer { role, container }).collect()
}

/// Everything about a pod's spec.
pub(crate) fn compare(ours: PodSpec<'_>, official: &core::PodSpec, found: &mut Differences) {
    let on = |value: Option<bool>| value == Some(true);
    found.same("hostNetwork", &ours.switched_on("hostNetwork").is_some(), &on(official.host_network));
    found.same("hostPID", &ours.switched_on("hostPID").is_some(), &on(official.host_pid));
    found.same("hostIPC", &ours.switched_on("hostIPC").is_some(), &on(official.host_ipc));
    found.same("hostUsers: false", &ours.has_own_users(), &(official.host_users == Some(false)));
    found.same("os", &ours.is_windows(), &official.os.as_ref().is_some_and(|os| os.name == "windows"));
    security::of_pod(ours.security_context(), official.security_context.as_ref(), found);
    resources(ours.requests_and_limits(), official.resources.as_ref(), found);
    volumes(ours, official, found);
    let officials = containers(official);
    let own: Vec<_> = ours.containers().collect();
    found.same("containers", &own.len(), &officials.len());
    for (ours, theirs) in own.into_iter().zip(&officials) {
        container(ours, theirs, official, found);
    }
}

fn volumes(ours: PodSpec<'_>, official: &core::PodSpec, found: &mut Differences) {
    let own: Vec<_> = ours.volumes().collect();
    let officials = official.volumes.clone().unwrap_or_default();
    found.same("volumes", &own.len(), &officials.len());
    for (ours, official) in own.into_iter().zip(&officials) {
        found.same("volume", &ours.name().map(|name| name.value.into_owned()).unwrap_or_default(), &official.name);
        let mut sources: Vec<_> = ours.sources().filter_map(|entry| Some(entry.key.as_str()?.into_owned())).collect();
        sources.sort();
        let value = serde_json::to_value(official).expect("what was decoded can be encoded");
        let keys = value.as_object().into_iter().flat_map(|fields| fields.keys()).filter(|key| *key != "name");
        let mut official_sources: Vec<_> = keys.cloned().collect();
        official_sources.sort();
        found.same("volume sources", &sources, &official_sources);
        let path = official.host_path.as_ref().map(|source| clean(&source.path));
        found.same("hostPath", &ours.host_path().map(|path| path.value), &path);
        let claim = official.persistent_volume_claim.as_ref().map(|source| source.claim_name.clone());
        found.same("claim", &ours.claim().map(|claim| claim.value.into_owned()), &claim);
    }
    mounted_paths(ours, official, found);
}

/// Which paths of the node are mounted, and how often.
fn mounted_paths(ours: PodSpec<'_>, official: &core::PodSpec, found: &mut Differences) {
    let mounted = ours.mounted_host_paths().into_iter().map(|path| (path.path.value, path.mounts.len()));
    let all = containers(official);
    let count = |volume: &core::Volume| {
        let mounts = all.iter().flat_map(|container| container.container.volume_mounts.iter().flatten());
        mounts.filter(|mount| mount.name == volume.name).count()
    };
    let paths = official.volumes.iter().flatten().filter_map(|volume| {
        Some((clean(&volume.host_path.as_ref()?.path), count(volume))).filter(|(_, count)| *count > 0)
    });
    found.same("mounted paths of the node", &mounted.collect::<Vec<_>>(), &paths.collect());
}

/// What Go's `path.Clean` makes of an absolute path, step by step.
fn clean(path: &str) -> String {
    let mut clean = std::path::PathBuf::from("/");
    for part in std::path::Path::new(path).components() {
        match part {
            std::path::Component::Normal(name) => clean.push(name),
            std::path::Component::ParentDir => {
                clean.pop();
            }
            _ => {}
        }
    }
    clean.display().to_string()
}

fn container(ours: Container<'_>, official: &OfficialContainer, pod: &core::PodSpec, found: &mut Differences) {
    let OfficialContainer { role, container: official } = official;
    found.same("role", &ours.role, role);
    found.same("name", &ours.name().map(|name| name.value.into_owned()).unwrap_or_default(), &official.name);
    found.same("image", &ours.image().map(|image| image.value.into_owned()), &official.image);
    let ports: Vec<_> = ours
        .ports()
        .map(|port| {
            let name = port.name().map(|name| name.value.into_owned());
            (port.number().map(|number| number.value), name, port.protocol().into_owned(), port.is_tcp())
        })
        .collect();
    let official_ports = official.ports.iter().flatten().map(|port| {
        let protocol = port.protocol.clone().unwrap_or_else(|| "TCP".to_owned());
        (Some(i64::from(port.container_port)), port.name.clone(), protocol.clone(), protocol == "TCP")
    });
    found.same("ports", &ports, &official_ports.collect());
    let mounts: Vec<_> = ours
        .mounts()
        .map(|mount| (mount.volume().map(|name| name.value.into_owned()).unwrap_or_default(), mount.is_read_only()))
        .collect();
    let official_mounts = official.volume_mounts.iter().flatten();
    let official_mounts = official_mounts.map(|mount| (mount.name.clone(), mount.read_only == Some(true)));
    found.same("mounts", &mounts, &official_mounts.collect());
    resources(ours.requests_and_limits(), official.resources.as_ref(), found);
    let probes = [&official.liveness_probe, &official.readiness_probe, &official.startup_probe];
    for (kind, probe) in ProbeKind::ALL.into_iter().zip(probes) {
        let own = ours.probe(kind);
        found.same(kind.name(), &own.is_some(), &probe.is_some());
        let (Some(own), Some(probe)) = (own, probe) else { continue };
        found.same("handler", &own.handler(), &handler(probe, official));
        let number = |number: Option<i32>, default| number.filter(|number| *number != 0).map_or(default, i64::from);
        let patience = number(probe.failure_threshold, 3) * number(probe.period_seconds, 10);
        found.same("patience", &own.patience(), &patience);
    }
    security::of_container(
        ours.security_context(),
        official.security_context.as_ref(),
        pod.security_context.as_ref(),
        found,
    );
}

/// A port, by the number that the container gives to its name.
fn port(port: &IntOrString, container: &core::Container) -> Option<PortReference<'static>> {
    Some(match port {
        IntOrString::Int(number) => PortReference::Number(i64::from(*number)),
        IntOrString::String(name) => {
            let declared = container.ports.iter().flatten().find(|port| port.name.as_ref() == Some(name));
            declared.map_or_else(
                || PortReference::Name(name.clone().into()),
                |port| PortReference::Number(i64::from(port.container_port)),
            )
        }
    })
}

fn handler(probe: &core::Probe, container: &core::Container) -> Option<Handler<'static>> {
    let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty()).map(Into::into);
    if let Some(exec) = &probe.exec {
        return Some(Handler::Exec(exec.command.iter().flatten().map(|word| word.clone().into()).collect()));
    }
    if let Some(get) = &probe.http_get {
        let headers = get.http_headers.iter().flatten();
        return Some(Handler::HttpGet(HttpGet {
            host: text(&get.host),
            path: text(&get.path).unwrap_or("/".into()),
            port: port(&get.port, container),
            is_https: get.scheme.as_deref() == Some("HTTPS"),
            headers: headers.map(|header| (header.name.clone().into(), header.value.clone().into())).collect(),
        }));
    }
    if let Some(socket) = &probe.tcp_socket {
        return Some(Handler::TcpSocket { host: text(&socket.host), port: port(&socket.port, container) });
    }
    let grpc = probe.grpc.as_ref()?;
    Some(Handler::Grpc { port: Some(i64::from(grpc.port)), service: text(&grpc.service) })
}

fn resources(ours: Resources<'_>, official: Option<&core::ResourceRequirements>, found: &mut Differences) {
    let lists = [
        ("requests", official.and_then(|resources| resources.requests.clone()).unwrap_or_default()),
        ("limits", official.and_then(|resources| resources.limits.clone()).unwrap_or_default()),
    ];
    let mut all = 0;
    for (list, amounts) in &lists {
        for (name, amount) in amounts {
            let own = if *list == "requests" { ours.request(name) } else { ours.limit(name) };
            found.same(&format!("{list} of {name}"), &own.and_then(|amount| amount.quantity), &exact(amount));
            all += 1;
        }
    }
    found.same("number of amounts", &ours.amounts().count(), &all);
    let [(_, requests), (_, limits)] = &lists;
    for name in ["cpu", "memory"] {
        let is_set =
            |list: &BTreeMap<String, Written>| list.get(name).map(|amount| exact(amount) != Some(Quantity::ZERO));
        found.same("has a limit", &ours.has_limit(name), &is_set(limits).unwrap_or(false));
        // Defaulting copies the limit when there is no request.
        let requests = is_set(requests).or_else(|| is_set(limits)).unwrap_or(false);
        found.same("has a request", &ours.has_request(name), &requests);
    }
}

/// The amount in billionths, by the definition of the grammar: digits, a point, and one factor.
pub(crate) fn exact(written: &Written) -> Option<Quantity> {
    let text = written.0.trim();
    let at = text.find(|c: char| !c.is_ascii_digit() && !"+-.".contains(c)).unwrap_or(text.len());
    let (number, suffix) = text.split_at(at);
    let (factor, divisor): (i128, i128) = match suffix {
        "" => (1, 1),
        "n" => (1, 1_000_000_000),
        "u" => (1, 1_000_000),
        "m" => (1, 1_000),
        "k" => (1_000, 1),
        "M" => (1_000_000, 1),
        "G" => (1_000_000_000, 1),
        "T" => (1_000_000_000_000, 1),
        "Ki" => (1 << 10, 1),
        "Mi" => (1 << 20, 1),
        "Gi" => (1 << 30, 1),
        "Ti" => (1 << 40, 1),
        _ => match suffix.strip_prefix(['e', 'E'])?.parse().ok()? {
            power @ 0..=12 => (10_i128.pow(power), 1),
            _ => return None,
        },
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scale = 10_i128.pow(u32::try_from(fraction.len()).ok()?) * divisor;
    let nanos = digits * factor * 1_000_000_000;
    // What is below a billionth is rounded away from zero.
    let rounded = nanos / scale + (nanos % scale).signum();
    format!("{rounded}n").parse().ok()
}
