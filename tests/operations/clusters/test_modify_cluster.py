"""ModifyCluster: what it changes, when, and what it refuses."""

import json

import pytest
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import ClusterState

from tests.support import worlds
from tests.support.kubernetes import (
    ABSENT,
    a_body,
    a_running,
    create,
    detail,
    findings,
    record,
    state,
)
from tests.support.worlds import a_tenant, call, put_in_state, settle


def modify(tenant, cluster_id, **fields):
    return call(tenant, "PUT", f"/api/v2/clusters/{cluster_id}", fields)


APPEND = {"action": "append", "subject_alternative_names": ["b"]}
CHANGES = [
    ({"cluster_name": "store"}, "name", "store"),
    ({"deletion_protection": True}, "deletion_protection", True),
    ({"resource_group_id": "rg-other"}, "resource_group_id", "rg-other"),
    ({"timezone": "Asia/Tokyo"}, "timezone", "Asia/Tokyo"),
    ({"security_group_id": "sg-2zeother"}, "security_group_id", "sg-2zeother"),
    ({"vswitch_ids": ["vsw-2zedefaultc"]}, "vswitch_ids", ["vsw-2zedefaultc"]),
    ({"cluster_spec": "ack.pro.xlarge"}, "cluster_spec", "ack.pro.xlarge"),
    (
        {"maintenance_window": {"enable": True, "duration": "4h"}},
        "maintenance_window",
        {"enable": True, "duration": "4h", "weekly_period": ""},
    ),
    (
        {"operation_policy": {"cluster_auto_upgrade": {"enabled": True, "channel": "patch"}}},
        "operation_policy",
        {"cluster_auto_upgrade": {"enabled": True, "channel": "patch"}},
    ),
    (
        {"api_server_custom_cert_sans": APPEND},
        "extra_sans",
        ["a", "b"],
    ),
    (
        {
            "api_server_custom_cert_sans": {
                "action": "overwrite",
                "subject_alternative_names": ["b"],
            }
        },
        "extra_sans",
        ["b"],
    ),
]


@pytest.mark.parametrize(("fields", "shown", "value"), CHANGES)
def test_a_change_is_made_while_the_cluster_is_updating(fields, shown, value):
    tenant = a_tenant()
    cluster_id = a_running(tenant, extra_sans=["a"])

    answer = modify(tenant, cluster_id, **fields)

    assert answer.status == 200
    assert answer.body.keys() == {"cluster_id", "request_id", "task_id"}
    assert state(tenant, cluster_id) is ClusterState.UPDATING
    settle(tenant)
    assert state(tenant, cluster_id) is ClusterState.RUNNING
    assert detail(tenant, cluster_id)[shown] == value
    assert call(tenant, "GET", f"/tasks/{answer.body['task_id']}").ok()["state"] == "success"


def test_a_change_leaves_everything_else_as_it_was():
    tenant = a_tenant()
    cluster_id = a_running(tenant)
    before = detail(tenant, cluster_id)

    modify(tenant, cluster_id, cluster_name="store")
    settle(tenant)

    after = detail(tenant, cluster_id)
    assert {**after, "name": "shop", "updated": ""} == {**before, "updated": ""}


def test_roles_for_service_accounts_are_switched_on_for_good():
    tenant = a_tenant()
    cluster_id = a_running(tenant)

    modify(tenant, cluster_id, enable_rrsa=True).ok()
    settle(tenant)
    off = modify(tenant, cluster_id, enable_rrsa=False)

    assert detail(tenant, cluster_id)["rrsa_config"]["enabled"] is True
    assert json.loads(detail(tenant, cluster_id)["meta_data"])["RRSAConfig"]["enabled"] is True
    assert findings(off)[0][0] == "InvalidParameter.EnableRrsa"


def test_an_address_is_bound_and_taken_off():
    tenant = a_tenant()
    cluster_id = a_running(tenant)

    def url():
        return json.loads(detail(tenant, cluster_id)["master_url"]).get("api_server_endpoint")

    refused = modify(tenant, cluster_id, api_server_eip=True)
    began = tenant.now(0.0)
    modify(tenant, cluster_id, api_server_eip=True, api_server_eip_id="eip-2zemine").ok()
    settle(tenant)
    bound, took = url(), record(tenant, cluster_id).updated - began
    modify(tenant, cluster_id, api_server_eip=False).ok()
    settle(tenant)

    assert findings(refused)[0][0] == "InvalidParameter.ApiServerEipId"
    assert bound.startswith("https://")
    assert 104 <= took / SECOND <= 156
    assert url() is None


def test_an_ingress_and_events_are_kept():
    tenant = a_tenant()
    cluster_id = a_running(tenant)

    modify(
        tenant,
        cluster_id,
        ingress_loadbalancer_id="lb-2zein",
        system_events_logging={"enabled": True},
    )
    settle(tenant)

    assert detail(tenant, cluster_id)["external_loadbalancer_id"] == "lb-2zein"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"cluster_name": "-"}, "InvalidParameter.ClusterName"),
        ({"cluster_spec": "ack.big"}, "InvalidParameter.ClusterSpec"),
        ({"resource_group_id": "x"}, "InvalidParameter.ResourceGroupId"),
        ({"timezone": "a b"}, "InvalidParameter.Timezone"),
        ({"security_group_id": "x"}, "InvalidParameter.SecurityGroupId"),
        ({"vswitch_ids": ["mine"]}, "InvalidVSwitchId.NotFound"),
        ({"vswitch_ids": ["vsw-bp1defaultb"]}, "InvalidParameter.Mismatch"),
        ({"api_server_eip_id": "x"}, "InvalidParameter.ApiServerEipId"),
        ({"api_server_custom_cert_sans": {"action": "cut"}}, "InvalidParameter.Action"),
        ({"maintenance_window": {"recurrence": "FREQ=DAILY"}}, "InvalidParameter.Recurrence"),
        ({"deletion_protection": "true"}, "InvalidParameter"),
    ],
)
def test_a_wrong_change_is_refused_and_changes_nothing(fields, code):
    tenant = a_tenant()
    cluster_id = a_running(tenant)

    answer = modify(tenant, cluster_id, **fields)

    assert answer.body["code"] == code
    assert state(tenant, cluster_id) is ClusterState.RUNNING


