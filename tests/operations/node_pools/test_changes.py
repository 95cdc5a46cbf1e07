"""Changing node pools: a merge field by field, sizes, auto scaling, labels and taints."""

import pytest

from tests.support.pools import (
    a_pool,
    counts,
    nodes,
    pool,
    state_of,
    task_of,
)
from tests.support.worlds import call, log_of, settle


@pytest.fixture
def change(tenant, cluster_id):
    """Changes a pool; returns the answer."""

    def made(nodepool_id, **groups):
        return call(tenant, "PUT", f"/clusters/{cluster_id}/nodepools/{nodepool_id}", groups)

    return made


def test_a_change_keeps_what_it_does_not_name(tenant, cluster_id, change):
    nodepool_id = a_pool(
        tenant,
        cluster_id,
        size=1,
        scaling_group={"system_disk_size": 120, "key_pair": "k"},
        kubernetes_config={"labels": [{"key": "a", "value": "b"}]},
    )
    before = pool(tenant, cluster_id, nodepool_id)

    answer = change(nodepool_id, scaling_group={"system_disk_size": 200}, nodepool_info={})

    assert answer.body.keys() == {"nodepool_id", "request_id", "task_id"}
    assert task_of(tenant, answer)["task_type"] == "nodepool_update"
    assert state_of(tenant, cluster_id, nodepool_id) == "updating"
    settle(tenant)
    after = pool(tenant, cluster_id, nodepool_id)
    for found in (before, after):
        found["nodepool_info"].pop("updated")
        found.pop("status")
    before["scaling_group"]["system_disk_size"] = 200
    assert after == before


@pytest.mark.parametrize(
    ("size", "task_type", "state"),
    [(5, "nodepool_scaleout", "scaling"), (0, "nodepool_scalein", "removing_nodes")],
)
def test_the_desired_size_scales_both_ways(tenant, cluster_id, change, size, task_type, state):
    nodepool_id = a_pool(tenant, cluster_id, size=3)

    answer = change(nodepool_id, scaling_group={"desired_size": size}, kubernetes_config={})

    assert task_of(tenant, answer)["task_type"] == task_type
    assert state_of(tenant, cluster_id, nodepool_id) == state
    settle(tenant)
    found = pool(tenant, cluster_id, nodepool_id)
    assert found["scaling_group"]["desired_size"] == size
    assert found["status"]["total_nodes"] == size
    assert found["status"]["state"] == "active"


def test_the_present_desired_size_changes_nothing(tenant, cluster_id, change):
    nodepool_id = a_pool(tenant, cluster_id, size=2)
    answer = change(nodepool_id, scaling_group={"desired_size": 2})
    assert task_of(tenant, answer)["task_type"] == "nodepool_update"


def test_the_old_count_is_how_many_nodes_more_there_are_to_be(tenant, cluster_id, change):
    nodepool_id = a_pool(tenant, cluster_id, size=None, count=1)
    change(nodepool_id, count=2).ok()
    settle(tenant)
    assert counts(tenant, cluster_id, nodepool_id)["healthy"] == 3


def test_a_smaller_size_takes_the_newest_nodes_away(tenant, cluster_id, change):
    nodepool_id = a_pool(tenant, cluster_id, size=3)
    names = [node["node_name"] for node in nodes(tenant, cluster_id)]

    change(nodepool_id, scaling_group={"desired_size": 2}).ok()
    settle(tenant)

    assert [node["node_name"] for node in nodes(tenant, cluster_id)] == names[:2]


def test_empty_lists_clear_labels_and_taints_only(tenant, cluster_id, change):
    disks = [{"category": "cloud_essd", "size": 40}]
    nodepool_id = a_pool(
        tenant,
        cluster_id,
        size=0,
        kubernetes_config={
            "labels": [{"key": "a", "value": "b"}],
            "taints": [{"key": "c", "value": "d", "effect": "NoSchedule"}],
        },
        scaling_group={"data_disks": disks, "tags": [{"key": "t", "value": "v"}]},
    )

    change(
        nodepool_id,
        kubernetes_config={"labels": []},
        scaling_group={"data_disks": [], "tags": []},
    ).ok()
    settle(tenant)

    found = pool(tenant, cluster_id, nodepool_id)
    assert found["kubernetes_config"]["labels"] == []
    assert found["kubernetes_config"]["taints"] != []
    assert found["scaling_group"]["data_disks"] == disks
    assert found["scaling_group"]["tags"] != []
    assert "labels of node pool pool cleared by an empty list" in log_of(tenant, cluster_id)


@pytest.mark.parametrize("size", [2, 3])
def test_labels_are_written_onto_nodes_with_update_nodes_only(tenant, cluster_id, change, size):
    nodepool_id = a_pool(tenant, cluster_id, size=2)
    labels = {"kubernetes_config": {"labels": [{"key": "a", "value": "b"}]}}

    change(nodepool_id, **labels).ok()
    settle(tenant)
    assert nodes(tenant, cluster_id, "nodeLabels=a=b") == []
    change(nodepool_id, update_nodes=True, scaling_group={"desired_size": size}).ok()
    settle(tenant)
    assert len(nodes(tenant, cluster_id, "nodeLabels=a=b")) == size


