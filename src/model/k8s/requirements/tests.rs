//! What the API server says of one small change after the other, area by area.

use super::{Topic, Topics, violations};
use crate::model::k8s::Manifest;
use crate::schema::Version;
use crate::syntax::yaml::Tree;

/// The topics of what is wrong in `text`, each with the text where it is told.
fn told(text: &str) -> Vec<(Topic, String)> {
    let tree = Tree::parse(text);
    let manifest = Manifest::new(&tree);
    let objects = manifest.objects().iter();
    let found = objects.flat_map(|object| violations(*object, Version::NEWEST.into(), Topics::ALL));
    found.map(|violation| (violation.topic, violation.span.slice(text).to_owned())).collect()
}

/// Each text is wrong just in this way and place, or not at all.
#[track_caller]
fn check(build: impl Fn(&str) -> String, cases: &[(&str, &[(Topic, &str)])]) {
    for (part, expected) in cases {
        let text = build(part);
        let told = told(&text);
        let told: Vec<_> = told.iter().map(|(topic, place)| (*topic, &**place)).collect();
        assert_eq!(told, *expected, "{text}");
    }
}

fn pod(spec: &str) -> String {
    format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {{containers: [{{name: c, image: i}}], {spec}}}\n")
}

fn container(fields: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {{volumes: [{{name: v}}], containers: [{{name: c, image: i, {fields}}}]}}\n"
    )
}

fn object(api_version: &str, kind: &str, rest: &str) -> String {
    format!("apiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: a}}\n{rest}\n")
}

#[test]
fn metadata() {
    let build = |metadata: &str| format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{{metadata}}}\n");
    check(
        build,
        &[
            ("name: a.b-c", &[]),
            ("generateName: a-", &[]),
            ("", &[(Topic::MissingName, "metadata")]),
            ("name: ''", &[(Topic::MissingName, "name")]),
            ("name: a_b", &[(Topic::Name, "a_b")]),
            ("generateName: A-", &[(Topic::Name, "A-")]),
            ("name: a, namespace: a.b", &[(Topic::Name, "a.b")]),
            ("name: a, labels: {a b: c}", &[(Topic::Label, "a b")]),
            ("name: a, labels: {b: c d}", &[(Topic::Label, "c d")]),
            ("name: a, labels: {b: }", &[]),
            ("name: a, annotations: {A.b/c: 'x y', d e: f}", &[(Topic::Label, "d e")]),
            ("name: a, finalizers: [foregroundDeletion, a.b/c, d]", &[(Topic::Name, "d")]),
        ],
    );
    assert_eq!(told("apiVersion: v1\nkind: Service\nmetadata: {name: 1a}\nspec: {clusterIP: None}\n").len(), 1);
    assert_eq!(told("apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: A}\nspec: {}\n"), []);
    assert_eq!(told("apiVersion: v1\nkind: ConfigMapList\nitems: []\n"), []);
    assert_eq!(told("apiVersion: example.com/v1\nkind: Thing\n"), []);
}

#[test]
fn pods() {
    check(
        pod,
        &[
            ("hostname: a, subdomain: b, nodeSelector: {a: b}", &[]),
            ("hostname: a.b", &[(Topic::Name, "a.b")]),
            ("serviceAccountName: a_b", &[(Topic::Name, "a_b")]),
            ("nodeSelector: {a: 'b c'}", &[(Topic::Label, "'b c'")]),
            ("initContainers: [{name: c, image: i}]", &[(Topic::DuplicateContainer, "c")]),
            ("initContainers: [{name: d, image: i, livenessProbe: {}}]", &[(Topic::ForbiddenField, "livenessProbe")]),
            (
                "initContainers: [{name: d, image: i, restartPolicy: Always, livenessProbe: {tcpSocket: {port: 1}}}]",
                &[],
            ),
            ("ephemeralContainers: [{name: d, image: i}]", &[(Topic::ForbiddenField, "ephemeralContainers")]),
            ("activeDeadlineSeconds: 0", &[(Topic::Number, "0")]),
            ("dnsPolicy: None", &[(Topic::MissingValue, "dnsPolicy")]),
            ("dnsPolicy: None, dnsConfig: {nameservers: [1.1.1.1], searches: [_a.b, .]}", &[]),
            ("dnsConfig: {nameservers: [one]}", &[(Topic::Address, "one")]),
            ("hostAliases: [{ip: 010.0.0.1, hostnames: [A]}]", &[(Topic::Address, "A")]),
            ("hostPID: true, shareProcessNamespace: true", &[(Topic::ForbiddenField, "shareProcessNamespace")]),
            ("hostUsers: false, hostIPC: true", &[(Topic::ForbiddenField, "hostIPC")]),
            ("securityContext: {runAsUser: -1}", &[(Topic::Number, "-1")]),
            ("securityContext: {seccompProfile: {type: Localhost}}", &[(Topic::MissingValue, "seccompProfile")]),
            ("securityContext: {sysctls: [{name: a..b, value: c}]}", &[(Topic::Name, "a..b")]),
        ],
    );
}

