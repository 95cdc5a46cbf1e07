"""Components: installing, upgrading, configuring and removing them."""

import json

import pytest
from cs_simulator.domain.records import ClusterState, TaskState

from tests.support.kubernetes import a_kubernetes_cluster, task_record
from tests.support.worlds import (
    a_running_cluster,
    a_tenant,
    call,
    put_in_state,
    run_one_step,
    settle,
)

PROMETHEUS_OLD, PROMETHEUS_NEW = "1.1.8", "1.1.9"


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.fixture
def path(tenant):
    return f"/clusters/{a_kubernetes_cluster(tenant)}"


def by_name(answer):
    return {addon["name"]: addon for addon in answer.ok()["addons"]}


def installed(tenant, path):
    return by_name(call(tenant, "GET", f"{path}/addon_instances"))


def install(tenant, path, *addons):
    return call(tenant, "POST", f"{path}/components/install", list(addons))


def refused(answer, status, code):
    assert (answer.status, answer.body["code"]) == (status, code), answer.body
    return answer.body["message"]


# ---- installing


def test_a_component_is_initial_and_then_active(tenant, path):
    config = '{"prometheusMode":"default"}'

    answer = install(tenant, path, {"name": "arms-prometheus", "config": config})

    assert answer.status == 200
    assert answer.body.keys() == {"cluster_id", "request_id", "task_id"}
    assert installed(tenant, path)["arms-prometheus"]["state"] == "initial"
    settle(tenant)
    found = call(tenant, "GET", f"{path}/addon_instances/arms-prometheus").ok()
    assert (found["state"], found["version"], found["config"]) == ("active", "1.1.9", config)
    task = task_record(tenant, answer.body["task_id"])
    assert (task.state, task.updated > task.created) == (TaskState.SUCCESS, True)
    assert tenant.world.clusters[task.cluster_id].state is ClusterState.RUNNING


@pytest.mark.parametrize("wrap", ["addons", "body"])
def test_an_object_with_the_array_in_it_is_taken(tenant, path, wrap):
    body = {wrap: [{"name": "arms-prometheus", "version": PROMETHEUS_OLD}]}

    call(tenant, "POST", f"{path}/components/install", body).ok()
    settle(tenant)

    assert installed(tenant, path)["arms-prometheus"]["version"] == PROMETHEUS_OLD


def test_installing_what_is_there_already_fails_in_the_task(tenant, path):
    task_id = install(tenant, path, {"name": "coredns"}).ok()["task_id"]
    settle(tenant)

    task = task_record(tenant, task_id)
    assert task.state is TaskState.FAILED
    assert (task.error_code, task.error_message) == ("BadRequest", "Addon status not match")
    assert "coredns" in installed(tenant, path)


def test_of_two_installations_of_the_same_component_the_later_one_fails(tenant, path):
    first = install(tenant, path, {"name": "arms-prometheus"}).ok()["task_id"]
    second = install(tenant, path, {"name": "arms-prometheus"}).ok()["task_id"]
    settle(tenant)

    states = {task_record(tenant, task_id).state for task_id in (first, second)}
    assert states == {TaskState.SUCCESS, TaskState.FAILED}


@pytest.mark.parametrize(
    ("addon", "status", "code"),
    [
        ({"name": "minesweeper"}, 404, "AddonNotFound"),
        ({"name": "terway-eniip"}, 400, "InvalidParameter.Name"),
        ({"name": "edge-tunnel-agent"}, 400, "InvalidParameter.Name"),
        ({"name": "arms-prometheus", "version": "9.9"}, 400, "InvalidParameter.Version"),
        ({"name": "arms-prometheus", "config": "{"}, 400, "InvalidParameter.Format"),
        ({"name": "arms-prometheus", "config": "[]"}, 400, "InvalidParameter.Format"),
        ({"name": "arms-prometheus", "config": {}}, 400, "InvalidParameter"),
        ({"version": "1"}, 400, "MissingParameter.Name"),
        ("arms-prometheus", 400, "InvalidParameter"),
    ],
)
def test_what_cannot_be_installed_is_refused(tenant, path, addon, status, code):
    refused(install(tenant, path, addon), status, code)


