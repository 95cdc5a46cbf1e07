"""What each policy allows, and what violates it."""

from typing import Any

import pytest
from cs_simulator.catalog.policies import all_policies
from cs_simulator.cluster_types.ack.policies.instances import PolicyInstance
from cs_simulator.cluster_types.ack.policies.review import CREATE, DELETE, Review
from cs_simulator.cluster_types.ack.policies.violations import OF_DELETIONS, RULES, violations
from cs_simulator.operations.policies._parameters import parameter_problems
from hypothesis import given
from hypothesis import strategies as st

KEYS = st.sampled_from((
    "rule", "ranges", "min", "max", "key", "optional", "labelName", "labelValue", "kind", "name",
    "pathPrefix", "readOnly", "driver", "level", "allowedRegex",
))  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=4,
)
# What parameters may be, by their declared types.
VALUES = {
    "array": st.lists(JSON, max_size=3),
    "boolean": st.booleans(),
    "integer": st.integers(),
    "object": st.dictionaries(KEYS, JSON, max_size=3),
    "string": st.text(max_size=5),
}
NOT_KNOWN = {"ACKCheckNginxPath", "ACKCheckNginxAnnotation", "RatifyVerification"}


def pod(*containers: dict[str, Any], annotations=None, labels=None, **spec):
    """A pod with containers, one called web if none is given."""
    named = [
        {"name": f"c{index}", "image": "nginx", **each} for index, each in enumerate(containers)
    ]
    return {
        "metadata": {
            "name": "web",
            "namespace": "shop",
            "labels": labels or {},
            "annotations": annotations or {},
        },
        "spec": {"containers": named or [{"name": "web", "image": "nginx"}], **spec},
    }


def context(**fields):
    return {"securityContext": fields}


def limits(**fields):
    return {"resources": {"limits": fields}}


def requests(**fields):
    return {"resources": {"requests": fields}}


def volume(**source):
    return {"volumes": [{"name": "v", **source}]}


def service(annotations=None, **spec):
    return {
        "metadata": {"name": "web", "namespace": "shop", "annotations": annotations or {}},
        "spec": spec,
    }


def thing(namespace="", name="web", labels=None, **parts):
    metadata = {"name": name, "labels": labels or {}}
    return {"metadata": {**metadata, **({"namespace": namespace} if namespace else {})}, **parts}


def binding(role, *subjects):
    return thing(
        "shop",
        roleRef={"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": role},
        subjects=[{"kind": kind, "name": name} for kind, name in subjects],
    )


def oss(region, internal=""):
    url = f"oss-{region}{internal}.aliyuncs.com"
    return {"driver": "ossplugin.csi.alibabacloud.com", "volumeAttributes": {"url": url}}


def messages(name, parameters, body, resource="", operation="", namespaces=()):
    policy = all_policies()[name]
    instance = PolicyInstance(name, policy, "deny", tuple(namespaces), parameters)
    review = Review(resource or policy.resources[0], body, operation)
    return [found.message for found in violations([instance], review)]


ROLE = {
    "restrictedRole": {"kind": "ClusterRole", "name": "cluster-admin"},
    "allowedSubjects": [{"kind": "Group", "name": "system:masters"}],
}
USERS = {
    "runAsUser": {"rule": "MustRunAs", "ranges": [{"min": 100, "max": 200}]},
    "runAsGroup": {"rule": "MayRunAs", "ranges": [{"min": 100, "max": 200}]},
    "fsGroup": {"rule": "RunAsAny"},
}
PORTS = {"hostNetwork": False, "min": 80, "max": 9000}
CAPABILITIES = {"allowedCapabilities": ["CHOWN"], "requiredDropCapabilities": ["NET_RAW"]}
PATHS = {"allowedHostPaths": [{"pathPrefix": "/foo", "readOnly": True}]}
SECCOMP = {
    "allowedProfileTypes": ["RuntimeDefault", "Localhost"],
    "allowedProfiles": ["localhost/audit.json"],
}
SELINUX = {"allowedSELinuxOptions": [{"level": "s0", "role": "object_r"}]}
RANGE = {"cpuLimits": {"min": "500m", "max": "2"}, "memoryRequests": {"max": "1Gi"}}
LABELS = {
    "labels": [
        {"key": "app", "allowedRegex": "^shop.*$"},
        {"key": "env", "allowedRegex": "^(dev|prod)$", "optional": True},
    ]
}
PROBES = {"probes": ["livenessProbe"], "probeTypes": ["httpGet", "exec"]}
INTERNAL = {"service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type": "intranet"}
SAFE = {"cluster-autoscaler.kubernetes.io/safe-to-evict": "true"}
PROFILE = "container.apparmor.security.beta.kubernetes.io/c0"
SECRET = {"env": [{"name": "KEY", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}}]}
DNS = {"min_replicas": 2}

