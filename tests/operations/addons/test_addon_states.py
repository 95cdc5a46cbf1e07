"""Components and their pods: what the service says of a component, and what its cluster does."""

import json

import pytest
from cs_simulator.engine import node_loss
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.cluster_api import ClusterApi
from tests.support.cluster_nodes import (
    a_cluster,
    an_uncalled_cluster,
    lose,
    move,
    patch,
    recover,
)
from tests.support.kubernetes import a_dedicated_body, a_running
from tests.support.pools import a_pool, begin_pool
from tests.support.worlds import a_tenant, call, settle

KUBE_SYSTEM = "/apis/apps/v1/namespaces/kube-system"
AVAILABLE = "availableReplicas"
COREDNS = f"{KUBE_SYSTEM}/deployments/coredns"


def states(tenant, cluster_id):
    """The states of the components, by name, as the list answers them."""
    found = call(tenant, "GET", f"/clusters/{cluster_id}/addon_instances").ok()["addons"]
    return {each["name"]: each["state"] for each in found}


def unhealthy(tenant, cluster_id):
    """The names of the components that do not work."""
    return [name for name, state in states(tenant, cluster_id).items() if state == "unhealthy"]


def without_pods(tenant, cluster_id):
    """The workloads without a pod that is available, as the objects of the cluster say it."""
    api = ClusterApi(tenant, cluster_id)
    counts = {
        each["metadata"]["name"]: (each["spec"]["replicas"], each["status"].get(AVAILABLE))
        for each in api.get(f"{KUBE_SYSTEM}/deployments")["items"]
    } | {
        each["metadata"]["name"]: (
            each["status"]["desiredNumberScheduled"],
            each["status"].get("numberAvailable"),
        )
        for each in api.get(f"{KUBE_SYSTEM}/daemonsets")["items"]
    }
    return [name for name, (wanted, available) in counts.items() if wanted and not available]


NEEDING_A_NODE = [
    "alicloud-monitor-controller",
    "coredns",
    "csi-provisioner",
    "metrics-server",
    "storage-operator",
]


@pytest.mark.parametrize("is_called", [True, False])
def test_what_needs_a_node_does_not_work_without_one(is_called):
    tenant, cluster_id = an_uncalled_cluster(0)
    if is_called:
        assert sorted(without_pods(tenant, cluster_id)) == NEEDING_A_NODE

    assert sorted(unhealthy(tenant, cluster_id)) == NEEDING_A_NODE


@pytest.mark.parametrize("is_called", [True, False])
def test_everything_works_on_one_node_that_is_ready(is_called):
    tenant, cluster_id = an_uncalled_cluster(1)
    move(tenant, 60)
    if is_called:
        assert without_pods(tenant, cluster_id) == []

    assert set(states(tenant, cluster_id).values()) == {"active"}


def test_both_planes_say_when_names_are_resolved():
    api = ClusterApi()
    tenant, cluster_id = api.tenant, api.cluster_id
    begin_pool(tenant, cluster_id, "pool", 1)
    seen = []
    while tenant.world.next_step() or tenant.world.kubernetes_timers_awaited.counts:
        available = api.get(COREDNS)["status"].get(AVAILABLE, 0)
        seen.append((states(tenant, cluster_id)["coredns"], available > 0))
        move(tenant, 1)

    assert set(seen) == {("unhealthy", False), ("active", True)}
    assert seen == sorted(seen, reverse=True)


def test_a_component_does_not_work_while_its_only_node_is_lost():
    api = a_cluster(1)
    move(api.tenant, 60)

    lose(api)
    move(api.tenant, 60)
    assert "coredns" in unhealthy(api.tenant, api.cluster_id)

    recover(api)
    move(api.tenant, 60)
    assert unhealthy(api.tenant, api.cluster_id) == []


def test_a_component_whose_pods_find_no_room_does_not_work():
    api = a_cluster(1)
    move(api.tenant, 60)
    template = {"spec": {"nodeSelector": {"disk": "fast"}}}

    patch(api, COREDNS, {"spec": {"strategy": {"type": "Recreate", "rollingUpdate": None}}})
    patch(api, COREDNS, {"spec": {"template": template}})
    move(api.tenant, 60)

    assert unhealthy(api.tenant, api.cluster_id) == ["coredns"]


