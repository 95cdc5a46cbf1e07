"""Pods pass the stages of their lives on their nodes: what a kubelet would say of them."""

import pytest
from cs_simulator.domain import network

from tests.support.cluster_nodes import (
    PODS,
    a_cluster,
    a_pod,
    lose,
    move,
    node_object,
    patch,
    pod_names,
    recover,
    run_until_settled,
)
from tests.support.pod_lives import (
    conditions,
    on_node,
    pod,
    reasons,
    reports,
    state,
    states,
)

INIT = {"name": "first", "image": "busybox"}
SIDECAR = {"name": "proxy", "image": "envoy", "restartPolicy": "Always"}
HTTP = {"httpGet": {"port": 80}}


@pytest.fixture
def api():
    return a_cluster()


def container(**more):
    return {"name": "app", "image": "nginx", **more}


# From its node to ready


def test_a_pod_is_ready_after_its_image_was_pulled_and_its_container_started(api):
    on_node(api)

    assert states(api, 20) == ["0/1 ContainerCreating 0", "1/1 Running 0"]


def test_a_pod_that_has_just_come_to_its_node_says_what_it_waits_for(api):
    found = on_node(api)

    (status,) = found["status"]["containerStatuses"]
    assert found["status"]["phase"] == "Pending"
    assert found["status"]["startTime"] == found["metadata"]["creationTimestamp"]
    assert found["status"]["hostIP"] == node_object(api)["status"]["addresses"][0]["address"]
    assert status["state"] == {"waiting": {"reason": "ContainerCreating"}}
    assert (status["image"], status["imageID"], status["restartCount"]) == ("nginx", "", 0)
    assert conditions(api) == {
        "PodReadyToStartContainers": "",
        "Initialized": "True",
        "Ready": "ContainersNotReady",
        "ContainersReady": "ContainersNotReady",
        "PodScheduled": "True",
    }


def test_a_pod_that_runs_has_an_address_and_a_container_with_an_id(api):
    on_node(api)
    move(api.tenant, 20)

    status = pod(api)["status"]
    (running,) = status["containerStatuses"]
    block = network.block(node_object(api)["spec"]["podCIDR"])
    assert set(conditions(api).values()) == {"True"}
    assert status["podIPs"] == [{"ip": status["podIP"]}]
    assert block.first < network.number(status["podIP"]) < block.last
    assert running["containerID"].startswith("containerd://")
    assert running["image"] == "docker.io/library/nginx:latest"
    assert running["imageID"].startswith("docker.io/library/nginx@sha256:")
    assert (running["ready"], running["started"]) == (True, True)


def test_its_agent_reports_each_step(api):
    on_node(api)
    move(api.tenant, 20)

    said = reports(api)

    assert said[0] == 'Pulling Pulling image "nginx"'
    assert said[1].startswith('Pulled Successfully pulled image "nginx" in ')
    assert said[2:] == ["Created Created container: app", "Started Started container app"]


def test_a_node_pulls_an_image_once(api):
    on_node(api, "first", containers=[container(image="nginx:1.27")])
    move(api.tenant, 20)
    on_node(api, "second", containers=[container(image="nginx:1.27")])
    move(api.tenant, 0.5)
    on_node(api, "third", containers=[container(image="nginx:1.27", imagePullPolicy="Always")])
    move(api.tenant, 20)

    names = [name for each in node_object(api)["status"]["images"] for name in each["names"]]
    assert "docker.io/library/nginx:1.27" in names
    assert reports(api, "second")[0] == (
        'Pulled Container image "nginx:1.27" already present on machine'
    )
    assert "in 500ms" in reports(api, "third")[1]


def test_pods_have_addresses_of_their_own(api):
    for number in range(30):
        on_node(api, f"web-{number}")
    move(api.tenant, 20)

    addresses = {each["status"]["podIP"] for each in api.get(PODS)["items"]}

    assert len(addresses) == 30


def test_a_pod_with_the_network_of_its_node_has_its_address(api):
    on_node(api, hostNetwork=True)
    move(api.tenant, 20)

    status = pod(api)["status"]

    assert status["podIP"] == status["hostIP"]


def test_versions_before_1_29_do_not_say_that_the_sandbox_is_ready():
    api = a_cluster(version="1.28.9-aliyun.1")
    on_node(api)
    move(api.tenant, 20)

    assert set(conditions(api)) == {"Initialized", "Ready", "ContainersReady", "PodScheduled"}
    assert "hostIPs" not in pod(api)["status"]


def test_a_pod_without_a_node_is_left_alone(api):
    a_pod(api, "web", "", schedulerName="nobody")
    move(api.tenant, 60)

    assert pod(api)["status"] == {"phase": "Pending", "qosClass": "BestEffort"}


def test_a_pod_of_a_node_that_is_not_there_waits(api):
    a_pod(api, "web", "elsewhere")
    move(api.tenant, 60)

    assert "startTime" not in pod(api)["status"]


