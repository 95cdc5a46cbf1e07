"""Kubernetes clusters and node pools in a world: bodies, and what tests ask about them."""

from typing import Any

from cs_simulator.engine import scenario
from cs_simulator.runtime.tenants.tenant import Tenant

from tests.support.answer import Answer
from tests.support.scenario_client import A_SCENARIO
from tests.support.worlds import a_tenant, call, settle

Body = dict[str, Any]


def a_pool_body(name: str = "pool", size: int | None = 2, **groups: Body) -> Body:
    """A body of CreateClusterNodePool as the Terraform provider sends it; *groups* add fields.

    A field that is ``None`` is left out.
    """
    body: Body = {
        "kubernetes_config": {"cms_enabled": True},
        "nodepool_info": {"name": name},
        "scaling_group": {
            "desired_size": size,
            "instance_charge_type": "PostPaid",
            "instance_types": ["ecs.g7.xlarge"],
            "vswitch_ids": ["vsw-2zedefaultb"],
        },
    }
    for group, fields in groups.items():
        value = {**body.get(group, {}), **fields} if isinstance(fields, dict) else fields
        body[group] = value
    return {group: _given(value) for group, value in body.items() if value is not None}


def _given(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: item for name, item in value.items() if item is not None}


def begin_pool(tenant: Tenant, cluster_id: str, *args: Any, **groups: Any) -> str:
    """Create a pool; returns its id."""
    path = f"/clusters/{cluster_id}/nodepools"
    nodepool_id: str = call(tenant, "POST", path, a_pool_body(*args, **groups)).ok()["nodepool_id"]
    return nodepool_id


def a_pool(tenant: Tenant, cluster_id: str, *args: Any, **groups: Any) -> str:
    """Create a pool and wait until it is active; returns its id."""
    nodepool_id = begin_pool(tenant, cluster_id, *args, **groups)
    settle(tenant)
    assert state_of(tenant, cluster_id, nodepool_id) == "active"
    return nodepool_id


def pool(tenant: Tenant, cluster_id: str, nodepool_id: str) -> Body:
    """The pool object."""
    found: Body = call(tenant, "GET", f"/clusters/{cluster_id}/nodepools/{nodepool_id}").ok()
    return found


def state_of(tenant: Tenant, cluster_id: str, nodepool_id: str) -> str:
    """The state of a pool."""
    return str(pool(tenant, cluster_id, nodepool_id)["status"]["state"])


def counts(tenant: Tenant, cluster_id: str, nodepool_id: str) -> dict[str, int]:
    """How many nodes of a pool are in which state; without those of which there are none."""
    status = pool(tenant, cluster_id, nodepool_id)["status"]
    return {
        name.removesuffix("_nodes"): count
        for name, count in status.items()
        if name.endswith("_nodes") and count
    }


def task_of(tenant: Tenant, answer: Answer) -> Body:
    """The task of an answer, as it is now."""
    found: Body = call(tenant, "GET", f"/tasks/{answer.ok()['task_id']}").ok()
    return found


def nodes(tenant: Tenant, cluster_id: str, query: str = "") -> list[Body]:
    """The nodes of a cluster that a query lists."""
    path = f"/clusters/{cluster_id}/nodes?pageSize=100&{query}"
    found: list[Body] = call(tenant, "GET", path).ok()["nodes"]
    return found


def a_tenant_with(*rules: Body) -> Tenant:
    """A new tenant under a scenario of some rules."""
    tenant = a_tenant()
    tenant.change(0.0, lambda unit: scenario.begin(unit, {**A_SCENARIO, "rules": list(rules)}))
    return tenant


def instances_of(tenant: Tenant) -> list[str]:
    """The ids of instances in the default VPC that belong to no cluster."""
    instances = tenant.world.instances.base.values()
    return [each.instance_id for each in instances if each.vpc_id == "vpc-2zedefault"]