def test_a_component_whose_workload_somebody_deleted_does_not_work():
    api = a_cluster(1)
    move(api.tenant, 60)
    assert api.request("DELETE", COREDNS).status == 200

    assert unhealthy(api.tenant, api.cluster_id) == ["coredns"]


@pytest.mark.parametrize("is_called", [True, False])
def test_a_component_that_is_to_have_no_pods_works(is_called):
    tenant, cluster_id = an_uncalled_cluster(0)
    if is_called:
        ClusterApi(tenant, cluster_id)
    path = f"/clusters/{cluster_id}/components/coredns/config"
    call(tenant, "POST", path, {"config": json.dumps({"replicas": 0})}).ok()

    assert states(tenant, cluster_id)["coredns"] == "active"


def test_a_component_that_does_not_work_can_be_upgraded_and_removed():
    tenant, cluster_id = an_uncalled_cluster(0)
    path = f"/clusters/{cluster_id}/components"
    call(tenant, "POST", f"{path}/uninstall", [{"name": "metrics-server"}]).ok()
    assert states(tenant, cluster_id)["metrics-server"] == "deleting"
    settle(tenant)

    assert "metrics-server" not in states(tenant, cluster_id)


def test_the_older_call_says_the_same():
    tenant, cluster_id = an_uncalled_cluster(0)

    found = call(tenant, "GET", f"/clusters/{cluster_id}/components/coredns/instance").ok()

    assert found["state"] == "unhealthy"


def test_an_upgrade_that_is_done_is_a_success_though_no_pod_runs():
    tenant, cluster_id = an_uncalled_cluster(0)
    path = f"/clusters/{cluster_id}/components"
    call(tenant, "POST", f"{path}/install", [{"name": "ack-node-problem-detector"}]).ok()
    settle(tenant)

    found = call(tenant, "GET", f"{path}/ack-node-problem-detector/upgradestatus").ok()

    assert found["tasks"]["status"] == "Success"
    assert states(tenant, cluster_id)["ack-node-problem-detector"] == "unhealthy"


def test_reading_a_component_again_moves_time_until_its_pods_run():
    tenant = a_tenant(clock="polling", kubernetes_version=("1.34.1-aliyun.1",))
    cluster_id = a_running(tenant)
    a_pool(tenant, cluster_id, "pool", 1)
    ClusterApi(tenant, cluster_id)
    path = f"/clusters/{cluster_id}/components/install"
    call(tenant, "POST", path, [{"name": "nginx-ingress-controller"}]).ok()

    def read():
        path = f"/clusters/{cluster_id}/addon_instances/nginx-ingress-controller"
        return call(tenant, "GET", path).ok()["state"]

    assert [read() for _ in range(4)] == ["initial", "unhealthy", "active", "active"]


def test_masters_run_what_tolerates_them():
    tenant = a_tenant()
    cluster_id = a_running(tenant, a_dedicated_body(num_of_nodes=0))

    found = states(tenant, cluster_id)

    assert found["coredns"] == "active"
    assert found["metrics-server"] == "unhealthy"


POOLS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["", "NoSchedule", "NoExecute", "PreferNoSchedule"]),
        st.booleans(),
    ),
    max_size=2,
)


@settings(max_examples=10, deadline=None)
@given(pools=POOLS, lost=st.integers(0, 3), back=st.booleans(), is_dedicated=st.booleans())
def test_the_first_call_of_a_cluster_s_api_finds_what_the_service_has_said(
    pools, lost, back, is_dedicated
):
    tenant = a_tenant(kubernetes_version=("1.34.1-aliyun.1",))
    cluster_id = a_running(tenant, a_dedicated_body(num_of_nodes=0) if is_dedicated else None)
    for number, (size, effect, cordoned) in enumerate(pools):
        taints = [{"key": "own", "value": "yes", "effect": effect}] if effect else []
        config = {"taints": taints, "unschedulable": cordoned}
        a_pool(tenant, cluster_id, f"pool-{number}", size, kubernetes_config=config)
    for node in tenant.world.nodes_of(cluster_id)[:lost]:
        tenant.change(0.0, lambda unit, node=node: node_loss.lose(unit, node))
    move(tenant, 400)
    if back:
        for node in tenant.world.nodes_of(cluster_id)[:lost]:
            tenant.change(0.0, lambda unit, node=node: node_loss.recover(unit, node))
        move(tenant, 60)

    said = states(tenant, cluster_id)
    ClusterApi(tenant, cluster_id)

    assert states(tenant, cluster_id) == said
