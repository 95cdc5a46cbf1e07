"""The request that creates a Kubernetes cluster, and the cluster that it makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from cs_simulator.cluster_types.ack import kept
from cs_simulator.domain.records import Cluster, ClusterState
from cs_simulator.engine import naming
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world_lookup import WorldLookup
from cs_simulator.validation.strict import StrictRule, as_sent
from cs_simulator.validation.strict_types import Text, TextList

KUBERNETES_TYPES = frozenset({"kubernetes", "managedkubernetes", "externalkubernetes", "ask"})
"""The values of ``cluster_type`` that mean a Kubernetes cluster, in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateClusterRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    name: Annotated[str, Text()]
    cluster_type: Annotated[str, Text()]
    region_id: Annotated[str, Text()]
    profile: Annotated[str | None, Text()] = None
    cluster_spec: Annotated[str | None, Text()] = None
    vpcid: Annotated[str, Text()]
    vswitch_ids: Annotated[tuple[str, ...], TextList()]
    container_cidr: Annotated[str | None, Text()] = None
    service_cidr: Annotated[str | None, Text()] = None


def claims(body: Mapping[str, object]) -> bool:
    """Whether a body asks for a Kubernetes cluster."""
    return str(body.get("cluster_type", "")).lower() in KUBERNETES_TYPES


def prepare(body: dict[str, object], unit: Unit, region_id: str) -> WorldLookup:
    """Complete the region of a body; returns what the body may refer to."""
    if body.get("region_id") in (None, ""):
        body["region_id"] = region_id or unit.world.options.default_region
    known = body["region_id"]
    return WorldLookup(unit, known if isinstance(known, str) else "", body.get("container_cidr"))


def make(request: CreateClusterRequest, unit: Unit) -> Cluster:
    """Put the cluster as it is before anything is provisioned."""
    switch = unit.world.vswitches.get(request.vswitch_ids[0])
    cluster = Cluster(
        serial=unit.serial(),
        cluster_id=naming.cluster_id(unit),
        cluster_type="ack",
        name=request.name,
        state=ClusterState.INITIAL,
        size=0,
        created=unit.now,
        updated=unit.now,
        region_id=request.region_id,
        zone_id=switch.zone_id if switch else "",
        vpc_id=request.vpcid,
        vswitch_id=request.vswitch_ids[0],
        properties=kept.written(as_sent(request), {}),
    )
    return unit.put(unit.world.clusters, cluster)


def example(changes: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A complete, valid body of ``POST /clusters`` with some fields changed."""
    return {
        "name": f"cluster-{number}",
        "cluster_type": "ManagedKubernetes",
        "region_id": "cn-beijing",
        "vpcid": "vpc-2zedefault",
        "vswitch_ids": ["vsw-2zedefaultb"],
        "container_cidr": f"172.{16 + number % 16}.0.0/16",
        "service_cidr": "10.64.0.0/20",
        **changes,
    }