def test_a_pod_that_a_caller_binds_runs(api):
    a_pod(api, "web", "", schedulerName="nobody")
    name = node_object(api)["metadata"]["name"]

    api.request("POST", f"{PODS}/web/binding", {"target": {"name": name}})
    move(api.tenant, 20)

    assert state(api) == "1/1 Running 0"


# Containers that come first, and probes


def test_init_containers_run_one_after_the_other(api):
    on_node(api, initContainers=[INIT, {**INIT, "name": "second"}])

    assert states(api, 30) == [
        "0/1 Init:0/2 0",
        "0/1 Init:1/2 0",
        "0/1 PodInitializing 0",
        "1/1 Running 0",
    ]
    ended = [each["state"]["terminated"] for each in pod(api)["status"]["initContainerStatuses"]]
    assert [(each["exitCode"], each["reason"]) for each in ended] == [(0, "Completed")] * 2


def test_a_pod_is_not_initialized_before_they_have_ended(api):
    on_node(api, initContainers=[INIT])

    assert conditions(api)["Initialized"] == "ContainersNotInitialized"


def test_a_sidecar_stays_and_counts_as_a_container(api):
    on_node(api, initContainers=[SIDECAR, INIT])

    assert states(api, 30)[-1] == "2/2 Running 0"
    first = pod(api)["status"]["initContainerStatuses"][0]
    assert (first["started"], first["ready"], list(first["state"])) == (True, True, ["running"])


@pytest.mark.parametrize(
    ("probes", "seconds"),
    [
        ({"readinessProbe": HTTP}, 10),
        ({"readinessProbe": {**HTTP, "initialDelaySeconds": 20, "periodSeconds": 5}}, 25),
        ({"readinessProbe": {**HTTP, "periodSeconds": 5, "successThreshold": 3}}, 15),
        ({"startupProbe": {**HTTP, "initialDelaySeconds": 7, "periodSeconds": 2}}, 9),
        ({"startupProbe": HTTP, "readinessProbe": {**HTTP, "periodSeconds": 3}}, 13),
        ({"livenessProbe": {**HTTP, "initialDelaySeconds": 50}}, 0),
    ],
)
def test_a_pod_is_ready_when_its_probes_have_had_the_time(api, probes, seconds):
    on_node(api, containers=[container(**probes)])
    while pod(api)["status"]["phase"] == "Pending":
        move(api.tenant, 0.1)
    move(api.tenant, max(seconds - 0.2, 0))
    assert state(api).startswith("0/1" if seconds else "1/1")

    move(api.tenant, 0.2)

    assert state(api) == "1/1 Running 0"


def test_a_pod_is_ready_when_its_gates_are(api):
    on_node(api, readinessGates=[{"conditionType": "example.com/in"}])
    move(api.tenant, 20)
    assert conditions(api)["Ready"] == "ReadinessGatesNotReady"

    before = pod(api)["status"]["conditions"]
    passed = {"type": "example.com/in", "status": "True"}
    answer = api.request(
        "PATCH",
        f"{PODS}/web/status",
        {"status": {"conditions": [*before, passed]}},
        content_type="application/merge-patch+json",
    )
    assert answer.status == 200

    assert conditions(api)["Ready"] == "True"


def test_an_ephemeral_container_runs_at_once(api):
    on_node(api)
    move(api.tenant, 20)
    added = {"spec": {"ephemeralContainers": [{"name": "debug", "image": "busybox"}]}}

    api.request(
        "PATCH",
        f"{PODS}/web/ephemeralcontainers",
        added,
        content_type="application/strategic-merge-patch+json",
    )

    (status,) = pod(api)["status"]["ephemeralContainerStatuses"]
    assert status["state"] == {"running": {"startedAt": status["state"]["running"]["startedAt"]}}
    assert state(api) == "1/1 Running 0"


# Pods that come to an end


def test_a_pod_that_is_not_restarted_completes(api):
    on_node(api, restartPolicy="Never")

    assert states(api, 30) == [
        "0/1 ContainerCreating 0",
        "1/1 Running 0",
        "0/1 Completed 0",
    ]
    assert pod(api)["status"]["phase"] == "Succeeded"
    assert conditions(api)["Ready"] == "PodCompleted"


def test_an_annotation_says_how_long_it_runs(api):
    runs = {"annotations": {"cs-simulator/runs-for": "10m"}}
    on_node(api, restartPolicy="OnFailure", metadata=runs)
    move(api.tenant, 600)
    assert state(api) == "1/1 Running 0"

    move(api.tenant, 20)

    assert state(api) == "0/1 Completed 0"


def test_an_annotation_says_that_it_runs_for_ever(api):
    runs = {"annotations": {"cs-simulator/runs-for": "for-ever"}}
    on_node(api, restartPolicy="Never", metadata=runs)
    run_until_settled(api.tenant)
    move(api.tenant, 10_000)

    assert state(api) == "1/1 Running 0"


