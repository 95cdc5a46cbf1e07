"""What may befall pods: each effect that a rule can decide on."""

import pytest
from cs_simulator.domain.instants import SECOND
from cs_simulator.scenarios.rules.pods import (
    FOR_EVER,
    PULL,
    READY,
    START,
    TERMINATE,
    PodEffect,
)

from tests.support.cluster_nodes import PODS, a_cluster, move, pod_names, run_until_settled
from tests.support.pod_lives import (
    conditions,
    pod,
    reasons,
    reports,
    state,
    states,
    with_effects,
)

TWO = [{"name": "app", "image": "nginx"}, {"name": "side", "image": "envoy"}]


@pytest.fixture
def api():
    return a_cluster()


def test_an_image_that_cannot_be_pulled_is_tried_again(api):
    with_effects(api, {PULL: PodEffect(failing_pulls=2)})

    assert states(api, 60) == [
        "0/1 ContainerCreating 0",
        "0/1 ErrImagePull 0",
        "0/1 ImagePullBackOff 0",
        "0/1 ErrImagePull 0",
        "0/1 ImagePullBackOff 0",
        "0/1 ContainerCreating 0",
        "1/1 Running 0",
    ]
    assert reasons(api) == {
        "Pulling": 3, "Failed": 6, "BackOff": 2, "Pulled": 1, "Created": 1, "Started": 1,
    }  # fmt: skip


def test_what_is_reported_of_an_image_that_cannot_be_pulled(api):
    with_effects(api, {PULL: PodEffect(failing_pulls=FOR_EVER, pull_error="no such host")})
    move(api.tenant, 12)

    assert set(reports(api)) == {
        'Pulling Pulling image "nginx"',
        'Failed Failed to pull image "nginx": no such host',
        "Failed Error: ErrImagePull",
        'BackOff Back-off pulling image "nginx"',
        "Failed Error: ImagePullBackOff",
    }


def test_an_image_that_can_never_be_pulled_is_tried_every_five_minutes_in_the_end(api):
    with_effects(api, {PULL: PodEffect(failing_pulls=FOR_EVER)})
    run_until_settled(api.tenant)
    assert state(api) == "0/1 ImagePullBackOff 0"
    move(api.tenant, 1000)
    before = reasons(api)["Pulling"]

    move(api.tenant, 3000)

    assert reasons(api)["Pulling"] - before == 10


def test_a_pod_waits_for_the_image_of_the_container_that_is_meant(api):
    with_effects(api, {PULL: PodEffect(failing_pulls=1, container="side")}, containers=TWO)
    move(api.tenant, 12)

    waiting = {
        each["name"]: each["state"]["waiting"]["reason"]
        for each in pod(api)["status"]["containerStatuses"]
    }

    assert waiting == {"app": "ContainerCreating", "side": "ImagePullBackOff"}


def test_a_container_that_crashes_is_started_again(api):
    with_effects(api, {START: PodEffect(crashes=3, exit_code=2)})

    assert states(api, 60) == [
        "0/1 ContainerCreating 0",
        "1/1 Running 0",
        "1/1 Running 1",
        "0/1 CrashLoopBackOff 1",
        "1/1 Running 2",
        "0/1 CrashLoopBackOff 2",
        "1/1 Running 3",
    ]
    (status,) = pod(api)["status"]["containerStatuses"]
    assert status["lastState"]["terminated"]["exitCode"] == 2
    assert status["lastState"]["terminated"]["reason"] == "Error"
    assert reasons(api)["BackOff"] == 2


def test_what_a_container_that_waits_to_be_started_again_says(api):
    found = with_effects(api, {START: PodEffect(crashes=FOR_EVER)})
    run_until_settled(api.tenant)

    (status,) = pod(api)["status"]["containerStatuses"]
    assert status["state"]["waiting"]["message"] == (
        f"back-off 10s restarting failed container=app pod=web_default({found['metadata']['uid']})"
    )
    assert conditions(api)["Ready"] == "ContainersNotReady"