# Each policy with parameters, an object that keeps to it, and one that violates it once.
CASES = [
    ("ACKNoEnvVarSecrets", {}, pod({"env": [{"name": "KEY", "value": "1"}]}), pod(SECRET)),
    (
        "ACKPodsRequireSecurityContext",
        {},
        pod(securityContext={"runAsNonRoot": True}),
        pod(context(privileged=False), context()),
    ),
    ("ACKPodsRequireSecurityContext", {}, pod(context(privileged=False)), pod({})),
    ("ACKRestrictNamespaces", {"restrictedNamespaces": ["web"]}, pod(), None),
    ("ACKRestrictNamespaces", {"restrictedNamespaces": ["shop"]}, None, pod()),
    (
        "ACKRestrictRoleBindings",
        ROLE,
        binding("cluster-admin", ("Group", "system:masters")),
        binding("cluster-admin", ("Group", "system:masters"), ("User", "eve")),
    ),
    ("ACKRestrictRoleBindings", ROLE, binding("view", ("User", "eve")), None),
    ("ACKBlockProcessNamespaceSharing", {}, pod(), pod(shareProcessNamespace=True)),
    (
        "ACKEmptyDirHasSizeLimit",
        {},
        pod(**volume(emptyDir={"sizeLimit": "1Mi"})),
        pod(**volume(emptyDir={})),
    ),
    (
        "ACKLocalStorageRequireSafeToEvict",
        {},
        pod(annotations=SAFE, **volume(emptyDir={})),
        pod(**volume(hostPath={"path": "/"})),
    ),
    ("ACKLocalStorageRequireSafeToEvict", {}, pod(**volume(secret={})), None),
    (
        "ACKOSSStorageLocationConstraint",
        {"regions": ["cn-beijing"]},
        pod(**volume(csi=oss("cn-beijing", "-internal"))),
        pod(**volume(csi=oss("cn-hangzhou"))),
    ),
    (
        "ACKOSSStorageLocationConstraint",
        {"regions": ["cn-beijing"], "mode": "denylist"},
        pod(**volume(csi=oss("cn-hangzhou"))),
        pod(**volume(csi=oss("cn-beijing"))),
    ),
    (
        "ACKPVSizeConstraint",
        {},
        thing(spec={"capacity": {"storage": "50Gi"}}),
        thing(spec={"capacity": {"storage": "51Gi"}}),
    ),
    (
        "ACKPVCConstraint",
        {"maxSize": "10Gi", "allowNamespaces": ["shop"]},
        thing("shop", spec={"resources": {"requests": {"storage": "10G"}}}),
        thing("web", spec={"resources": {"requests": {"storage": "5Gi"}}}),
    ),
    (
        "ACKPVCConstraint",
        {"maxSize": "10Gi"},
        thing("web", spec={}),
        thing("shop", spec={"resources": {"requests": {"storage": "11Gi"}}}),
    ),
    (
        "ACKBlockVolumeTypes",
        {"volumes": ["gitRepo"]},
        pod(**volume(emptyDir={})),
        pod(**volume(gitRepo={})),
    ),
    ("ASMSidecarInjectionEnforced", {}, pod({}, {"name": "istio-proxy"}), pod({}, {"name": "web"})),
    (
        "ACKAllowedRepos",
        {"repos": ["registry.cn/a/", "registry.cn/b/"]},
        pod({"image": "registry.cn/b/web"}, initContainers=[{"image": "registry.cn/a/x"}]),
        pod({"image": "registry.cn/b/web"}, initContainers=[{"image": "docker.io/a"}]),
    ),
    ("ACKBlockAutoinjectServiceEnv", {}, pod(enableServiceLinks=False), pod()),
    ("ACKBlockAutomountToken", {}, pod(automountServiceAccountToken=False), pod()),
    ("ACKBlockEphemeralContainer", {}, pod(), pod(ephemeralContainers=[{"name": "debug"}])),
    ("ACKBlockLoadBalancer", {}, service(type="NodePort"), service(type="LoadBalancer")),
    (
        "ACKBlockLoadBalancer",
        {"restrictedNamespaces": ["web"]},
        service(type="LoadBalancer"),
        None,
    ),
    ("ACKBlockNodePort", {}, service(type="ClusterIP"), service(type="NodePort")),
    (
        "ACKBlockInternetLoadBalancer",
        {},
        service(INTERNAL, type="LoadBalancer"),
        service(type="LoadBalancer"),
    ),
    (
        "ACKExternalIPs",
        {"allowedIPs": ["192.168.0.5"]},
        service(externalIPs=["192.168.0.5"]),
        service(externalIPs=["192.168.0.5", "80.11.0.1"]),
    ),
    (
        "ACKContainerLimits",
        {"cpu": "1000m", "memory": "1Gi"},
        pod(limits(cpu="1", memory="1024Mi")),
        pod(limits(cpu="1001m", memory="100Mi")),
    ),
    ("ACKContainerLimits", {}, pod(limits(cpu=64, memory="1Ti")), pod(limits(cpu="1"))),
    (
        "ACKContainerRequests",
        {"cpu": "1"},
        pod(requests(cpu="0.5", memory="1e3")),
        pod(requests(memory="1Gi")),
    ),
    ("ACKImageDigests", {}, pod({"image": f"web@sha256:{'0' * 64}"}), pod({"image": "web:1.0"})),
    (
        "ACKRequiredLabels",
        LABELS,
        pod(labels={"app": "shop-web", "env": "dev"}),
        pod(labels={"app": "shop-web", "env": "production"}),
    ),
    ("ACKRequiredLabels", LABELS, pod(labels={"app": "shop"}), pod(labels={"env": "prod"})),
    ("ACKRequiredLabels", {"labels": [{"key": "a.b/c"}]}, pod(labels={"a.b/c": ""}), pod()),
    (
        "ACKRequiredNodeSelector",
        {"nodeSelector": [{"key": "kubernetes.io/os", "allowedRegex": "^linux$"}]},
        pod(nodeSelector={"kubernetes.io/os": "linux"}),
        pod(nodeSelector={"kubernetes.io/os": "windows"}),
    ),
    (
        "ACKRequiredProbes",
        PROBES,
        pod({"livenessProbe": {"exec": {"command": ["true"]}}}),
        pod({"livenessProbe": {"tcpSocket": {"port": 1}}}),
    ),
    (
        "ACKPSPAllowPrivilegeEscalationContainer",
        {},
        pod(context(allowPrivilegeEscalation=False)),
        pod(context(allowPrivilegeEscalation=False), {}),
    ),
    (
        "ACKPSPAllowedUsers",
        USERS,
        pod(context(runAsUser=150)),
        pod(context(runAsUser=150, runAsGroup=1)),
    ),
    ("ACKPSPAllowedUsers", USERS, pod(securityContext={"runAsUser": 100}), pod()),
    (
        "ACKPSPAllowedUsers",
        {"runAsUser": {"rule": "MustRunAsNonRoot"}},
        pod(context(runAsNonRoot=True)),
        pod(context(runAsUser=0)),
    ),
    (
        "ACKPSPAllowedUsers",
        {"supplementalGroups": {"rule": "MustRunAs", "ranges": [{"min": 1, "max": 9}]}},
        pod(securityContext={"supplementalGroups": [1, 9]}),
        pod(securityContext={"supplementalGroups": [1, 10]}),
    ),
    (
        "ACKPSPAppArmor",
        {"allowedProfiles": ["runtime/default"]},
        pod({}, annotations={PROFILE: "runtime/default"}),
        pod(),
    ),
    (
        "ACKPSPAppArmor",
        {"allowedProfiles": ["runtime/default"]},
        pod(context(appArmorProfile={"type": "RuntimeDefault"})),
        pod(context(appArmorProfile={"type": "Localhost", "localhostProfile": "x"})),
    ),
    (
        "ACKPSPCapabilities",
        CAPABILITIES,
        pod(context(capabilities={"add": ["CHOWN"], "drop": ["NET_RAW"]})),
        pod(context(capabilities={"add": ["SYS_ADMIN"], "drop": ["ALL"]})),
    ),
    (
        "ACKPSPCapabilities",
        CAPABILITIES,
        pod(context(capabilities={"drop": ["ALL"]})),
        pod(),
    ),
    (
        "ACKPSPFSGroup",
        {"rule": "MayRunAs", "ranges": [{"min": 1, "max": 1000}]},
        pod(),
        pod(securityContext={"fsGroup": 0}),
    ),
    (
        "ACKPSPFSGroup",
        {"rule": "MustRunAs", "ranges": [{"min": 1, "max": 1000}]},
        pod(securityContext={"fsGroup": 1000}),
        pod(),
    ),
    (
        "ACKPSPFlexVolumes",
        {"allowedFlexVolumes": [{"driver": "alicloud/nas"}]},
        pod(**volume(flexVolume={"driver": "alicloud/nas"})),
        pod(**volume(flexVolume={"driver": "alicloud/oss"})),
    ),
    (
        "ACKPSPForbiddenSysctls",
        {"forbiddenSysctls": ["kernel.*", "net.x"]},
        pod(securityContext={"sysctls": [{"name": "net.ipv4.tcp_syncookies", "value": "1"}]}),
        pod(securityContext={"sysctls": [{"name": "kernel.shm_rmid_forced", "value": "1"}]}),
    ),
    (
        "ACKPSPHostFilesystem",
        PATHS,
        pod(
            {"volumeMounts": [{"name": "v", "readOnly": True}]},
            **volume(hostPath={"path": "/foo/a"}),
        ),
        pod({"volumeMounts": [{"name": "v"}]}, **volume(hostPath={"path": "/foo"})),
    ),
    (
        "ACKPSPHostFilesystem",
        PATHS,
        pod(
            {"volumeMounts": [{"name": "u"}, {"name": "v", "readOnly": True}, {"name": "w"}]},
            **volume(hostPath={"path": "/foo"}),
        ),
        pod(**volume(hostPath={"path": "/"})),
    ),
    (
        "ACKPSPForbiddenSysctls",
        {"forbiddenSysctls": ["net.b"]},
        pod(securityContext={"sysctls": [{"name": "net.a"}, {"name": "net.c"}]}),
        pod(securityContext={"sysctls": [{"name": "net.b"}]}),
    ),
    ("ACKPSPProcMount", {"procMount": "unset"}, None, pod(context(procMount="Unmasked"))),
    ("ACKPSPHostFilesystem", PATHS, pod(), pod(**volume(hostPath={"path": "/foobar"}))),
    ("ACKPSPHostNamespace", {}, pod(hostNetwork=True), pod(hostPID=True)),
    ("ACKPSPHostNamespace", {}, pod(), pod(hostIPC=True)),
    (
        "ACKPSPHostNetworkingPorts",
        PORTS,
        pod({"ports": [{"hostPort": 80}]}),
        pod({"ports": [{"hostPort": 22}, {"containerPort": 1}]}),
    ),
    ("ACKPSPHostNetworkingPorts", PORTS, pod(), pod(hostNetwork=True)),
    ("ACKPSPHostNetworkingPorts", {"hostNetwork": True}, pod(hostNetwork=True), None),
    (
        "ACKPSPPrivilegedContainer",
        {},
        pod(context(privileged=False)),
        pod(context(privileged=True), {}),
    ),
    (
        "ACKPSPProcMount",
        {"procMount": "Default"},
        pod(context(procMount="Default")),
        pod(context(procMount="Unmasked")),
    ),
    ("ACKPSPProcMount", {"procMount": "Unmasked"}, pod(context(procMount="Unmasked")), None),
    (
        "ACKPSPReadOnlyRootFilesystem",
        {},
        pod(context(readOnlyRootFilesystem=True)),
        pod(context(readOnlyRootFilesystem=False)),
    ),
    (
        "ACKPSPSELinuxV2",
        SELINUX,
        pod(securityContext={"seLinuxOptions": {"level": "s0"}}),
        pod(context(seLinuxOptions={"level": "s1"})),
    ),
    (
        "ACKPSPSeccomp",
        SECCOMP,
        pod(context(seccompProfile={"type": "Localhost", "localhostProfile": "audit.json"})),
        pod(context(seccompProfile={"type": "Localhost", "localhostProfile": "other.json"})),
    ),
    (
        "ACKPSPSeccomp",
        SECCOMP,
        pod(securityContext={"seccompProfile": {"type": "RuntimeDefault"}}),
        pod(),
    ),
    (
        "ACKPSPVolumeTypes",
        {"volumes": ["secret"]},
        pod(**volume(secret={})),
        pod(**volume(hostPath={"path": "/"})),
    ),
    ("ACKPSPVolumeTypes", {"volumes": ["*"]}, pod(**volume(hostPath={"path": "/"})), None),
    (
        "ACKContainerResourcesWhitelist",
        {"cpuRequests": ["100m", "1"], "memoryLimits": []},
        pod(requests(cpu="1000m")),
        pod(requests(cpu="200m")),
    ),
    (
        "ACKContainerResourcesRange",
        RANGE,
        pod({"resources": {"limits": {"cpu": "2"}, "requests": {"memory": "1"}}}),
        pod({"resources": {"limits": {"cpu": "2"}, "requests": {"memory": "2Gi"}}}),
    ),
    (
        "ACKWorkloadReplicasRange",
        {"minReplicas": 2, "maxReplicas": 3},
        thing("shop", spec={"replicas": 3}),
        thing("shop", spec={"replicas": 4}),
    ),
    (
        "ACKRestrictALBCreation",
        {},
        thing(spec={"config": {"id": "alb-1"}}),
        thing(spec={"config": {"name": "alb"}}),
    ),
    (
        "ACKProtectCoreDNS",
        DNS,
        thing("shop", "coredns", spec={"replicas": 1}),
        thing("kube-system", "coredns", spec={"replicas": 1}),
    ),
]
PROTECTED = [{"labelName": "keep", "labelValue": "true"}, {"labelName": "a.b/c", "labelValue": "1"}]
# Each policy with parameters, an object that may be deleted, and one that may not.
DELETIONS = [
    (
        "ACKNamespacesDeleteProtection",
        {"protectionNamespaces": ["shop"]},
        thing(),
        thing("", "shop"),
    ),
    ("ACKServicesDeleteProtection", {"protectionServices": ["web"]}, thing("a", "b"), thing("a")),
    (
        "ACKProtectBoundingPV",
        {},
        thing(status={"phase": "Released"}),
        thing(status={"phase": "Bound"}),
    ),
    ("ACKBlockNodeDelete", {"protectedLabels": PROTECTED}, thing(), thing(labels={"a.b/c": "1"})),
    (
        "ACKResourceDeletionProtection",
        {"labels": PROTECTED},
        thing("a", labels={"keep": "false"}),
        thing("a", labels={"keep": "true", "a.b/c": "1"}),
    ),
    ("ACKProtectCoreDNS", {}, thing("shop", "coredns"), thing("kube-system", "coredns")),
]


