"""The auto-repair policy that is a pool's own, once the pool is deleted."""

import pytest
from cs_simulator.engine import manual_override

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import a_pool
from tests.support.worlds import a_tenant, call, settle

RULE = {"incidents": [{"name": "Node.NotReady"}], "repair_procedure": [{"name": "Replace"}]}


class Cluster:
    """A running Kubernetes cluster with pools that repair their nodes."""

    def __init__(self):
        self.tenant = a_tenant()
        addons = [{"name": "flannel"}, {"name": "ack-node-problem-detector"}]
        self.cluster_id = a_kubernetes_cluster(self.tenant, addons=addons)

    def call(self, method, path, body=None):
        return call(self.tenant, method, f"/clusters/{self.cluster_id}/{path}", body)

    def policies(self):
        return self.call("GET", "auto_repair_policies").ok()["items"]

    def policy(self, policy_id, method="GET", body=None):
        return self.call(method, f"auto_repair_policies/{policy_id}", body)

    def pool(self, name, policy_id=None):
        policy = {"auto_repair_policy": {"auto_repair_policy_id": policy_id}} if policy_id else {}
        management = {"enable": True, "auto_repair": True, **policy}
        return a_pool(self.tenant, self.cluster_id, name, 0, management=management)

    def own_policy_of(self, nodepool_id):
        return next(one["id"] for one in self.policies() if nodepool_id in one["resource_ids"])


def by_call(cluster, nodepool_id):
    cluster.call("DELETE", f"nodepools/{nodepool_id}").ok()
    settle(cluster.tenant)


def by_force(cluster, nodepool_id):
    world = cluster.tenant.world
    owner, group = world.clusters[cluster.cluster_id], world.node_groups[nodepool_id]
    cluster.tenant.change(
        0.0, lambda unit: manual_override.force_group(unit, owner, group, "deleted")
    )


DELETIONS = pytest.mark.parametrize("delete", [by_call, by_force])
CHANGES = pytest.mark.parametrize("is_changed", [True, False])


def an_owner(*, is_changed):
    """A cluster, its only pool, and that pool's own policy."""
    cluster = Cluster()
    nodepool_id = cluster.pool("owner")
    own = cluster.own_policy_of(nodepool_id)
    if is_changed:
        cluster.policy(own, "PUT", {"rules": [RULE]}).ok()
    return cluster, nodepool_id, own


@DELETIONS
@CHANGES
def test_the_own_policy_of_a_pool_goes_with_it(delete, is_changed):
    cluster, nodepool_id, own = an_owner(is_changed=is_changed)

    delete(cluster, nodepool_id)

    assert cluster.policies() == []
    assert cluster.policy(own).status == 404


@DELETIONS
@CHANGES
def test_the_own_policy_of_a_pool_stays_if_another_pool_follows_it(delete, is_changed):
    cluster, nodepool_id, own = an_owner(is_changed=is_changed)
    before = cluster.policy(own).ok()
    follower = cluster.pool("follower", own)

    delete(cluster, nodepool_id)

    assert cluster.policy(own).ok() == {**before, "resource_ids": [follower]}
    assert own in [one["id"] for one in cluster.policies()]


@CHANGES
def test_a_policy_that_outlived_its_pool_can_be_deleted_once_no_pool_follows_it(is_changed):
    cluster, nodepool_id, own = an_owner(is_changed=is_changed)
    follower = cluster.pool("follower", own)
    by_call(cluster, nodepool_id)
    assert cluster.policy(own, "DELETE").code == "DependencyViolation.Resource"
    by_call(cluster, follower)

    cluster.policy(own, "DELETE").ok()

    assert cluster.policies() == []
