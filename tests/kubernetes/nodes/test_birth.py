"""What a cluster's API has when it is called for the first time."""

from cs_simulator.kubernetes import follower, objects
from cs_simulator.kubernetes.nodes.birth import birth
from cs_simulator.runtime.tenants.tenant import Tenant

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import a_pool, nodes
from tests.support.worlds import a_tenant


def call_first(tenant: Tenant, cluster_id: str) -> None:
    """Do what the first call of a cluster's API does."""
    follower.attach(tenant.world)
    tenant.change(0.0, lambda unit: birth(unit, tenant.world.clusters[cluster_id]))


def names(tenant: Tenant, cluster_id: str, resource: str) -> list[str]:
    """The names of the objects of a kind, in their order."""
    return [each.name for each in objects.objects_of(tenant.world, cluster_id, resource)]


def test_a_cluster_has_the_nodes_that_the_service_lists():
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant)
    a_pool(tenant, cluster_id)
    call_first(tenant, cluster_id)

    listed = [node["node_name"] for node in nodes(tenant, cluster_id)]
    assert sorted(listed) == names(tenant, cluster_id, "nodes")