@pytest.mark.parametrize("body", [{}, {"addons": {}}, 3, None])
def test_a_body_without_an_array_is_refused(tenant, path, body):
    refused(call(tenant, "POST", f"{path}/components/install", body), 400, "InvalidParameter")


# ---- upgrading


def test_a_component_is_upgraded(tenant, path):
    install(tenant, path, {"name": "arms-prometheus", "version": PROMETHEUS_OLD, "config": "{}"})
    settle(tenant)
    before = call(tenant, "GET", f"{path}/components/version").ok()["arms-prometheus"]
    change = {"component_name": "arms-prometheus", "next_version": PROMETHEUS_NEW}

    call(tenant, "POST", f"{path}/components/upgrade", [change]).ok()

    assert (before["next_version"], before["can_upgrade"]) == (PROMETHEUS_NEW, "true")
    assert installed(tenant, path)["arms-prometheus"]["state"] == "upgrading"
    status = call(
        tenant, "GET", f'{path}/components/upgradestatus?componentIds=["arms-prometheus"]'
    )
    assert status.ok()["arms-prometheus"]["tasks"]["status"] == "Running"
    settle(tenant)
    found = call(tenant, "GET", f"{path}/addon_instances/arms-prometheus").ok()
    assert (found["state"], found["version"], found["config"]) == ("active", PROMETHEUS_NEW, "{}")
    after = call(tenant, "GET", f"{path}/components/version").ok()["arms-prometheus"]
    assert (after["next_version"], after["can_upgrade"], after["version"]) == (
        "",
        "false",
        PROMETHEUS_NEW,
    )


def test_an_upgrade_can_bring_a_configuration(tenant, path):
    install(tenant, path, {"name": "arms-prometheus", "version": PROMETHEUS_OLD})
    settle(tenant)
    change = {"component_name": "arms-prometheus", "next_version": "1.1.9", "config": '{"a":"b"}'}

    call(tenant, "POST", f"{path}/components/upgrade", [change]).ok()
    settle(tenant)

    assert call(tenant, "GET", f"{path}/addon_instances/arms-prometheus").ok()["config"] == (
        '{"a":"b"}'
    )


def test_the_present_version_is_an_upgrade_that_changes_nothing(tenant, path):
    change = {"component_name": "csi-plugin", "next_version": "v1.37.2"}

    call(tenant, "POST", f"{path}/components/upgrade", [change]).ok()
    settle(tenant)

    assert installed(tenant, path)["csi-plugin"] == {
        "name": "csi-plugin",
        "version": "v1.37.2",
        "state": "active",
    }


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"component_name": "ack-arena", "next_version": "0.15.1"}, 404, "AddonNotFound"),
        (
            {"component_name": "csi-plugin", "next_version": "v9"},
            400,
            "InvalidParameter.NextVersion",
        ),
        (
            {"component_name": "csi-plugin", "next_version": "v1.35.2"},
            400,
            "InvalidParameter.NextVersion",
        ),
        ({"component_name": "csi-plugin"}, 400, "MissingParameter.NextVersion"),
        ({"next_version": "v1.37.2"}, 400, "MissingParameter.ComponentName"),
    ],
)
def test_what_cannot_be_upgraded_is_refused(tenant, path, change, status, code):
    refused(call(tenant, "POST", f"{path}/components/upgrade", [change]), status, code)


def test_a_component_that_the_catalogue_lacks_can_have_any_version(tenant):
    addons = [{"name": "flannel"}, {"name": "minesweeper", "version": "1"}]
    path = f"/clusters/{a_kubernetes_cluster(tenant, addons=addons)}"
    change = {"component_name": "minesweeper", "next_version": "2"}

    call(tenant, "POST", f"{path}/components/upgrade", [change]).ok()
    settle(tenant)

    assert installed(tenant, path)["minesweeper"]["version"] == "2"
    assert call(tenant, "GET", f"{path}/components/version").ok()["minesweeper"]["exist"] == "true"
    status = call(tenant, "GET", f"{path}/components/minesweeper/upgradestatus").ok()
    assert (status["can_upgrade"], status["addon_info"]["category"]) == (False, "")


# ---- removing