#[test]
fn scheduling() {
    let affinity = "affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution:";
    check(
        pod,
        &[
            ("tolerations: [{operator: Exists}, {key: a, value: b, effect: NoExecute, tolerationSeconds: 0}]", &[]),
            ("tolerations: [{operator: Equal}]", &[(Topic::Selector, "Equal")]),
            ("tolerations: [{key: a, operator: Exists, value: b}]", &[(Topic::Selector, "b")]),
            ("tolerations: [{key: a, operator: Is}]", &[(Topic::UnsupportedValue, "Is")]),
            ("tolerations: [{key: a, tolerationSeconds: 1}]", &[(Topic::ForbiddenField, "tolerationSeconds")]),
            (
                "topologySpreadConstraints: [{maxSkew: 0, topologyKey: a, whenUnsatisfiable: DoNotSchedule}]",
                &[(Topic::Number, "0")],
            ),
            (
                "topologySpreadConstraints: [{maxSkew: 1, topologyKey: '', whenUnsatisfiable: DoNotSchedule}]",
                &[(Topic::MissingValue, "topologyKey")],
            ),
            (&format!("{affinity} [{{weight: 1, podAffinityTerm: {{topologyKey: a/b}}}}]}}}}"), &[]),
            (
                &format!("{affinity} [{{weight: 101, podAffinityTerm: {{topologyKey: a/b}}}}]}}}}"),
                &[(Topic::Number, "101")],
            ),
            (
                "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}}}",
                &[(Topic::MissingValue, "nodeSelectorTerms")],
            ),
        ],
    );
}

#[test]
fn containers() {
    check(
        container,
        &[
            ("ports: [{containerPort: 65535, name: http}, {containerPort: 1, name: http2}]", &[]),
            ("ports: [{containerPort: 65536}]", &[(Topic::Port, "65536")]),
            ("ports: [{containerPort: 1, name: '80'}]", &[(Topic::Port, "'80'")]),
            ("ports: [{containerPort: 1, name: a}, {containerPort: 2, name: a}]", &[(Topic::DuplicatePort, "a")]),
            (
                "ports: [{containerPort: 1, hostPort: 8}, {containerPort: 2, hostPort: 8}, {containerPort: 3, hostPort: 8, protocol: UDP}]",
                &[(Topic::DuplicatePort, "8")],
            ),
            ("env: [{name: a, value: b}, {name: c d}, {name: a}]", &[]),
            ("env: [{name: a=b}]", &[(Topic::Name, "a=b")]),
            ("env: [{name: a, valueFrom: {}}]", &[(Topic::MissingValue, "valueFrom")]),
            ("env: [{name: a, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]", &[]),
            ("env: [{name: a, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['b']\"}}}]", &[]),
            (
                "env: [{name: a, valueFrom: {fieldRef: {fieldPath: metadata.labels}}}]",
                &[(Topic::UnsupportedValue, "metadata.labels")],
            ),
            ("env: [{name: a, valueFrom: {secretKeyRef: {name: B, key: c}}}]", &[(Topic::Name, "B")]),
            ("env: [{name: a, value: '', valueFrom: {secretKeyRef: {name: b, key: c}}}]", &[]),
            (
                "env: [{name: a, value: b, valueFrom: {secretKeyRef: {name: b, key: c}}}]",
                &[(Topic::ForbiddenField, "valueFrom")],
            ),
            ("envFrom: [{secretRef: {name: a}, configMapRef: {name: b}}]", &[(Topic::ForbiddenField, "secretRef")]),
            ("volumeMounts: [{name: v, mountPath: /a, subPath: b/c}]", &[]),
            ("volumeMounts: [{name: w, mountPath: /a}]", &[(Topic::UnknownVolume, "w")]),
            ("volumeMounts: [{name: v, mountPath: /a, subPath: /b}]", &[(Topic::Path, "/b")]),
            ("volumeMounts: [{name: v, mountPath: /a, subPath: b/../c}]", &[(Topic::Path, "b/../c")]),
            (
                "volumeMounts: [{name: v, mountPath: /a, mountPropagation: Bidirectional}]",
                &[(Topic::ForbiddenField, "Bidirectional")],
            ),
            (
                "securityContext: {allowPrivilegeEscalation: false, privileged: true}",
                &[(Topic::ForbiddenField, "false")],
            ),
            ("securityContext: {allowPrivilegeEscalation: false, capabilities: {add: [SYS_ADMIN]}}", &[]),
            ("securityContext: {procMount: Unmasked}", &[(Topic::ForbiddenField, "Unmasked")]),
        ],
    );
}

