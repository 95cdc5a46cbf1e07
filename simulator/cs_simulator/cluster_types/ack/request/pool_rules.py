"""Rules about the node pools in the body of a creation."""

from collections.abc import Iterator
from typing import Any

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.cluster_types.ack.pools import exists
from cs_simulator.cluster_types.ack.pools.make import DEFAULT_POOL
from cs_simulator.cluster_types.ack.request.kind_rules import kind_of_request
from cs_simulator.cluster_types.ack.request.lookup import AckLookup
from cs_simulator.domain.errors import ApiError


class PoolsFit:
    """Each pool has a name of its own, refers to what exists, and finds what it needs."""

    def check(self, request: Any, lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem for each thing that does not fit."""
        if request.nodepools and kind_of_request(request) is Kind.SERVERLESS:
            yield ack_errors.INVALID_FIELD(f"{path}nodepools", "serverless clusters have none")
        names: list[str | None] = [DEFAULT_POOL] if request.num_of_nodes else []
        for index, pool in enumerate(request.nodepools or ()):
            inside = f"{path}nodepools[{index}]."
            name = pool.nodepool_info.name if pool.nodepool_info else None
            if name in names:
                yield ack_errors.INVALID_FIELD(f"{inside}nodepool_info.name", "each name once")
            names.append(name)
            if request.vpcid:
                yield from exists.resources(pool, lookup.world, lookup, request.vpcid, inside)
            yield from exists.roles(pool, lookup.world)
            yield from _needed_addons(request, pool)


def _needed_addons(request: Any, pool: Any) -> Iterator[ApiError]:
    """A pool that repairs its nodes needs the component that finds what is wrong with them."""
    management = pool.management
    named = {addon.name for addon in request.addons or () if not addon.disabled}
    repairs = management is not None and management.enable and management.auto_repair
    if repairs and exists.PROBLEM_DETECTOR not in named:
        yield ack_errors.MANAGEMENT_NEEDS_ADDON(addon=exists.PROBLEM_DETECTOR)


class NodesWithinQuota:
    """The cluster has no more pools and nodes than the quotas."""

    def check(self, request: Any, lookup: AckLookup, _path: str) -> Iterator[ApiError]:
        """A problem if it would have more."""
        quotas, pools = lookup.quotas, request.nodepools or ()
        if len(pools) + bool(request.num_of_nodes) > quotas.pools_per_cluster:
            yield ack_errors.NODE_POOL_QUOTA_EXCEEDED(limit=quotas.pools_per_cluster)
        nodes = sum(map(exists.size_of, pools)) + (request.num_of_nodes or 0)
        if nodes > quotas.nodes_per_kubernetes_cluster:
            yield ack_errors.NODE_QUOTA_EXCEEDED(limit=quotas.nodes_per_kubernetes_cluster)


RULES = (PoolsFit(), NodesWithinQuota())