def test_every_policy_has_a_rule_but_those_whose_meaning_is_not_known():
    assert {*RULES, *OF_DELETIONS} == {*all_policies()} - NOT_KNOWN


def test_every_rule_has_a_case():
    assert {case[0] for case in CASES} == {*RULES}
    assert {case[0] for case in DELETIONS} == {*OF_DELETIONS}


@pytest.mark.parametrize(("name", "parameters", "good", "bad"), CASES)
def test_an_object_that_violates_a_policy_is_found(name, parameters, good, bad):
    if good is not None:
        assert messages(name, parameters, good) == []
    if bad is not None:
        assert len(messages(name, parameters, bad)) == 1


@pytest.mark.parametrize(("name", "parameters", "good", "bad"), DELETIONS)
def test_only_the_deletion_of_what_is_protected_is_a_violation(name, parameters, good, bad):
    assert messages(name, parameters, good, operation=DELETE) == []
    assert len(messages(name, parameters, bad, operation=DELETE)) == 1


@pytest.mark.parametrize("case", [*CASES, *DELETIONS], ids=lambda case: case[0])
def test_the_parameters_of_the_cases_are_those_that_a_deployment_takes(case):
    assert list(parameter_problems(all_policies()[case[0]], case[1])) == []


@pytest.mark.parametrize(("name", "parameters", "good", "bad"), CASES)
def test_parameters_that_are_empty_break_nothing(name, parameters, good, bad):
    for body in (good, bad):
        if body is not None:
            assert all(messages(name, {}, body))


