"""What placing and running pods asks of a node, read once out of the Node object."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._reading import condition, items, mapping, text, texts

NODES = "nodes"


class Taint(NamedTuple):
    """What keeps pods that do not tolerate it off a node."""

    key: str
    value: str
    effect: str


@dataclass(frozen=True, slots=True, eq=False)
class NodeFacts:
    """A node as controllers see it; equal to itself alone, so that answers can be kept by it."""

    key: str
    name: str
    serial: int
    """The order in which nodes were made."""
    labels: Mapping[str, str]
    taints: tuple[Taint, ...]
    is_ready: bool = False
    """Whether its agent says that it is ready."""
    address: str = ""
    """Its address within the VPC; empty for none."""
    pod_block: str = ""
    """The block of the addresses of its pods; empty for none."""
    runtime: str = ""
    """What runs its containers: ``containerd``."""
    images: frozenset[str] = frozenset()
    """The names of the images that it has."""
    instance_id: str = ""
    """Its instance; a caller may have made the object of a node that has none."""

    def is_alike(self, other: "NodeFacts") -> bool:
        """Whether pods are placed in the same way on either."""
        return (self.name, self.labels, self.taints) == (other.name, other.labels, other.taints)


def read_node(found: KubernetesObject) -> NodeFacts:
    """The facts of a Node object."""
    body = objects.read(found)
    labels = mapping(body, "metadata.labels")
    taints = items(body, "spec.taints")
    addresses = [
        each for each in items(body, "status.addresses") if each.get("type") == "InternalIP"
    ]
    return NodeFacts(
        key=found.key,
        name=found.name,
        serial=found.serial,
        labels={name: value for name, value in labels.items() if isinstance(value, str)},
        taints=tuple(
            Taint(text(each, "key"), text(each, "value"), text(each, "effect")) for each in taints
        ),
        is_ready=condition(body, "Ready").get("status") == "True",
        address=next((text(each, "address") for each in addresses), ""),
        pod_block=text(body, "spec.podCIDR"),
        runtime=text(body, "status.nodeInfo.containerRuntimeVersion").partition(":")[0],
        images=frozenset(
            name for each in items(body, "status.images") for name in texts(each, "names")
        ),
        instance_id=text(body, "spec.providerID").rpartition(".")[2],
    )
