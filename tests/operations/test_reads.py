"""Operations that only tell: hosts, resources, images, role, quota, and what is not modelled."""

import pytest
from cs_simulator.catalog.known_operations import REQUIRED_FIELDS, all_known
from cs_simulator.operations import all_operations, known_routes, reference

from tests.support.worlds import a_running_cluster, a_tenant, call


def test_hosts_have_the_fields_that_clients_of_2018_read():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=2)
    [host, _] = call(tenant, "GET", f"/clusters/{cluster_id}/hosts").body
    assert host.keys() == {
        "AgentVersion", "Containers", "ContainersPaused", "ContainersRunning",
        "ContainersStopped", "Healthy", "IP", "InstanceId", "Name", "RegionId", "Status",
        "ZoneId", "created", "updated",
    }  # fmt: skip
    assert (host["IP"], host["ZoneId"], host["Healthy"]) == ("10.0.16.1", "cn-beijing-b", True)


def test_resources_are_what_the_cluster_consists_of():
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=2)
    resources = call(tenant, "GET", f"/clusters/{cluster_id}/resources").body
    assert [found["resource_type"].split("::")[-1] for found in resources] == [
        "LoadBalancer",
        "SecurityGroup",
        "Instance",
        "Instance",
    ]
    assert {found["state"] for found in resources} == {"CREATE_COMPLETE"}


def test_images_are_grouped_by_region_and_can_be_chosen():
    tenant = a_tenant()
    images = call(tenant, "GET", "/images").body
    assert {"cn-beijing", "cn-hangzhou", "ap-northeast-1"} <= images.keys()
    items = images["cn-beijing"]["items"]
    wanted = {"text": "CentOS 7.4 64位", "value": "centos_7_04_64_20G_alibase_201701015.vhd"}
    assert wanted in items
    ubuntu = call(tenant, "GET", "/images?ImageName=ubuntu").body["cn-beijing"]["items"]
    assert 0 < len(ubuntu) < len(items)
    assert all("ubuntu" in image["value"] for image in ubuntu)


def test_every_listed_image_makes_a_cluster():
    tenant = a_tenant()
    for number, item in enumerate(call(tenant, "GET", "/images").body["cn-beijing"]["items"]):
        a_running_cluster(
            tenant,
            name=f"c{number}",
            subnet_cidr=f"172.29.{number}.0/24",
            ecs_image_id=item["value"],
        )


def test_role_and_quota_are_answered():
    tenant = a_tenant(quota=("kubernetes_clusters=7",))
    assert call(tenant, "GET", "/aliyuncsrole/status").body["granted"] is True
    quota = call(tenant, "GET", "/quota").body
    assert quota == {
        "amk_cluster_quota": 20,
        "ask_cluster_quota": 3,
        "cluster_nodepool_quota": 10,
        "cluster_quota": 7,
        "edge_improved_nodepool_quota": {"bandwidth": 0, "count": 0, "period": 0},
        "node_quota": 100,
        "quotas": {
            "q_Kubernetes_Cluster": {
                "adjustable": True,
                "operation_code": "",
                "quota": "7",
                "unit": "Cluster",
            }
        },
        "request_id": quota["request_id"],
    }


REFUSED = [known for known in all_known().values() if known.reason]


@pytest.mark.parametrize("known", REFUSED, ids=lambda known: known.name)
def test_what_is_known_and_not_modelled_is_refused_with_its_reason(known):
    tenant = a_tenant()
    cluster_id = a_running_cluster(tenant, size=0)
    path = known.path.replace("{cluster_id}", cluster_id).replace("{", "").replace("}", "")

    given = dict.fromkeys(REQUIRED_FIELDS.get(known.name, ()), "x") or None
    status, body = call(tenant, known.method, path, given)

    assert (status, body["code"]) == (501, "OperationNotModelled")
    assert body["message"].startswith(f"{known.name} is not modelled")


@pytest.mark.parametrize(
    "known",
    [known for known in REFUSED if known.name in REQUIRED_FIELDS],
    ids=lambda known: known.name,
)
def test_a_body_without_a_required_field_is_refused_for_that_first(known):
    tenant = a_tenant()
    path = known.path.replace("{cluster_id}", a_running_cluster(tenant, size=0))
    first, *others = REQUIRED_FIELDS[known.name]

    empty = call(tenant, known.method, path)
    lacking = call(tenant, known.method, path, dict.fromkeys(others, "x"))

    assert (empty.status, empty.body["code"]) == (400, "InvalidParameter")
    code = "".join(word[0].upper() + word[1:] for word in first.split("_"))
    assert (lacking.status, lacking.body["code"]) == (400, f"MissingParameter.{code}")


def test_another_method_of_a_path_that_is_not_modelled_is_refused_by_the_gateway():
    tenant = a_tenant()
    status, body = call(tenant, "GET", "/edge_machines/e1")
    assert (status, body["Code"]) == (405, "UnsupportedHTTPMethod")


@pytest.mark.parametrize(
    "known",
    [known for known in REFUSED if "{cluster_id}" in known.path],
    ids=lambda known: known.name,
)
def test_what_is_not_modelled_of_no_cluster_is_of_no_cluster(known):
    status, body = call(a_tenant(), known.method, known.path.replace("{", "").replace("}", ""))
    assert (status, body["code"]) == (404, "ErrorClusterNotFound")


def test_every_known_operation_is_modelled_or_refused():
    modelled = {
        (method, path) for operation in all_operations() for method, path in operation.calls
    }
    for known in all_known().values():
        is_modelled = (known.method, known.path) in modelled
        is_refused = known_routes().find(known.method, known.path) is not None
        assert is_modelled != is_refused, known
        assert bool(known.reason) == is_refused, known


def test_the_reference_has_every_operation_of_the_swarm_era():
    rows = reference()
    calls = {call for row in rows for call in row.calls}
    swarm_era = {known.call for known in all_known().values() if known.releases}
    assert len(swarm_era) == 42
    assert swarm_era <= calls
    assert all(row.is_modelled or row.reason for row in rows)
