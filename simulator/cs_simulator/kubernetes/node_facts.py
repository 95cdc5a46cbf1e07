"""What placing pods asks of a node, read once out of the Node object."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes.kinds._reading import items, mapping, text

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

    def is_alike(self, other: "NodeFacts") -> bool:
        """Whether pods are placed in the same way on either."""
        return (self.name, self.labels, self.taints) == (other.name, other.labels, other.taints)


def read_node(found: KubernetesObject) -> NodeFacts:
    """The facts of a Node object."""
    body = orjson.loads(found.body)
    labels = mapping(body, "metadata.labels")
    taints = items(body, "spec.taints")
    return NodeFacts(
        key=found.key,
        name=found.name,
        serial=found.serial,
        labels={name: value for name, value in labels.items() if isinstance(value, str)},
        taints=tuple(
            Taint(text(each, "key"), text(each, "value"), text(each, "effect")) for each in taints
        ),
    )