#[test]
fn probes() {
    check(
        container,
        &[
            ("livenessProbe: {httpGet: {port: http}}", &[]),
            ("livenessProbe: {httpGet: {port: '80'}}", &[(Topic::Port, "'80'")]),
            ("livenessProbe: {httpGet: {port: 0}}", &[(Topic::Port, "0")]),
            ("livenessProbe: {}", &[(Topic::Probe, "livenessProbe")]),
            ("livenessProbe: {exec: {command: [a]}, tcpSocket: {port: 1}}", &[(Topic::Probe, "tcpSocket")]),
            ("livenessProbe: {exec: {command: []}}", &[(Topic::MissingValue, "command")]),
            ("livenessProbe: {exec: {command: [a]}, successThreshold: 2}", &[(Topic::Probe, "2")]),
            ("readinessProbe: {exec: {command: [a]}, successThreshold: 2}", &[]),
            ("readinessProbe: {exec: {command: [a]}, periodSeconds: -1}", &[(Topic::Number, "-1")]),
            (
                "readinessProbe: {exec: {command: [a]}, terminationGracePeriodSeconds: 1}",
                &[(Topic::ForbiddenField, "terminationGracePeriodSeconds")],
            ),
            ("lifecycle: {preStop: {sleep: {seconds: 1}}}", &[]),
            ("lifecycle: {preStop: {}}", &[(Topic::Probe, "preStop")]),
        ],
    );
}

#[test]
fn resources() {
    let build = |resources: &str| container(&format!("resources: {{{resources}}}"));
    check(
        build,
        &[
            ("requests: {cpu: 500m, memory: 1024Mi}, limits: {cpu: 0.5, memory: 1Gi}", &[]),
            ("requests: {cpu: 501m}, limits: {cpu: 0.5}", &[(Topic::RequestAboveLimit, "501m")]),
            ("requests: {cpu: 1}, limits: {cpu: }", &[(Topic::RequestAboveLimit, "1")]),
            ("limits: {a.b/gpu: 1}", &[]),
            ("requests: {a.b/gpu: 1}", &[(Topic::RequestAboveLimit, "1")]),
            ("limits: {a.b/gpu: 500m}", &[(Topic::Resource, "500m")]),
            ("limits: {gpu: 1}", &[(Topic::Resource, "gpu")]),
            ("limits: {cpu: -1}", &[(Topic::Resource, "-1")]),
            ("limits: {hugepages-2Mi: 4Mi}", &[(Topic::Resource, "hugepages-2Mi")]),
            ("limits: {cpu: 1, hugepages-2Mi: 3Mi}", &[(Topic::Resource, "3Mi")]),
        ],
    );
}

#[test]
fn volumes() {
    let build = |volume: &str| pod(&format!("volumes: [{{{volume}}}]"));
    check(
        build,
        &[
            ("name: a", &[]),
            ("name: A", &[(Topic::Name, "A")]),
            ("name: a, emptyDir: {}, hostPath: {path: /}", &[(Topic::ForbiddenField, "hostPath")]),
            ("name: a, hostPath: {path: /a/../b}", &[(Topic::Path, "/a/../b")]),
            ("name: a, secret: {}", &[(Topic::MissingValue, "secret")]),
            ("name: a, configMap: {name: b, defaultMode: 0777}", &[]),
            ("name: a, configMap: {name: b, defaultMode: 777}", &[(Topic::Number, "777")]),
            ("name: a, nfs: {server: b, path: c}", &[(Topic::Path, "c")]),
            ("name: a, nfs: {server: '', path: /c}", &[(Topic::MissingValue, "server")]),
            ("name: a, projected: {sources: [{}]}", &[(Topic::MissingValue, "{}")]),
            (
                "name: a, projected: {sources: [{serviceAccountToken: {path: b, expirationSeconds: 599}}]}",
                &[(Topic::Number, "599")],
            ),
            (
                "name: a, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce]}}}",
                &[(Topic::MissingValue, "spec")],
            ),
        ],
    );
}