def test_an_ordinary_cluster_gets_no_professional_edition_and_no_window():
    tenant = a_tenant()
    cluster_id = a_running(tenant, cluster_spec="ack.standard")

    answer = modify(
        tenant, cluster_id, cluster_spec="ack.pro.small", maintenance_window={"enable": True}
    )
    same = modify(tenant, cluster_id, cluster_spec="ack.standard", deletion_protection=True)
    settle(tenant)

    assert [code for code, _ in findings(answer)] == ["InvalidParameter.ClusterSpec"]
    assert same.status == 200
    assert detail(tenant, cluster_id)["deletion_protection"] is True


def test_a_professional_cluster_does_not_become_an_ordinary_one():
    tenant = a_tenant()
    cluster_id = a_running(tenant, cluster_spec="ack.pro.small")

    answer = modify(tenant, cluster_id, cluster_spec="ack.standard")

    assert [code for code, _ in findings(answer)] == ["InvalidParameter.ClusterSpec"]
    assert detail(tenant, cluster_id)["cluster_spec"] == "ack.pro.small"


def test_an_ordinary_cluster_gets_no_window_alone():
    tenant = a_tenant()
    cluster_id = a_running(tenant, cluster_spec="ack.standard")

    answer = modify(tenant, cluster_id, maintenance_window={"enable": True})

    assert findings(answer)[0][0] == "InvalidParameter.MaintenanceWindow"


def test_a_busy_cluster_takes_no_second_change():
    tenant = a_tenant()
    cluster_id = a_running(tenant)
    modify(tenant, cluster_id, timezone="UTC").ok()

    again = modify(tenant, cluster_id, cluster_name="store")

    assert (again.status, again.body["code"], again.body["message"]) == (
        400,
        "InvalidStatus.Forbidden",
        "cannot operate cluster where state is updating",
    )


@pytest.mark.parametrize("busy", ["scaling", "removing", "draining", "waiting", "disconnected"])
def test_labels_are_changed_beside_other_things(busy):
    tenant = a_tenant()
    cluster_id = a_running(tenant)
    put_in_state(tenant, cluster_id, ClusterState(busy))

    other = modify(tenant, cluster_id, timezone="UTC")
    modify(tenant, cluster_id, cluster_name="store", deletion_protection=True).ok()
    assert state(tenant, cluster_id).value == busy
    settle(tenant)

    assert state(tenant, cluster_id).value == busy
    assert detail(tenant, cluster_id)["name"] == "store"
    assert other.body["code"] == "InvalidStatus.Forbidden"


def test_a_failed_cluster_can_never_be_changed():
    tenant = a_tenant(quota=("security_groups=0",))
    cluster_id = a_running(tenant)

    answer = modify(tenant, cluster_id, cluster_name="store")

    assert answer.body["code"] == "InvalidStatus.Unsupported"
    assert answer.body["message"] == "cannot operate cluster where state is failed"


def test_a_repeated_token_changes_nothing_twice():
    tenant = a_tenant()
    cluster_id = a_running(tenant)
    first = modify(tenant, cluster_id, timezone="UTC", client_token="t").ok()

    again = modify(tenant, cluster_id, timezone="UTC", client_token="t").ok()

    assert again["task_id"] == first["task_id"]


def test_a_swarm_cluster_is_not_modified_so():
    tenant = a_tenant()
    cluster_id = worlds.a_running_cluster(tenant)

    assert modify(tenant, cluster_id, timezone="UTC").status == 501


def test_the_old_path_renames_at_once():
    tenant = a_tenant()
    cluster_id = a_running(tenant)
    create(tenant, name="taken", container_cidr="172.22.0.0/16")

    call(tenant, "POST", f"/clusters/{cluster_id}/name/store").ok()
    taken = call(tenant, "POST", f"/clusters/{cluster_id}/name/taken")

    assert detail(tenant, cluster_id)["name"] == "store"
    assert taken.body["code"] == "ErrorClusterNameAlreadyExist"


def test_masters_and_addresses_of_a_change_are_merged_into_what_was_sent():
    tenant = a_tenant()
    dns = {"internal_dns_config": {"bind_vpcs": ["vpc-2zedefault"]}}
    cluster_id = a_running(tenant, a_body(profile=ABSENT, control_plane_endpoints_config=dns))

    balancers = [{"endpoint_type": "private", "load_balancer_id": "lb-2zemine"}]
    modify(tenant, cluster_id, control_plane_endpoints_config={"load_balancers_config": balancers})
    settle(tenant)

    shown = detail(tenant, cluster_id)["control_plane_endpoints_config"]
    assert shown["internal_dns_config"]["bind_vpcs"] == ["vpc-2zedefault"]
    assert shown["load_balancers_config"][0]["load_balancer_id"] == "lb-2zemine"
