"""What the log of a container says, and for which containers there is one."""

import pytest
from cs_simulator.scenarios.rules.pods import FOR_EVER, PULL, START, PodEffect

from tests.support.cluster_nodes import PODS, a_pod, an_uncalled_cluster, move
from tests.support.cluster_writes import WritingApi
from tests.support.pod_lives import on_node, with_effects

LOG = f"{PODS}/web/log"
TWO = [{"name": "a", "image": "nginx"}, {"name": "b", "image": "envoy"}]
INIT = [{"name": "first", "image": "busybox"}]


@pytest.fixture
def api():
    tenant, cluster_id = an_uncalled_cluster()
    return WritingApi(tenant, cluster_id)


def line(container):
    return (
        f"The simulator runs no containers: there is no output of container {container}.\n".encode()
    )


def refusal(api, query=""):
    status, reason, message = api.call("GET", LOG + query).refusal
    assert (status, reason) == (400, "BadRequest")
    return message


def test_the_log_of_a_container_that_runs_says_that_nothing_runs(api):
    on_node(api)
    move(api.tenant, 20)

    answer = api.call("GET", f"{LOG}?container=app")

    assert (answer.status, answer.body) == (200, line("app"))


def test_a_pod_that_has_no_node_has_an_empty_log(api):
    a_pod(api, "web", "", schedulerName="nobody")

    answer = api.call("GET", LOG)

    assert (answer.status, answer.body) == (200, b"")


def test_a_container_that_has_not_been_started_has_no_log(api):
    on_node(api)

    assert refusal(api) == ('container "app" in pod "web" is waiting to start: ContainerCreating')


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(9, "image can't be pulled"), (12, "trying and failing to pull image")],
)
def test_a_container_without_its_image_says_so_instead_of_a_log(api, seconds, words):
    with_effects(api, {PULL: PodEffect(failing_pulls=FOR_EVER)})
    move(api.tenant, seconds)

    assert refusal(api) == f'container "app" in pod "web" is waiting to start: {words}'


def test_a_container_that_waits_to_be_started_again_has_the_log_of_before(api):
    with_effects(api, {START: PodEffect(crashes=FOR_EVER)})
    move(api.tenant, 60)

    assert api.call("GET", LOG).body == line("app")
    assert api.call("GET", f"{LOG}?previous=true").body == line("app")


def test_a_container_that_was_started_once_has_no_previous_log(api):
    on_node(api)
    move(api.tenant, 20)

    assert refusal(api, "?previous=true") == (
        'previous terminated container "app" in pod "web" not found'
    )
    assert api.call("GET", f"{LOG}?previous=false").body == line("app")


def test_a_container_that_has_ended_has_a_log(api):
    on_node(api, restartPolicy="Never", initContainers=INIT)
    move(api.tenant, 60)

    assert api.call("GET", LOG).body == line("app")
    assert api.call("GET", f"{LOG}?container=first").body == line("first")


def test_the_log_of_one_of_two_containers_needs_a_name(api):
    on_node(api, containers=TWO, initContainers=INIT)
    move(api.tenant, 60)

    assert refusal(api) == (
        "a container name must be specified for pod web, choose one of: [a b]"
        " or one of the init containers: [first]"
    )
    assert api.call("GET", f"{LOG}?container=b").body == line("b")


def test_the_log_of_a_container_that_is_missing_is_refused(api):
    on_node(api)

    assert refusal(api, "?container=x") == "container x is not valid for pod web"
