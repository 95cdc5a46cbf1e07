"""What the components of Kubernetes clusters run on the nodes, in the namespace ``kube-system``.

Source: ``sources/system_workloads.yaml``. Components that the service itself runs have none, nor
have those that only define kinds of objects.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cs_simulator.catalog._tables import read

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemWorkload:
    """A Deployment or a DaemonSet."""

    name: str
    kind: Literal["Deployment", "DaemonSet"]
    addons: tuple[str, ...]
    """The components whose workload it is."""
    replicas: int
    """How many pods a Deployment has; 1 for a DaemonSet."""
    labels: tuple[Pair, ...]
    """By which its pods are found."""
    containers: tuple[tuple[str, str, str, str], ...]
    """Name, image without registry and tag, and the CPU and memory that it requests."""
    priority: str
    """The name of its priority class; empty for none."""
    tolerates: Literal["", "masters", "all"]
    """Which taints its pods tolerate."""
    host: bool
    """Whether its pods have the addresses of their nodes."""
    nodes: tuple[Pair, ...]
    """Labels that its nodes must have."""
    service: str
    """The name of the Service before it; empty for none."""
    service_number: int
    """The number of the Service's address in the block of Services; 0 for any."""
    ports: tuple[tuple[str, int, str], ...]
    """Name, number and protocol of the Service's ports."""
    serves: str
    """Group and version of the API that it serves; empty for none."""


@cache
def all_workloads() -> Mapping[str, SystemWorkload]:
    """All workloads, by name."""
    return read("system_workloads", SystemWorkload)


@cache
def workloads_of(addon: str) -> tuple[SystemWorkload, ...]:
    """The workloads of a component; none for an unknown one."""
    return tuple(each for each in all_workloads().values() if addon in each.addons)