def test_a_crash_of_one_of_two_containers_leaves_the_other_alone(api):
    with_effects(api, {START: PodEffect(crashes=FOR_EVER, container="side")}, containers=TWO)
    run_until_settled(api.tenant)

    assert state(api) == "1/2 CrashLoopBackOff 1"


def test_a_pod_that_is_not_restarted_has_failed_after_a_crash(api):
    with_effects(api, {START: PodEffect(crashes=1)}, restartPolicy="Never")
    run_until_settled(api.tenant)

    assert state(api) == "0/1 Error 0"
    assert pod(api)["status"]["phase"] == "Failed"
    assert conditions(api)["Ready"] == "PodFailed"


def test_a_container_that_needs_too_much_memory_is_killed_and_started_again(api):
    effect = PodEffect(crashes=1, crashes_after=90 * SECOND, is_out_of_memory=True)
    with_effects(api, {START: effect})
    move(api.tenant, 90)
    assert state(api) == "1/1 Running 0"

    move(api.tenant, 20)

    (status,) = pod(api)["status"]["containerStatuses"]
    assert status["restartCount"] == 1
    assert status["lastState"]["terminated"]["reason"] == "OOMKilled"
    assert status["lastState"]["terminated"]["exitCode"] == 137


def test_a_pod_that_is_never_ready_runs(api):
    probe = {"httpGet": {"port": 80}}
    with_effects(
        api,
        {READY: PodEffect(is_never_ready=True)},
        containers=[{"name": "app", "image": "nginx", "readinessProbe": probe}],
    )
    run_until_settled(api.tenant)
    move(api.tenant, 1000)

    assert state(api) == "0/1 Running 0"
    assert reasons(api)["Unhealthy"] == 1


def test_a_pod_without_a_probe_may_never_be_ready_either(api):
    with_effects(api, {READY: PodEffect(is_never_ready=True)})
    run_until_settled(api.tenant)

    assert state(api) == "0/1 Running 0"


def test_a_stage_may_take_longer(api):
    with_effects(api, {START: PodEffect(factor=10, added=100 * SECOND)})
    move(api.tenant, 110)
    assert state(api) == "0/1 ContainerCreating 0"

    move(api.tenant, 30)

    assert state(api) == "1/1 Running 0"


def test_a_pod_without_a_probe_may_be_ready_later(api):
    with_effects(api, {READY: PodEffect(added=100 * SECOND)})
    move(api.tenant, 100)
    assert state(api) == "0/1 Running 0"

    move(api.tenant, 20)

    assert state(api) == "1/1 Running 0"


def test_a_pod_takes_no_longer_to_stop_than_its_grace_period(api):
    with_effects(api, {TERMINATE: PodEffect(added=1000 * SECOND)})
    move(api.tenant, 20)
    api.request("DELETE", f"{PODS}/web?gracePeriodSeconds=7")
    move(api.tenant, 5)
    assert pod_names(api) == ["web†"]

    move(api.tenant, 2)

    assert pod_names(api) == []


def test_an_evicted_pod_has_failed(api):
    with_effects(api, {START: PodEffect(evicted_after=60 * SECOND)})
    move(api.tenant, 55)
    assert state(api) == "1/1 Running 0"

    move(api.tenant, 30)

    status = pod(api)["status"]
    assert (status["phase"], status["reason"]) == ("Failed", "Evicted")
    assert status["message"] == "The node was low on resource: memory. "
    assert state(api) == "0/1 Error 0"
    assert conditions(api)["DisruptionTarget"] == "True"
    assert reasons(api)["Evicted"] == 1


def test_an_effect_ends_with_its_pod(api):
    with_effects(api, {START: PodEffect(crashes=FOR_EVER)})
    run_until_settled(api.tenant)
    api.request("DELETE", f"{PODS}/web?gracePeriodSeconds=0")

    with_effects(api, {})
    run_until_settled(api.tenant)

    assert state(api) == "1/1 Running 0"
    assert not list(api.tenant.world.cluster_entries)
