"""The field ``meta_data`` of the cluster object: a JSON object, which answers show as a text.

Its keys are those of a managed cluster of a live account in 2026.
"""

from typing import Any

import orjson

from cs_simulator.catalog import kubernetes_versions
from cs_simulator.cluster_types.ack import kept, kinds
from cs_simulator.cluster_types.ack.answers.parameters import network_name
from cs_simulator.cluster_types.ack.answers.sent_fields import extra_names, rrsa
from cs_simulator.cluster_types.ack.network_plugins import TERWAY
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.world import World

# The capabilities that every cluster of today has.
_CAPABILITIES = {
    "AnyAZ": True,
    "CSI": True,
    "CpuPolicy": True,
    "DeploymentSet": True,
    "HpcCluster": True,
    "Knative": True,
    "NgwPayByLcu": True,
    "RamRoleType": "restricted",
    "SnapshotPolicy": True,
    "Taint": True,
    "UserData": True,
}


def meta_data(world: World, cluster: Cluster) -> dict[str, Any]:
    """The object."""
    sent, made = kept.sent_of(cluster), kept.made_of(cluster)
    version = made.get("version", "")
    runtime, runtime_version = _runtime(sent, version, cluster.created)
    return {
        "Addons": [_addon(name, addon) for name, addon in made.get("addons", {}).items()],
        "AuditProjectName": _audit_project(sent, made),
        "Capabilities": _capabilities(sent, made),
        "CloudMonitorVersion": "",
        "ClusterDomain": sent.get("cluster_domain", "cluster.local"),
        "ControlPlaneLogConfig": {"components": sent.get("controlplane_log_components", [])},
        "DockerVersion": runtime_version if runtime == "docker" else "",
        "EtcdVersion": "",
        "ExtraCertSAN": extra_names(sent) or None,
        "FreeTier": False,
        "HasSandboxRuntime": runtime == "Sandboxed-Container.runv",
        "IPStack": sent.get("ip_stack", "ipv4"),
        "ImageType": sent.get("image_type", ""),
        "KubernetesVersion": version,
        "MultiAZ": len(made.get("vswitch_ids", ())) > 1,
        "NameMode": sent.get("node_name_mode", ""),
        "NextVersion": "",
        "OSType": sent.get("os_type", "Linux"),
        "Platform": sent.get("platform", ""),
        "PodVswitchId": _pod_vswitches(world, made),
        "Provider": "",
        "RRSAConfig": rrsa(world, cluster, sent),
        "ResourceGroupId": sent.get("resource_group_id", ""),
        "Runtime": runtime,
        "RuntimeVersion": runtime_version,
        "ServiceCIDR": sent.get("service_cidr", made.get("service_cidr", "")),
        "SubClass": "default",
        "SupportPlatforms": [],
        "Timezone": sent.get("timezone", ""),
        "VSwitchIds": made.get("vswitch_ids", []),
        "VersionSpec": kinds.spec_of(sent),
        "VpcCidr": _vpc_block(world, cluster),
    }


def _addon(name: str, addon: dict[str, str]) -> dict[str, str]:
    shown = {"name": name, "version": addon["version"]}
    return {**shown, "config": addon["config"]} if "config" in addon else shown


def _audit_project(sent: kept.Fields, made: kept.Fields) -> str:
    enabled = sent.get("audit_log_config", {}).get("enabled")
    return str(made.get("log_project", "")) if enabled else ""


def _capabilities(sent: kept.Fields, made: kept.Fields) -> dict[str, Any]:
    key = sent.get("encryption_provider_key", "")
    return {
        **_CAPABILITIES,
        "DisableEncryption": not key,
        "EncryptionKMSKeyId": key,
        "EnterpriseSecurityGroup": sent.get("is_enterprise_security_group", True),
        "IntelSGX": False,
        "Network": network_name(made),
        "NodeCIDRMask": sent.get("node_cidr_mask", made.get("node_cidr_mask", "")),
        "NodeNameMode": sent.get("node_name_mode", "nodeip"),
        "ProxyMode": sent.get("proxy_mode", made.get("proxy_mode", "")),
        "PublicSLB": sent.get("endpoint_public_access", False),
        "SLSProjectName": made.get("log_project", ""),
        "SandboxRuntime": False,
        "TerwayEniip": made.get("plugin") == TERWAY,
    }


def _runtime(sent: kept.Fields, version: str, at: int) -> tuple[str, str]:
    """The name and the version of the container runtime: as sent, or the newest of that day."""
    given = sent.get("runtime", {})
    offered = kubernetes_versions.runtimes_of(version, at)
    name = given.get("name") or (offered[0].name if offered else "")
    newest = next((row.version for row in offered if row.name == name), "")
    return name, given.get("version") or newest


def _pod_vswitches(world: World, made: kept.Fields) -> str:
    """The vSwitches of the pods by zone, as a JSON text; empty without Terway."""
    by_zone: dict[str, list[str]] = {}
    for vswitch_id in made.get("pod_vswitch_ids", ()):
        switch = world.vswitches.get(vswitch_id)
        by_zone.setdefault(switch.zone_id if switch else "", []).append(vswitch_id)
    return orjson.dumps(by_zone).decode() if by_zone else ""


def _vpc_block(world: World, cluster: Cluster) -> str:
    vpc = world.vpcs.get(cluster.vpc_id)
    return vpc.cidr_block if vpc else ""
