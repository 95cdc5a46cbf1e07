"""Attaching, removing and resetting nodes, and which of their instances remain."""

import pytest
from cs_simulator.engine import node_loss

from tests.support.builders import PASSWORD
from tests.support.worlds import a_running_cluster, a_tenant, call, log_of, settle

UBUNTU = "ubuntu_16_0402_64_20G_alibase_20170818.vhd"


def attach(tenant, cluster_id, *instances, **changes):
    body = {"password": PASSWORD, "instances": list(instances), **changes}
    return call(tenant, "POST", f"/clusters/{cluster_id}/attach", body)


def remove(tenant, cluster_id, address, query=""):
    return call(tenant, "DELETE", f"/clusters/{cluster_id}/ip/{address}{query}")


def reset(tenant, cluster_id, instance_id, **changes):
    body = {"password": PASSWORD, "ecs_image_id": UBUNTU, **changes}
    return call(tenant, "POST", f"/clusters/{cluster_id}/instances/{instance_id}/reset", body)


def state_and_size(tenant, cluster_id):
    cluster = call(tenant, "GET", f"/clusters/{cluster_id}").body
    return cluster["state"], cluster["size"]


def test_instances_become_nodes():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)

    status, body = attach(tenant, cluster_id, "i-2zefree1", "i-2zefree2")

    assert status == 202
    assert body["list"] == [
        {"code": "200", "instanceId": "i-2zefree1", "message": "successful"},
        {"code": "200", "instanceId": "i-2zefree2", "message": "successful"},
    ]
    assert state_and_size(tenant, cluster_id) == ("scaling", 1)
    settle(tenant)
    assert state_and_size(tenant, cluster_id) == ("running", 3)
    task = call(tenant, "GET", f"/tasks/{body['task_id']}").body
    assert (task["task_type"], task["state"]) == ("cluster_attach", "success")
    nodes = call(tenant, "GET", f"/clusters/{cluster_id}/nodes").body["nodes"]
    assert [node["instance_id"] for node in nodes][1:] == ["i-2zefree1", "i-2zefree2"]
    assert "Replace system disk of i-2zefree1 successfully" in log_of(tenant, cluster_id)


def test_an_inactive_cluster_runs_once_an_instance_is_attached():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=0)
    attach(tenant, cluster_id, "i-2zefree1")
    settle(tenant)
    assert state_and_size(tenant, cluster_id) == ("running", 1)


@pytest.mark.parametrize(
    ("instance_id", "code", "piece"),
    [
        ("i-2zenobody", "404", "InvalidInstanceId.NotFound"),
        ("not-an-id", "404", "InvalidInstanceId.NotFound"),
        ("i-bp1free1", "400", "cn-hangzhou"),
        ("i-2zeclassic", "400", "classic"),
        ("i-2zenoeip", "400", "elastic address"),
        ("i-2zefree1", "403", "IncorrectInstanceStatus"),
    ],
)
def test_an_instance_that_cannot_be_a_node_has_its_own_result(instance_id, code, piece):
    tenant = a_tenant()
    busy = a_running_cluster(tenant, name="busy", subnet_cidr="172.30.0.0/24")
    attach(tenant, busy, "i-2zefree1")
    settle(tenant)
    cluster_id = a_running_cluster(tenant)

    status, body = attach(tenant, cluster_id, instance_id, "i-2zefree2")

    assert status == 202
    first, second = body["list"]
    assert (first["instanceId"], first["code"]) == (instance_id, code)
    assert piece in first["message"]
    assert second["code"] == "200"
    settle(tenant)
    assert state_and_size(tenant, cluster_id) == ("running", 2)


def test_without_any_instance_that_fits_there_is_no_task():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    status, body = attach(tenant, cluster_id, "i-2zenobody")
    assert (status, body["task_id"]) == (202, "")
    assert state_and_size(tenant, cluster_id) == ("running", 1)