@given(st.data())
def test_parameters_break_nothing_whatever_is_in_them(data):
    name, _, good, bad = data.draw(st.sampled_from([*CASES, *DELETIONS]))
    parameters = {
        parameter: data.draw(VALUES[kind]) for parameter, kind in all_policies()[name].parameters
    }

    for body in (good, bad):
        for operation in (CREATE, DELETE) if body is not None else ():
            found = messages(name, parameters, body, operation=operation)
            assert all(isinstance(message, str) for message in found)


def test_what_is_deleted_violates_no_rule_about_its_making():
    assert messages("ACKPSPHostNamespace", {}, pod(hostPID=True), operation=DELETE) == []


@pytest.mark.parametrize("region", ["cn-beijing", "cn-hangzhou"])
def test_volumes_that_are_objects_are_looked_at_like_those_of_pods(region):
    of_oss = thing(spec={"csi": oss(region)})
    of_flex = thing(spec={"flexVolume": {"driver": f"alicloud/{region}"}})
    drivers = {"allowedFlexVolumes": [{"driver": "alicloud/cn-beijing"}]}
    violates = region != "cn-beijing"

    given, kind = {"regions": ["cn-beijing"]}, "persistentvolumes"
    assert bool(messages("ACKOSSStorageLocationConstraint", given, of_oss, kind)) is violates
    assert bool(messages("ACKPSPFlexVolumes", drivers, of_flex, kind)) is violates


def test_a_policy_looks_at_its_kinds_only():
    assert messages("ACKBlockNodePort", {}, service(type="NodePort"), "pods") == []


@pytest.mark.parametrize(
    ("namespaces", "is_found"),
    [((), True), (("shop",), True), (("web", "sh*"), True), (("*op",), True), (("web",), False)],
)
def test_a_policy_is_for_its_namespaces_only(namespaces, is_found):
    found = messages("ACKPSPHostNamespace", {}, pod(hostPID=True), namespaces=namespaces)

    assert bool(found) is is_found


def test_an_object_in_no_namespace_is_in_none_of_a_policy():
    volume_of_50 = thing(spec={"capacity": {"storage": "60Gi"}})

    assert messages("ACKPVSizeConstraint", {}, volume_of_50, namespaces=("shop",)) == []
