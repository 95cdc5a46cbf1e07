"""Tenants with orchards: made, grown and looked at by their calls."""

from typing import Any

from cs_simulator.cluster_types import all_types
from cs_simulator.engine.cluster_behavior import ClusterTypes
from cs_simulator.runtime.tenants.tenant import Tenant

from tests.cluster_types.orchard.cluster_type import ORCHARD
from tests.support.worlds import a_tenant, call, settle

TYPES = (*all_types(), ORCHARD)
BODY = {
    "cluster_type": "orchard",
    "name": "hill",
    "region_id": "cn-beijing",
    "vpc_id": "vpc-2zedefault",
    "vswitch_id": "vsw-2zedefaultb",
    "apples": 2,
    "pears": 3,
}


def a_hill(**settings: Any) -> Tenant:
    return a_tenant(cluster_types=ClusterTypes(lambda: TYPES), **settings)


def plant(tenant: Tenant, **changes: object) -> str:
    created: dict[str, str] = call(tenant, "POST", "/clusters", {**BODY, **changes}).ok()
    return created["cluster_id"]


def a_grown_orchard(tenant: Tenant, **changes: object) -> str:
    cluster_id = plant(tenant, **changes)
    settle(tenant)
    return cluster_id


def rows(tenant: Tenant, cluster_id: str) -> dict[str, tuple[str, int]]:
    found = call(tenant, "GET", f"/clusters/{cluster_id}").ok()["rows"]
    return {name: (row["state"], row["trees"]) for name, row in found.items()}


def tasks_of(tenant: Tenant, cluster_id: str) -> dict[str, str]:
    """States of the tasks about rows, by row; the last one of each."""
    tasks = [tenant.world.tasks[task_id] for task_id in tenant.world.cluster_tasks[cluster_id]]
    return {t.group_id.rpartition("-")[2]: t.state.value for t in tasks if t.group_id}