def test_an_instance_of_another_network_does_not_fit():
    tenant = a_tenant()
    cluster_id = a_running_cluster(
        tenant, vpc_id="vpc-2zeother", vswitch_id="vsw-2zeother", subnet_cidr="172.31.0.0/24"
    )
    [result] = attach(tenant, cluster_id, "i-2zefree1").body["list"]
    assert (result["code"], "vpc-2zeother" in result["message"]) == ("400", True)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"instances": None}, "MissingParameter"),
        ({"instances": []}, "InvalidParameter"),
        ({"instances": [""]}, "InvalidParameter"),
        ({"instances": "i-2zefree1"}, "InvalidParameter"),
        ({"instances": [f"i-{number}" for number in range(20)]}, "QuotaExceeded.Node"),
        ({"password": None}, "MissingParameter"),
        ({"password": "short"}, "InvalidPassword.Malformed"),
        (
            {"instances": ["i-2zefree1"], "ecs_image_id": "m-2zeoldkernel"},
            "InvalidImageId.NotSupported",
        ),
    ],
)
def test_an_attachment_is_refused_as_a_whole(changes, code):
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    assert attach(tenant, cluster_id, **changes).body["code"] == code


def test_a_node_is_removed_by_its_address_and_its_instance_stays():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=2)
    kept, leaving = tenant.world.nodes_of(cluster_id)

    status, body = remove(tenant, cluster_id, leaving.ip_address)

    assert (status, body["cluster_id"]) == (202, cluster_id)
    settle(tenant)
    assert state_and_size(tenant, cluster_id) == ("running", 1)
    assert tenant.world.nodes_of(cluster_id) == [kept]
    freed = tenant.world.instances.get(leaving.instance_id)
    assert (freed.ip_address, freed.is_released) == (leaving.ip_address, False)
    [again] = attach(tenant, cluster_id, leaving.instance_id).body["list"]
    assert again["code"] == "200"
    settle(tenant)
    assert [n.ip_address for n in tenant.world.nodes_of(cluster_id)][1] == leaving.ip_address


def test_the_address_of_an_instance_that_stays_is_not_given_to_another_node():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=1)
    [leaving] = tenant.world.nodes_of(cluster_id)
    remove(tenant, cluster_id, leaving.ip_address)
    settle(tenant)
    other = a_running_cluster(tenant, name="other", subnet_cidr="172.30.0.0/24")
    [node] = tenant.world.nodes_of(other)
    assert node.ip_address != leaving.ip_address


def test_a_released_instance_is_gone():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=1)
    attach(tenant, cluster_id, "i-2zefree1")
    settle(tenant)
    for node in tenant.world.nodes_of(cluster_id):
        remove(tenant, cluster_id, node.ip_address, "?releaseInstance=true")
        settle(tenant)
        [again] = attach(tenant, cluster_id, node.instance_id).body["list"]
        assert again["code"] == "404"
    assert state_and_size(tenant, cluster_id) == ("inactive", 0)


def test_an_instance_paid_in_advance_is_not_released():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    attach(tenant, cluster_id, "i-2zeprepaid")
    settle(tenant)
    node = tenant.world.nodes["i-2zeprepaid"]
    _, body = remove(tenant, cluster_id, node.ip_address, "?releaseInstance=true")
    assert body["code"] == "ChargeTypeViolation"
    assert remove(tenant, cluster_id, node.ip_address).status == 202


def test_a_deletion_of_the_cluster_gives_attached_instances_back():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    attach(tenant, cluster_id, "i-2zefree1")
    settle(tenant)
    call(tenant, "DELETE", f"/clusters/{cluster_id}")
    settle(tenant)
    again = a_running_cluster(tenant)
    [result] = attach(tenant, again, "i-2zefree1").body["list"]
    assert result["code"] == "200"