def test_a_component_is_removed(tenant, path):
    call(tenant, "POST", f"{path}/components/uninstall", [{"name": "csi-plugin"}]).ok()

    assert installed(tenant, path)["csi-plugin"]["state"] == "deleting"
    settle(tenant)
    assert "csi-plugin" not in installed(tenant, path)
    assert call(tenant, "GET", f"{path}/components/version").ok()["csi-plugin"]["exist"] == "false"


@pytest.mark.parametrize(
    ("addon", "status", "code"),
    [
        ({"name": "ack-arena"}, 404, "AddonNotFound"),
        ({"name": "coredns"}, 400, "InvalidParameter.Name"),
        ({"name": "flannel"}, 400, "InvalidParameter.Name"),
        ({"name": "csi-plugin", "cleanup_cloud_resources": "yes"}, 400, "InvalidParameter"),
    ],
)
def test_what_cannot_be_removed_is_refused(tenant, path, addon, status, code):
    refused(call(tenant, "POST", f"{path}/components/uninstall", [addon]), status, code)


# ---- configuring


def configure(tenant, path, name, config):
    return call(tenant, "POST", f"{path}/components/{name}/config", {"config": config})


def test_a_configuration_is_merged_and_an_empty_value_takes_a_key_away(tenant, path):
    sent = '{ "a": "1", "b": "2" }'

    answer = configure(tenant, path, "csi-plugin", sent)

    assert (answer.status, answer.body) == (200, None)
    address = f"{path}/addon_instances/csi-plugin"
    assert call(tenant, "GET", address).ok()["config"] == sent
    configure(tenant, path, "csi-plugin", '{"b":"","c":"3"}')
    assert json.loads(call(tenant, "GET", address).ok()["config"]) == {"a": "1", "c": "3"}
    configure(tenant, path, "csi-plugin", '{"a":"","c":""}')
    assert call(tenant, "GET", address).ok()["config"] == ""


@pytest.mark.parametrize("name", ["kube-apiserver", "kube-scheduler"])
def test_a_component_of_the_control_plane_can_be_configured(tenant, path, name):
    assert configure(tenant, path, name, '{"requestTimeout":"60s"}').status == 200


def test_what_cannot_be_configured_is_refused(tenant, path):
    refused(configure(tenant, path, "ack-arena", "{}"), 404, "AddonNotFound")
    refused(configure(tenant, path, "csi-plugin", "yes"), 400, "InvalidParameter.Format")
    refused(configure(tenant, path, "csi-plugin", None), 400, "MissingParameter.Config")
    call(tenant, "POST", f"{path}/components/uninstall", [{"name": "csi-plugin"}]).ok()
    refused(configure(tenant, path, "csi-plugin", "{}"), 400, "BadRequest")


# ---- how far changes have come


def statuses(tenant, path, query):
    found = call(tenant, "GET", f"{path}/components/upgradestatus?componentIds={query}").ok()
    return {name: entry["tasks"]["status"] for name, entry in found.items()}


@pytest.mark.parametrize("query", ['["csi-plugin","flannel","x"]', "csi-plugin,flannel,x"])
def test_a_component_that_nothing_changed_has_succeeded(tenant, path, query):
    assert statuses(tenant, path, query) == {"csi-plugin": "Success", "flannel": "Success"}


def test_the_older_calls_say_that_a_change_failed(tenant, path):
    install(tenant, path, {"name": "coredns"}).ok()
    settle(tenant)

    found = call(tenant, "GET", f"{path}/components/coredns/upgradestatus").ok()

    assert found["tasks"]["status"] == "Failed"
    assert found["tasks"]["message"] == "Addon status not match"
    assert found["tasks"]["finished_at"].endswith("+08:00")


def test_the_status_needs_the_names_of_components(tenant, path):
    answer = call(tenant, "GET", f"{path}/components/upgradestatus")

    refused(answer, 400, "MissingParameter.ComponentIds")


# ---- clusters


def test_components_can_be_changed_beside_each_other(tenant, path):
    install(tenant, path, {"name": "arms-prometheus"}, {"name": "ack-arena"}).ok()
    call(tenant, "POST", f"{path}/components/uninstall", [{"name": "csi-plugin"}]).ok()
    run_one_step(tenant)
    settle(tenant)

    found = installed(tenant, path)
    assert {"arms-prometheus", "ack-arena"} <= found.keys()
    assert "csi-plugin" not in found