def test_a_pod_that_ends_with_a_code_has_failed(api):
    fails = {"annotations": {"cs-simulator/exit-code": "3"}}
    on_node(api, restartPolicy="Never", metadata=fails)
    move(api.tenant, 60)

    (status,) = pod(api)["status"]["containerStatuses"]
    assert pod(api)["status"]["phase"] == "Failed"
    assert status["state"]["terminated"]["exitCode"] == 3
    assert state(api) == "0/1 Error 0"


def test_a_pod_that_fails_and_is_restarted_waits_longer_each_time(api):
    fails = {"annotations": {"cs-simulator/exit-code": "3"}}
    on_node(api, restartPolicy="OnFailure", metadata=fails)

    assert states(api, 75) == [
        "0/1 ContainerCreating 0",
        "1/1 Running 0",
        "1/1 Running 1",
        "0/1 CrashLoopBackOff 1",
        "1/1 Running 2",
        "0/1 CrashLoopBackOff 2",
        "1/1 Running 3",
        "0/1 CrashLoopBackOff 3",
    ]


# Deleted pods, and nodes that are away


def test_a_deleted_pod_is_gone_after_a_moment(api):
    on_node(api)
    move(api.tenant, 20)
    api.request("DELETE", f"{PODS}/web")
    assert state(api) == "1/1 Terminating 0"
    move(api.tenant, 0.9)
    assert pod_names(api) == ["web†"]

    move(api.tenant, 1.1)

    assert pod_names(api) == []
    assert reasons(api)["Killing"] == 1


def test_a_deleted_pod_is_gone_after_its_grace_period(api):
    on_node(api)
    api.request("DELETE", f"{PODS}/web?gracePeriodSeconds=1")

    move(api.tenant, 1)

    assert pod_names(api) == []


def test_a_pod_that_a_finalizer_holds_has_stopped(api):
    on_node(api, metadata={"finalizers": ["example.com/held"]})
    move(api.tenant, 20)
    api.request("DELETE", f"{PODS}/web")
    move(api.tenant, 5)
    assert pod(api)["status"]["phase"] == "Failed"

    patch_path = f"{PODS}/web"
    api.request(
        "PATCH",
        patch_path,
        {"metadata": {"finalizers": None}},
        content_type="application/merge-patch+json",
    )

    assert pod_names(api) == []


def test_a_pod_of_the_same_name_has_a_life_of_its_own(api):
    on_node(api, restartPolicy="Never")
    move(api.tenant, 11)
    api.request("DELETE", f"{PODS}/web?gracePeriodSeconds=0")
    on_node(api)

    assert states(api, 60)[-1] == "1/1 Running 0"


def test_pods_of_a_node_that_is_lost_are_not_ready(api):
    on_node(api)
    move(api.tenant, 20)
    lose(api)

    move(api.tenant, 60)

    assert conditions(api)["Ready"] == ""
    assert reasons(api)["NodeNotReady"] == 1


def test_pods_of_a_node_that_is_back_are_ready(api):
    on_node(api)
    move(api.tenant, 20)
    lose(api)
    move(api.tenant, 60)

    recover(api)

    assert conditions(api)["Ready"] == "True"


@pytest.mark.parametrize("away", [5, 30, 100])
def test_a_pod_starts_when_its_node_is_back(api, away):
    lose(api)
    on_node(api)
    move(api.tenant, away)
    assert "startTime" not in pod(api)["status"]
    recover(api)

    move(api.tenant, 30)

    assert state(api) == "1/1 Running 0"


@pytest.mark.parametrize("away", [5, 100])
def test_a_pod_whose_node_is_lost_while_it_starts_goes_on_when_it_is_back(api, away):
    on_node(api, restartPolicy="Never")
    lose(api)
    move(api.tenant, away)
    assert state(api) == "0/1 ContainerCreating 0"
    recover(api)

    move(api.tenant, 40)

    assert state(api) == "0/1 Completed 0"


def test_a_pod_that_is_deleted_shortly_after_its_node_was_lost_stays(api):
    on_node(api)
    move(api.tenant, 20)
    lose(api)
    api.request("DELETE", f"{PODS}/web")

    move(api.tenant, 200)
    assert pod_names(api) == ["web†"]
    recover(api)
    assert pod_names(api) == []


def test_nothing_is_due_for_pods_that_run(api):
    on_node(api)
    run_until_settled(api.tenant)

    kinds = {each.kind for each in api.tenant.world.kubernetes_timers}

    assert kinds <= {"expiry"}


def test_a_label_of_a_pod_changes_nothing_else(api):
    on_node(api)
    move(api.tenant, 20)
    before = pod(api)["status"]

    after = patch(api, f"{PODS}/web", {"metadata": {"labels": {"a": "b"}}})

    assert after["status"] == before