@pytest.mark.parametrize(
    ("address", "query", "code"),
    [
        ("10.9.9.9", "", "ErrorNodeNotFound"),
        ("nonsense", "", "ErrorNodeNotFound"),
        (None, "?releaseInstance=perhaps", "InvalidParameter"),
        (None, "?force=perhaps", "InvalidParameter"),
    ],
)
def test_a_removal_is_refused(address, query, code):
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    [node] = tenant.world.nodes_of(cluster_id)
    assert remove(tenant, cluster_id, address or node.ip_address, query).body["code"] == code


def test_a_node_of_another_cluster_is_not_found():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    other = a_running_cluster(tenant, name="other", subnet_cidr="172.30.0.0/24")
    [node] = tenant.world.nodes_of(other)
    assert remove(tenant, cluster_id, node.ip_address).body["code"] == "ErrorNodeNotFound"
    assert reset(tenant, cluster_id, node.instance_id).body["code"] == "ErrorNodeNotFound"


def test_a_lost_node_is_removed_by_force_only():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=2)
    node = tenant.world.nodes_of(cluster_id)[0]
    tenant.change(0.0, lambda unit: node_loss.lose(unit, node))
    assert remove(tenant, cluster_id, node.ip_address).body["code"] == "ErrorNodeState"
    assert remove(tenant, cluster_id, node.ip_address, "?force=true").status == 202


def test_a_lost_node_is_unhealthy_until_it_is_back():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=2)
    node = tenant.world.nodes_of(cluster_id)[0]

    def seen():
        host = call(tenant, "GET", f"/clusters/{cluster_id}/hosts").body[0]
        cluster = call(tenant, "GET", f"/clusters/{cluster_id}").body
        return host["Healthy"], host["Status"], cluster["node_status"]

    assert seen() == (True, "Healthy", '{"health":2,"unhealth":0}')
    lost = tenant.change(0.0, lambda unit: node_loss.lose(unit, node))
    assert seen() == (False, "Disconnected", '{"health":1,"unhealth":1}')
    tenant.change(0.0, lambda unit: node_loss.recover(unit, lost))
    assert seen() == (True, "Healthy", '{"health":2,"unhealth":0}')
    name = f"{cluster_id}-node1"
    assert log_of(tenant, cluster_id)[-2:] == [
        f"Node {name} is disconnected",
        f"Node {name} is back",
    ]


def test_a_node_is_set_up_anew():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=2)
    node = tenant.world.nodes_of(cluster_id)[1]

    status, body = reset(tenant, cluster_id, node.instance_id)

    assert (status, body.keys()) == (202, {"cluster_id", "request_id", "task_id"})
    assert state_and_size(tenant, cluster_id) == ("scaling", 2)
    hosts = call(tenant, "GET", f"/clusters/{cluster_id}/hosts").body
    assert [host["Status"] for host in hosts] == ["Healthy", "Pending"]
    settle(tenant)
    assert state_and_size(tenant, cluster_id) == ("running", 2)
    after = tenant.world.nodes[node.instance_id]
    assert (after.number, after.ip_address, after.ecs_image_id) == (2, node.ip_address, UBUNTU)
    task = call(tenant, "GET", f"/tasks/{body['task_id']}").body
    assert task["task_result"] == [{"data": node.instance_id, "status": "success"}]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"password": None}, "MissingParameter"),
        ({"password": "short"}, "InvalidPassword.Malformed"),
        ({"ecs_image_id": None}, "MissingParameter"),
        ({"ecs_image_id": "win2012"}, "InvalidImageId.NotFound"),
        ({"release_eip_flag": 1}, "InvalidParameter"),
    ],
)
def test_a_reset_is_refused(changes, code):
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    [node] = tenant.world.nodes_of(cluster_id)
    assert reset(tenant, cluster_id, node.instance_id, **changes).body["code"] == code


def test_two_resets_of_a_node_take_different_times():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant)
    [node] = tenant.world.nodes_of(cluster_id)
    took = set()
    for _ in range(2):
        began = tenant.now(0.0)
        reset(tenant, cluster_id, node.instance_id)
        settle(tenant)
        took.add(tenant.now(0.0) - began)
    assert len(took) == 2
