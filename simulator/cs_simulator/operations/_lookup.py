"""From a request to the operation that it calls; or what the gateway refuses it with."""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import import_module

from cs_simulator.catalog import errors
from cs_simulator.cluster_types import type_of
from cs_simulator.domain.collecting import collect
from cs_simulator.engine.call_region import region_of
from cs_simulator.engine.world import World
from cs_simulator.operations._index import INDEX
from cs_simulator.operations._match_context import cluster_of
from cs_simulator.operations._operation import Call, Incoming, Operation
from cs_simulator.operations._ram_actions import actions_of
from cs_simulator.operations._routing import Declared, Routes
from cs_simulator.operations._rpc import resource_of, rpc_name_of
from cs_simulator.validation.body import json_or_none

# Paths of clusters and tasks are called again and again; longer ones are not remembered.
_LONGEST_REMEMBERED_PATH = 100


@cache
def _collected() -> tuple[Operation, ...]:
    return tuple(
        sorted(
            collect("cs_simulator.operations", Operation),
            key=lambda operation: operation.handle.__module__.rpartition(".")[2],
        )
    )


@cache
def all_operations() -> tuple[Operation, ...]:
    """Every operation of this service that is modelled, in the order of the modules' names."""
    return tuple(operation for operation in _collected() if not operation.product)


@cache
def rpc_operations() -> Mapping[str, Operation]:
    """Every operation of another product that is modelled, by its action in the style RPC."""
    return {operation.name: operation for operation in _collected() if operation.product}


@cache
def load(declared: Declared) -> Operation:
    """The operation, whose module is imported when it is first asked for."""
    module = import_module(f"cs_simulator.operations.{declared.module}")
    return next(
        found
        for found in vars(module).values()
        if isinstance(found, Operation) and found.name == declared.name
    )


@cache
def routes() -> Routes[Declared]:
    """The operations by method and path."""
    return Routes(declared for declared in INDEX if not declared.product)


@cache
def known_routes() -> Routes[Operation]:
    """The operations that are known and not modelled, by method and path.

    Asked only for what :func:`routes` does not have: most runs never load them.
    """
    from cs_simulator.operations._not_modelled import not_modelled

    return Routes(not_modelled())


@cache
def _rpc_declared() -> Mapping[str, Declared]:
    return {declared.name: declared for declared in INDEX if declared.product}


def call_of(incoming: Incoming, request_id: str, world: World) -> Call:
    """The operation that is called, with the values of its path's placeholders.

    Where operations of several cluster types share the route, it is that of the cluster or the task
    that the path names. Raises the :class:`ApiError` by which the gateway refuses the request: it
    is not signed as it must be, or its path or method is unknown.
    """
    if incoming.refused is not None:
        raise incoming.refused
    if incoming.action:
        declared = _rpc_declared()[rpc_name_of(incoming, _rpc_declared())]
        return Call(incoming, request_id, {}, load(declared), [])
    raw_path = incoming.raw_path
    find = _find if len(raw_path) <= _LONGEST_REMEMBERED_PATH else _find.__wrapped__
    found = find(incoming.method, raw_path)
    if found is not None:
        route, parameters = found
        operation = route.get("") or next(iter(route.values()))
        if len(route) > 1:
            operation = route.get(_cluster_type(world, parameters), operation)
        return Call(incoming, request_id, parameters, operation, [])
    methods = routes().methods(raw_path) or known_routes().methods(raw_path)
    if methods:
        raise errors.METHOD_NOT_SUPPORTED("method", f"this path answers to {', '.join(methods)}")
    raise errors.API_NOT_FOUND()


def _cluster_type(world: World, parameters: Mapping[str, str]) -> str:
    """The type of the cluster or the task that a path names; empty if there is none."""
    cluster = world.clusters.get(parameters.get("cluster_id", "").lower())
    if cluster is not None:
        return cluster.cluster_type
    task = world.tasks.get(parameters.get("task_id", ""))  # it outlives its cluster
    return task.cluster_type if task else ""


@lru_cache(maxsize=4096)
def _find(method: str, raw_path: str) -> tuple[Mapping[str, Operation], Mapping[str, str]] | None:
    found = routes().find(method, raw_path)
    if found is None:
        return known_routes().find(method, raw_path)
    route, parameters = found
    return _loaded(tuple(route.values())), parameters


@cache
def _loaded(route: tuple[Declared, ...]) -> Mapping[str, Operation]:
    """The operations of one method and path by cluster type."""
    return {declared.cluster_type: load(declared) for declared in route}


def check_policy(call: Call, world: World) -> None:
    """Raise the error for a call that the policies of its signer do not allow.

    Policies are those of Alibaba Cloud RAM: an action ``cs:…`` on a resource
    ``acs:cs:{region}:{account}:cluster/{cluster id}``; for other products their name is in place of
    ``cs``. A call that names no cluster in its path needs the permission for all of them, ``*``;
    its resource group is the one that its query or its body names.
    """
    permissions, operation = call.incoming.permissions, call.operation
    if permissions is None:
        return
    where = f"{region_of_call(call, world)}:{permissions.principal.account_id}"
    if operation.product:
        resource = f"acs:{operation.product}:{where}:{resource_of(call)}"
        group = call.query.get("ResourceGroupId", "")
        permissions.check_of_product(actions_of(operation)[0], resource, group)
        return
    cluster_id = call.parameters.get("cluster_id", "*").lower()
    resource = f"acs:cs:{where}:cluster/{cluster_id}"
    permissions.check(actions_of(operation), resource, _resource_group_of(call, world))


def _resource_group_of(call: Call, world: World) -> str:
    """The id of the resource group that a call is about; empty if it is about none."""
    cluster = cluster_of(world, call.parameters)
    if cluster is not None:
        return type_of(world, cluster).resource_group_of(cluster)
    body = json_or_none(call.incoming.body)
    named = body.get("resource_group_id") if isinstance(body, dict) else None
    return named if isinstance(named, str) else call.query.get("resource_group_id", "")


def region_of_call(call: Call, world: World) -> str:
    """The region that a call is about."""
    cluster = cluster_of(world, call.parameters)
    if cluster is not None:
        return cluster.region_id
    body = json_or_none(call.incoming.body)
    return region_of(world, body if isinstance(body, dict) else {}, call.named_region)