@pytest.mark.parametrize("what", ["install", "upgrade", "uninstall", "csi-plugin/config"])
def test_a_cluster_that_is_busy_or_broken_refuses_changes(tenant, path, what):
    put_in_state(tenant, path.rpartition("/")[2], ClusterState.UPGRADING)

    answer = call(tenant, "POST", f"{path}/components/{what}", [])

    assert answer.status == 400
    assert "upgrading" in answer.body["message"]
    assert call(tenant, "GET", f"{path}/addon_instances").status == 200


def test_a_swarm_cluster_has_no_components(tenant):
    cluster_id = a_running_cluster(tenant)

    answer = call(tenant, "GET", f"/clusters/{cluster_id}/addon_instances")

    assert "have nothing of the kind" in refused(answer, 501, "OperationNotModelled")
    refused(call(tenant, "GET", "/clusters/c0/addon_instances"), 404, "ErrorClusterNotFound")


# ---- older calls that control and configure


def control(tenant, path, what):
    return call(tenant, "POST", f"{path}/components/arms-prometheus/{what}")


def test_an_upgrade_is_paused_resumed_and_canceled(tenant, path):
    install(tenant, path, {"name": "arms-prometheus", "version": PROMETHEUS_OLD})
    settle(tenant)
    change = {"component_name": "arms-prometheus", "next_version": PROMETHEUS_NEW}
    call(tenant, "POST", f"{path}/components/upgrade", [change]).ok()

    answer = control(tenant, path, "pause")
    settle(tenant)
    assert (answer.status, answer.body) == (200, None)
    assert statuses(tenant, path, "arms-prometheus") == {"arms-prometheus": "Paused"}
    refused(control(tenant, path, "pause"), 400, "TaskOperationNotSupported")
    control(tenant, path, "resume").ok()
    control(tenant, path, "cancel").ok()
    settle(tenant)

    assert statuses(tenant, path, "arms-prometheus") == {"arms-prometheus": "Canceled"}
    assert installed(tenant, path)["arms-prometheus"]["version"] == PROMETHEUS_OLD


@pytest.mark.parametrize("what", ["pause", "resume", "cancel"])
def test_a_component_that_is_not_upgraded_cannot_be_controlled(tenant, path, what):
    refused(control(tenant, path, what), 404, "AddonNotFound")
    answer = call(tenant, "POST", f"{path}/components/coredns/{what}")
    refused(answer, 400, "TaskOperationNotSupported")


def test_parts_of_the_control_plane_are_configured_by_keys(tenant, path):
    entries = [{"key": "requestTimeout", "value": "60s"}, {"key": "featureGates", "value": ""}]
    body = {"customize_config": [{"name": "kube-apiserver", "configs": entries}]}

    answer = call(tenant, "PUT", f"{path}/configuration", body)

    assert (answer.status, answer.body) == (200, None)
    found = call(tenant, "GET", f"{path}/addon_instances/kube-apiserver").ok()
    assert json.loads(found["config"]) == {"requestTimeout": "60s"}
    body = {"customize_config": [{"name": "kube-apiserver"}]}
    refused(call(tenant, "PUT", f"{path}/configuration", body), 400, "MissingParameter.Configs")


def test_who_polls_a_component_sees_each_of_its_states():
    tenant = a_tenant(clock="polling")
    path = f"/clusters/{a_kubernetes_cluster(tenant)}"
    install(tenant, path, {"name": "arms-prometheus", "version": PROMETHEUS_OLD}).ok()

    def state():
        return call(tenant, "GET", f"{path}/addon_instances/arms-prometheus").body.get("state")

    assert [state() for _ in range(3)] == ["initial", "active", "active"]
    change = {"component_name": "arms-prometheus", "next_version": PROMETHEUS_NEW}
    call(tenant, "POST", f"{path}/components/upgrade", [change]).ok()
    seen = [statuses(tenant, path, "arms-prometheus")["arms-prometheus"] for _ in range(2)]
    assert seen == ["Running", "Success"]