#[test]
fn workloads() {
    let template = "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}";
    let deployment = |spec: &str| object("apps/v1", "Deployment", &format!("spec: {{{template}, {spec}}}"));
    let selector = "selector: {matchLabels: {a: b}}";
    check(
        deployment,
        &[
            (selector, &[]),
            ("selector: {}", &[(Topic::SelectorMismatch, "selector")]),
            ("selector: {matchLabels: {a: c}}", &[(Topic::SelectorMismatch, "selector")]),
            ("selector: {matchExpressions: [{key: a, operator: In, values: [b, c]}]}", &[]),
            (
                "selector: {matchExpressions: [{key: a, operator: In}]}",
                &[(Topic::Selector, "In"), (Topic::SelectorMismatch, "selector")],
            ),
            (&format!("{selector}, replicas: -1"), &[(Topic::Number, "-1")]),
            (
                &format!("{selector}, strategy: {{type: Recreate, rollingUpdate: {{}}}}"),
                &[(Topic::ForbiddenField, "rollingUpdate")],
            ),
            (&format!("{selector}, strategy: {{rollingUpdate: {{maxSurge: 0}}}}"), &[]),
            (
                &format!("{selector}, strategy: {{rollingUpdate: {{maxSurge: 0, maxUnavailable: 0%}}}}"),
                &[(Topic::Number, "0%")],
            ),
            (&format!("{selector}, strategy: {{rollingUpdate: {{maxUnavailable: half}}}}"), &[(Topic::Number, "half")]),
        ],
    );
    let daemon_set = |rolling: &str| {
        let strategy = format!("updateStrategy: {{rollingUpdate: {{{rolling}}}}}");
        object("apps/v1", "DaemonSet", &format!("spec: {{{template}, {selector}, {strategy}}}"))
    };
    check(
        daemon_set,
        &[
            ("maxSurge: 1, maxUnavailable: 0", &[]),
            ("maxSurge: 1", &[(Topic::ForbiddenField, "maxSurge")]),
            ("maxUnavailable: 0", &[(Topic::Number, "0")]),
        ],
    );
    let mounts = "containers: [{name: c, image: i, volumeMounts: [{name: data, mountPath: /d}]}]";
    let claims = "volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]";
    let template = format!("template: {{metadata: {{labels: {{a: b}}}}, spec: {{{mounts}}}}}");
    let text = object("apps/v1", "StatefulSet", &format!("spec: {{{selector}, {template}, {claims}}}"));
    assert_eq!(told(&text), []);
}

#[test]
fn jobs() {
    let pod = "spec: {restartPolicy: Never, containers: [{name: c, image: i}]}";
    let job = |spec: &str| object("batch/v1", "Job", &format!("spec: {{{spec}}}"));
    check(
        job,
        &[
            (&format!("template: {{{pod}}}"), &[]),
            ("template: {spec: {containers: [{name: c, image: i}]}}", &[(Topic::RestartPolicy, "spec")]),
            (&format!("template: {{metadata: {{labels: {{job-name: a}}}}, {pod}}}"), &[]),
            (
                &format!("template: {{metadata: {{labels: {{job-name: b}}}}, {pod}}}"),
                &[(Topic::ForbiddenField, "job-name")],
            ),
            (
                &format!("selector: {{matchLabels: {{a: b}}}}, template: {{{pod}}}"),
                &[(Topic::ForbiddenField, "selector")],
            ),
            (&format!("completionMode: Indexed, template: {{{pod}}}"), &[(Topic::MissingValue, "completionMode")]),
        ],
    );
    let cron_job = |spec: &str| {
        object("batch/v1", "CronJob", &format!("spec: {{jobTemplate: {{spec: {{template: {{{pod}}}}}}}, {spec}}}"))
    };
    check(
        cron_job,
        &[
            ("schedule: '@daily', timeZone: Etc/UTC", &[]),
            ("schedule: 0 0 * * 7", &[(Topic::CronSchedule, "0 0 * * 7")]),
            ("schedule: '@daily', timeZone: Local", &[(Topic::CronSchedule, "Local")]),
        ],
    );
}

