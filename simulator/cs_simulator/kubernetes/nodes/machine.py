"""What a Node says of its machine: capacity, what of it pods can have, addresses, software."""

from typing import Any

from cs_simulator.catalog import instance_types, node_images
from cs_simulator.catalog.instance_types import InstanceType
from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.network_plugins import TERWAY
from cs_simulator.cluster_types.ack.pools.choices import version_of
from cs_simulator.cluster_types.ack.pools.properties import node_properties
from cs_simulator.domain import network
from cs_simulator.domain.records import Cluster, Node
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

_KIB, _MIB = 1024, 1024 * 1024
_GIB = _KIB * _MIB
# What the kernel keeps of the memory before the agent sees it, in parts of a thousand.
_KERNEL_KEEPS = 30
_LARGEST_NODE_MASK = 32
_MOST_PODS = 256
_DEFAULT_MASK = 25
_DEFAULT_DISK = 120
# The agent refuses new pods below this much free memory.
_EVICTS_BELOW = 300 * _MIB
_OWN_PODS = 5
"""Pods of a node on Terway that have the node's own address."""
_KERNELS = {"Windows": "10.0.17763.6293"}
_KERNEL = "5.10.134-18.al8.x86_64"


def resources_of(world: World, cluster: Cluster, node: Node) -> dict[str, dict[str, str]]:
    """``capacity`` and ``allocatable``, from the type of the instance.

    What the system keeps follows the formulas that the vendor's guide gives for clusters from 1.28
    on; that all clusters keep that much, and what the kernel keeps, are assumptions.
    """
    found = instance_types.find(node.instance_type)
    vcpu, memory = (found.vcpu, found.memory_gib) if found else (1, 1.0)
    pods = _pods(cluster, found)
    total = int(memory * _GIB * (1000 - _KERNEL_KEEPS) // 1000)
    usable = total - min((11 * pods + 255) * _MIB, total // 4) - _EVICTS_BELOW
    disk = _disk(world, node) * _GIB
    return {
        "capacity": _quantities(f"{vcpu}", f"{disk // _KIB}Ki", total, pods),
        "allocatable": _quantities(
            f"{vcpu * 1000 - _kept_cpu(vcpu)}m", str(disk * 9 // 10), max(usable, 0), pods
        ),
    }


def _quantities(cpu: str, disk: str, memory: int, pods: int) -> dict[str, str]:
    return {
        "cpu": cpu,
        "ephemeral-storage": disk,
        "hugepages-1Gi": "0",
        "hugepages-2Mi": "0",
        "memory": f"{memory // _KIB}Ki",
        "pods": str(pods),
    }


def _kept_cpu(vcpu: int) -> int:
    """Thousandths of a processor: 6 % of the first, 1 % of the next, 0.5 % of two, then 0.25 %."""
    shares = [60, 10, 5, 5][:vcpu]
    return sum(shares) + (vcpu - len(shares)) * 25 // 10


def _pods(cluster: Cluster, found: InstanceType | None) -> int:
    """How many pods the node runs: by the addresses that its network has for them."""
    if kept.made_of(cluster).get("plugin") == TERWAY:
        return (found.pod_addresses if found else 1) + _OWN_PODS
    return min(1 << _LARGEST_NODE_MASK - _mask(cluster), _MOST_PODS)


def _mask(cluster: Cluster) -> int:
    text = str(kept.made_of(cluster).get("node_cidr_mask") or "")
    return int(text) if text.isdigit() else _DEFAULT_MASK


def _disk(world: World, node: Node) -> int:
    """The size of the system disk, in GiB."""
    group = world.node_groups.get(node.group_id)
    scaling = kept.sent_of(group).get("scaling_group", {}) if group else {}
    return int(scaling.get("system_disk_size") or _DEFAULT_DISK)


def pod_block(cluster: Cluster, node: Node) -> str:
    """The block of the node's pods, for Flannel; with Terway pods have addresses of the VPC."""
    if not cluster.container_cidr:
        return ""
    whole, mask = network.block(cluster.container_cidr), _mask(cluster)
    blocks = 1 << max(mask - whole.prefixlen, 0)
    first = whole.first + ((node.number - 1) % blocks << _LARGEST_NODE_MASK - mask)
    return f"{network.address(first)}/{mask}"


def addresses_of(name: str, node: Node) -> list[dict[str, str]]:
    """The addresses, and the name by which the node calls itself."""
    found = [{"type": "InternalIP", "address": node.ip_address}]
    if node.eip_address:
        found.append({"type": "ExternalIP", "address": node.eip_address})
    return [*found, {"type": "Hostname", "address": name}]


def architecture_of(node: Node) -> str:
    """``amd64`` or ``arm64``."""
    found = instance_types.find(node.instance_type)
    return found.architecture if found else "amd64"


def system_of(node: Node) -> str:
    """``linux`` or ``windows``."""
    image = node_images.type_of(node.ecs_image_id)
    return image.os_type.lower() if image else "linux"


def software_of(unit: Unit, cluster: Cluster, node: Node) -> dict[str, Any]:
    """The ``nodeInfo``: versions of system, runtime and agent, and the machine's ids."""
    properties = node_properties(node)
    group = unit.world.node_groups.get(node.group_id)
    config = kept.sent_of(group).get("kubernetes_config", {}) if group else {}
    runtime = config.get("runtime") or "containerd"
    runtime = "docker" if runtime == "docker" else "containerd"
    version = properties.get("kubelet_version") or version_of(cluster)
    image = node_images.type_of(node.ecs_image_id)
    machine = unit.random_for("machine", node.instance_id)
    boot = unit.random_for("boot", node.instance_id).uuid4()
    return {
        "architecture": architecture_of(node),
        "bootID": dashed(boot),
        "containerRuntimeVersion": f"{runtime}://{properties.get('runtime_version', '')}",
        "kernelVersion": _KERNELS.get(image.os_type if image else "", _KERNEL),
        "kubeProxyVersion": f"v{version}",
        "kubeletVersion": f"v{version}",
        "machineID": machine.hex(32),
        "operatingSystem": system_of(node),
        "osImage": image.name if image else node.ecs_image_id,
        "systemUUID": dashed(machine.uuid4()),
    }


def dashed(digits: str) -> str:
    """The 32 digits of an id as ids are written."""
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
