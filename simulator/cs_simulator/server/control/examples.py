"""``examples``: calls that the API accepts as things are, to send as they are or to change.

For CreateCluster, bodies are tried without effect until one is accepted: names and address blocks
differ from those in use. Where none is, the one with the fewest problems is returned.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson

from cs_simulator.cluster_types import (
    all_types,
    example_pool,
    example_pool_change,
    type_of,
    type_of_body,
)
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations import Call, Incoming
from cs_simulator.operations.clusters.create_cluster import create_cluster, problems_of
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.suggestions import did_you_mean, instead
from cs_simulator.server.control._request import ControlCall, ControlError, NotFoundError, route
from cs_simulator.server.control.contract import service_calls as contract

# So many names and address blocks are tried; most tenants have far fewer clusters.
_MOST_TRIES = 100
# How many nodes there are to be where the call does not say; the API takes no more anywhere.
_SIZE, _MOST_NODES = "2", 10_000

Json = dict[str, Any]


@route(contract.GET_EXAMPLE)
async def get_example(call: ControlCall) -> contract.ServiceCall:
    """Return a call of an operation that is accepted now, such as a CreateCluster of ``type``."""
    make = _MAKERS.get(call.subject)
    if make is None:
        hint = did_you_mean(call.subject, _MAKERS)
        raise ControlError(
            f"there are examples of {', '.join(_MAKERS)}, not of {call.subject!r}{hint}",
            status=404,
            code="NotFound",
        )
    tenant = await call.tenant()
    return make(call, tenant, tenant.catch_up(call.reading))


def _create_cluster(call: ControlCall, tenant: Tenant, now: int) -> contract.ServiceCall:
    """A cluster of the type in question, with nodes if it can have any."""
    given, unit = _type_fields(call), Unit(tenant.world, now)
    given["region_id"] = call.request.query.get("region") or tenant.world.options.default_region
    best, fewest = Json(), sys.maxsize
    try:
        for body in _bodies(tenant.world, given, _size(call)):
            problems = _count_problems(body, unit)
            if problems < fewest:
                best, fewest = body, problems
            if not problems:
                break
    finally:
        unit.rollback()
    return {"method": "POST", "path": "/clusters", "body": best}


def _type_fields(call: ControlCall) -> Json:
    """The fields of a body that say of which type a cluster is to be; none for the usual one."""
    name, types = call.request.query.get("type", ""), all_types()
    kinds = [kind for found in types for kind in found.kind_names]
    nameless = [found.name for found in types if not found.kind_names]
    if not name or name in nameless:
        return {}
    if name not in kinds:
        raise ControlError(f"there is no type {name!r}{instead(name, [*kinds, *nameless])}")
    cluster_type, _, profile = name.partition("/")
    return {"cluster_type": cluster_type, **({"profile": profile} if profile else {})}


def _bodies(world: World, given: Json, size: int) -> Iterator[Json]:
    """The bodies to try: with new nodes in a pool, else without, under one number after another."""
    types = world.cluster_types
    creation = type_of_body(types, given).creation
    for number in range(len(world.clusters) + 1, len(world.clusters) + 1 + _MOST_TRIES):
        body = creation.example(given, number)
        if "size" in body:
            yield {**body, "size": size}
            continue
        switches = body.get("vswitch_ids", [])[:1]
        named = {"name": "default", "desired_size": size}
        pool = example_pool(types, {"scaling_group": {"vswitch_ids": switches}, **named}, 1)
        yield {**body, "nodepools": [pool]}
        yield body


def _count_problems(body: Json, unit: Unit) -> int:
    """How much is wrong with a body."""
    raw = orjson.dumps(body)
    incoming = Incoming("POST", "/clusters", "/clusters", {}, raw, "application/json", "")
    return len(problems_of(Call(incoming, "", {}, create_cluster, []), unit))


def _create_pool(call: ControlCall, tenant: Tenant, _now: int) -> contract.ServiceCall:
    """A node pool in the vSwitch of its cluster, with a name that no other pool of it has."""
    cluster = _cluster(call, tenant)
    if not _has_pools(tenant, cluster):
        raise ControlError(f"{cluster.name} has no node pools; it is scaled by ScaleCluster")
    names = {group.name for group in tenant.world.groups_of(cluster.cluster_id)}
    number = next(n for n in range(1, len(names) + 2) if f"pool-{n}" not in names)
    changes = {"scaling_group": {"vswitch_ids": [cluster.vswitch_id]}, "desired_size": _size(call)}
    body = example_pool(tenant.world.cluster_types, changes, number)
    return {"method": "POST", "path": f"/clusters/{cluster.cluster_id}/nodepools", "body": body}


def _scale_cluster(call: ControlCall, tenant: Tenant, _now: int) -> contract.ServiceCall:
    """A new size for a cluster without node pools."""
    cluster = _cluster(call, tenant)
    if _has_pools(tenant, cluster):
        raise ControlError(f"{cluster.name} is scaled by its node pools: ModifyClusterNodePool")
    example = type_of(tenant.world, cluster).example_scale
    body = example(cluster, {"size": _size(call)})
    return {"method": "PUT", "path": f"/clusters/{cluster.cluster_id}", "body": body}


def _modify_pool(call: ControlCall, tenant: Tenant, _now: int) -> contract.ServiceCall:
    """A new size for a node pool."""
    group = tenant.world.node_groups.get(pool_id := call.request.query.get("pool", ""))
    if group is None:
        raise NotFoundError("node pool", pool_id)
    body = example_pool_change(tenant.world.cluster_types, {"desired_size": _size(call)})
    path = f"/clusters/{group.cluster_id}/nodepools/{group.group_id}"
    return {"method": "PUT", "path": path, "body": body}


def _cluster(call: ControlCall, tenant: Tenant) -> Cluster:
    cluster = tenant.world.clusters.get(cluster_id := call.request.query.get("cluster", ""))
    if cluster is None:
        raise NotFoundError("cluster", cluster_id)
    return cluster


def _has_pools(tenant: Tenant, cluster: Cluster) -> bool:
    return bool(tenant.world.cluster_types[cluster.cluster_type].group_transitions)


def _size(call: ControlCall) -> int:
    """How many nodes there are to be."""
    text = call.request.query.get("size", _SIZE)
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= _MOST_NODES):
        raise ControlError(f"size is a whole number of at most {_MOST_NODES}, not {text!r}")
    return int(text)


_MAKERS: Mapping[str, Callable[[ControlCall, Tenant, int], contract.ServiceCall]] = {
    "CreateCluster": _create_cluster,
    "CreateClusterNodePool": _create_pool,
    "ScaleCluster": _scale_cluster,
    "ModifyClusterNodePool": _modify_pool,
}