#[test]
fn services() {
    let service = |spec: &str| object("v1", "Service", &format!("spec: {{{spec}}}"));
    check(
        service,
        &[
            ("ports: [{port: 80, targetPort: http}]", &[]),
            ("clusterIP: None", &[]),
            ("type: ExternalName, externalName: a.b.", &[]),
            ("selector: {a: b}", &[(Topic::MissingValue, "spec")]),
            ("ports: [{port: 1, name: a}, {port: 2}]", &[(Topic::MissingValue, "port")]),
            ("ports: [{port: 1, name: a}, {port: 2, name: a}]", &[(Topic::DuplicatePort, "a")]),
            ("ports: [{port: 1, nodePort: 30000}]", &[(Topic::ForbiddenField, "nodePort")]),
            ("type: NodePort, ports: [{port: 1, nodePort: 30000}]", &[]),
            ("type: NodePort, clusterIP: None, ports: [{port: 1}]", &[(Topic::ForbiddenField, "None")]),
            ("type: ExternalName, externalName: a_b", &[(Topic::Address, "a_b")]),
            ("ports: [{port: 1}], externalTrafficPolicy: Local", &[(Topic::ForbiddenField, "externalTrafficPolicy")]),
            (
                "ports: [{port: 1}], loadBalancerSourceRanges: [10.0.0.0/8]",
                &[(Topic::ForbiddenField, "loadBalancerSourceRanges")],
            ),
            (
                "type: LoadBalancer, ports: [{port: 1}], loadBalancerSourceRanges: [10.0.0.0]",
                &[(Topic::Address, "10.0.0.0")],
            ),
        ],
    );
}

#[test]
fn networking() {
    let ingress = |path: &str| {
        object(
            "networking.k8s.io/v1",
            "Ingress",
            &format!("spec: {{rules: [{{host: a.b, http: {{paths: [{{{path}}}]}}}}]}}"),
        )
    };
    let backend = "backend: {service: {name: s, port: {number: 80}}}";
    check(
        ingress,
        &[
            (&format!("pathType: Prefix, path: /, {backend}"), &[]),
            (&format!("pathType: ImplementationSpecific, {backend}"), &[]),
            (&format!("pathType: Exact, path: a, {backend}"), &[(Topic::Path, "a")]),
            (&format!("pathType: Exact, path: /a//b, {backend}"), &[(Topic::Path, "/a//b")]),
            ("pathType: Exact, path: /, backend: {service: {name: s}}", &[(Topic::MissingValue, "service")]),
            (
                "pathType: Exact, path: /, backend: {service: {name: s, port: {name: a, number: 1}}}",
                &[(Topic::ForbiddenField, "1")],
            ),
            ("pathType: Exact, path: /, backend: {service: {name: S, port: {name: a}}}", &[(Topic::Name, "S")]),
        ],
    );
    let policy =
        |spec: &str| object("networking.k8s.io/v1", "NetworkPolicy", &format!("spec: {{podSelector: {{}}, {spec}}}"));
    check(
        policy,
        &[
            ("ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}]", &[]),
            (
                "ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.1.0.0/16]}}]}]",
                &[(Topic::Address, "11.1.0.0/16")],
            ),
            ("ingress: [{from: [{}]}]", &[(Topic::MissingValue, "{}")]),
            ("ingress: [{ports: [{port: 80, endPort: 79}]}]", &[(Topic::Port, "79")]),
            ("egress: [{to: [{ipBlock: {cidr: '::/0'}, podSelector: {}}]}]", &[(Topic::ForbiddenField, "ipBlock")]),
        ],
    );
}

#[test]
fn access() {
    let role = |rule: &str| object("rbac.authorization.k8s.io/v1", "Role", &format!("rules: [{{{rule}}}]"));
    check(
        role,
        &[
            ("verbs: [get], apiGroups: [''], resources: [pods]", &[]),
            ("verbs: [], apiGroups: [''], resources: [pods]", &[(Topic::MissingValue, "verbs")]),
            ("verbs: [get], resources: [pods]", &[(Topic::MissingValue, "verbs")]),
            ("verbs: [get], nonResourceURLs: [/a]", &[(Topic::ForbiddenField, "nonResourceURLs")]),
        ],
    );
    let binding = |subject: &str| {
        let role = "roleRef: {kind: ClusterRole, name: r}";
        object("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", &format!("{role}\nsubjects: [{{{subject}}}]"))
    };
    check(
        binding,
        &[
            ("kind: ServiceAccount, name: a, namespace: b", &[]),
            ("kind: ServiceAccount, name: a", &[(Topic::MissingValue, "a")]),
            ("kind: User, name: 'A@b.c', apiGroup: rbac.authorization.k8s.io", &[]),
            ("kind: Users, name: a", &[(Topic::UnsupportedValue, "Users")]),
        ],
    );
}