def test_a_pool_is_renamed_but_not_to_a_name_in_use(tenant, cluster_id, change):
    first, second = (a_pool(tenant, cluster_id, name, size=0) for name in ("one", "two"))

    refused = change(first, nodepool_info={"name": "two"})
    assert refused.code == "InvalidParameter.Name"
    assert refused.body["message"] == (
        f"nodepool name two is already exist in cluster {cluster_id}."
    )
    change(second, nodepool_info={"name": "three"}).ok()
    settle(tenant)
    assert pool(tenant, cluster_id, second)["nodepool_info"]["name"] == "three"
    change(first, nodepool_info={"name": "two"}).ok()


def test_auto_scaling_keeps_the_number_of_nodes_within_its_bounds(tenant, cluster_id, change):
    nodepool_id = a_pool(tenant, cluster_id, size=2)

    change(nodepool_id, auto_scaling={"enable": True, "min_instances": 3, "max_instances": 5}).ok()
    settle(tenant)

    found = pool(tenant, cluster_id, nodepool_id)
    assert found["status"]["healthy_nodes"] == 3
    assert found["auto_scaling"]["type"] == "cpu"
    assert "desired_size" not in found["scaling_group"]
    change(nodepool_id, auto_scaling={"min_instances": 0, "max_instances": 1}).ok()
    settle(tenant)
    assert counts(tenant, cluster_id, nodepool_id)["total"] == 1


@pytest.mark.parametrize(
    "groups",
    [
        {"scaling_group": {"desired_size": 1}},
        {"count": 1},
        {"auto_scaling": {"enable": False}, "scaling_group": {"desired_size": 1}},
    ],
)
def test_a_pool_with_auto_scaling_refuses_sizes(tenant, cluster_id, change, groups):
    scaling = {"enable": True, "min_instances": 0, "max_instances": 2}
    nodepool_id = a_pool(tenant, cluster_id, size=None, auto_scaling=scaling)

    refused = change(nodepool_id, **groups)

    assert (refused.status, refused.code) == (400, "InvalidDesiredSizeOrCount.NotNull")


@pytest.mark.parametrize(
    ("scaling", "code"),
    [
        ({"enable": True}, "MissingParameter.MaxInstances"),
        ({"enable": True, "min_instances": 2, "max_instances": 1}, "InvalidParameter.MinInstances"),
    ],
)
def test_bounds_of_auto_scaling_must_fit(tenant, cluster_id, change, scaling, code):
    assert change(a_pool(tenant, cluster_id, size=0), auto_scaling=scaling).code == code


def test_the_type_of_auto_scaling_stays(tenant, cluster_id, change):
    scaling = {"enable": True, "min_instances": 0, "max_instances": 2, "type": "gpu"}
    nodepool_id = a_pool(tenant, cluster_id, size=None, auto_scaling=scaling)
    assert change(nodepool_id, auto_scaling={"type": "cpu"}).code == "InvalidParameter.Type"
    change(nodepool_id, auto_scaling={"type": "gpu", "max_instances": 3}).ok()


def test_passwords_are_hidden_and_take_the_place_of_key_pairs(tenant, cluster_id, change):
    nodepool_id = a_pool(tenant, cluster_id, size=0, scaling_group={"key_pair": "k"})

    change(nodepool_id, scaling_group={"login_password": "Secret-Pass1"}).ok()
    settle(tenant)
    found = pool(tenant, cluster_id, nodepool_id)["scaling_group"]
    assert (found["key_pair"], found["login_password"]) == ("", "********")
    change(nodepool_id, scaling_group={"key_pair": "other"}).ok()
    found = pool(tenant, cluster_id, nodepool_id)["scaling_group"]
    assert (found["key_pair"], found["login_password"]) == ("other", "")
    stored = tenant.world.node_groups[nodepool_id].properties
    assert "Secret-Pass1" not in stored


def test_another_type_of_image_brings_its_newest_image(tenant, cluster_id, change):
    nodepool_id = a_pool(tenant, cluster_id, size=0)
    change(nodepool_id, scaling_group={"image_type": "ContainerOS"}).ok()
    found = pool(tenant, cluster_id, nodepool_id)["scaling_group"]
    assert found["image_type"] == found["platform"] == "ContainerOS"
    assert found["image_id"].startswith("lifsea_")


def test_what_a_change_refers_to_must_exist(tenant, cluster_id, change):
    nodepool_id = a_pool(tenant, cluster_id, size=0)
    for group, code in (
        ({"instance_types": ["nonsense"]}, "InvalidParameter.InstanceTypes"),
        ({"vswitch_ids": ["vsw-2zedefaultb", "nonsense"]}, "InvalidVSwitchId.NotFound"),
        ({"desired_size": 101}, "QuotaExceeded.Node"),
        ({"login_password": "short"}, "InvalidParameter.LoginPassword"),
    ):
        assert change(nodepool_id, scaling_group=group).code == code
    busy = change(nodepool_id, scaling_group={"desired_size": 1})
    assert busy.status == 200
    assert change(nodepool_id, nodepool_info={}).code == "InvalidNodePoolStatus.Forbidden"