#[test]
fn configuration() {
    check(
        |rest| object("v1", "ConfigMap", rest),
        &[
            ("data: {a_B.c: x}", &[]),
            ("data: {a/b: x}", &[(Topic::ConfigKey, "a/b")]),
            ("data: {a: x}\nbinaryData: {a: eA==}", &[(Topic::ConfigKey, "a")]),
            (&format!("data: {{a: {}}}", "x".repeat(1024 * 1024 + 1)), &[(Topic::ConfigData, "data")]),
        ],
    );
    check(
        |rest| object("v1", "Secret", rest),
        &[
            ("type: kubernetes.io/tls\ndata: {tls.crt: '', tls.key: }", &[]),
            ("type: kubernetes.io/tls\ndata: {tls.crt: ''}", &[(Topic::ConfigData, "kubernetes.io/tls")]),
            ("type: kubernetes.io/dockerconfigjson\ndata: {.dockerconfigjson: e30=}", &[]),
            ("type: kubernetes.io/dockerconfigjson\ndata: {.dockerconfigjson: W10=}", &[(Topic::ConfigData, "W10=")]),
            ("type: example.com/own", &[]),
        ],
    );
}

#[test]
fn storage_and_scaling() {
    check(
        |spec| object("v1", "PersistentVolumeClaim", &format!("spec: {{{spec}}}")),
        &[
            ("accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}", &[]),
            ("accessModes: [], resources: {requests: {storage: 1Gi}}", &[(Topic::MissingValue, "accessModes")]),
            ("accessModes: [RWO], resources: {requests: {storage: 1Gi}}", &[(Topic::UnsupportedValue, "RWO")]),
            ("accessModes: [ReadWriteOnce], resources: {requests: {storage: 0}}", &[(Topic::Resource, "0")]),
        ],
    );
    check(
        |spec| object("policy/v1", "PodDisruptionBudget", &format!("spec: {{{spec}}}")),
        &[
            ("minAvailable: 100%", &[]),
            ("minAvailable: 101%", &[(Topic::Number, "101%")]),
            ("minAvailable: 1, maxUnavailable: 1", &[(Topic::ForbiddenField, "maxUnavailable")]),
        ],
    );
    let target = "scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}";
    check(
        |spec| object("autoscaling/v2", "HorizontalPodAutoscaler", &format!("spec: {{{spec}}}")),
        &[
            (&format!("{target}, maxReplicas: 2"), &[]),
            (&format!("{target}, minReplicas: 3, maxReplicas: 2"), &[(Topic::Number, "2")]),
            (
                "scaleTargetRef: {apiVersion: v1, kind: Deployment, name: a}, maxReplicas: 2",
                &[(Topic::UnsupportedValue, "v1")],
            ),
            (&format!("{target}, maxReplicas: 2, metrics: [{{type: Resource}}]"), &[(Topic::MissingValue, "Resource")]),
        ],
    );
}

#[test]
fn definitions() {
    let definition = |schema: &str| {
        format!(
            "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {{name: as.b.c}}\nspec: {{group: b.c, scope: Cluster, names: {{kind: A, plural: as}}, versions: [{{name: v1, served: true, storage: true, schema: {{openAPIV3Schema: {schema}}}}}]}}\n"
        )
    };
    let topic = Topic::CustomResourceDefinition;
    check(
        definition,
        &[
            (
                "{type: object, properties: {a: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}}}",
                &[],
            ),
            ("{type: object, properties: {a: {type: array, items: {type: string}}}}", &[]),
            ("{type: array}", &[(topic, "array"), (topic, "openAPIV3Schema")]),
            ("{type: object, properties: {a: {description: b}}}", &[(topic, "a")]),
            ("{type: object, properties: {a: {type: string, anyOf: [{type: string}]}}}", &[(topic, "string")]),
            (
                "{type: object, properties: {a: {type: object, properties: {b: {type: string}}, additionalProperties: false}}}",
                &[(topic, "additionalProperties")],
            ),
            // A schema that holds itself.
            ("&s {type: object, properties: {a: *s}}", &[]),
        ],
    );
}
