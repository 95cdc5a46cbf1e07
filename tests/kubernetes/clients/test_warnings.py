"""Every warning of an answer reaches a client, over a socket and TLS."""

from contextlib import closing

import pytest
from kubernetes.config import new_client_from_config_dict

from tests.support.process import call
from tests.support.served_clusters import a_cluster

ADDONS = [{"name": "flannel"}, {"name": "gatekeeper"}, {"name": "policy-template-controller"}]
SERVICES = "/api/v1/namespaces/default/services"
CRON_JOBS = "/apis/batch/v1beta1/namespaces/default/cronjobs"
POLICY = "load balancers open to the internet are not allowed"
TEMPLATE = {"spec": {"containers": [{"name": "a", "image": "a"}], "restartPolicy": "Never"}}
JOB = {"schedule": "@daily", "jobTemplate": {"spec": {"template": TEMPLATE}}}


@pytest.fixture
def cluster(serve, tmp_path):
    """A running cluster that warns of load balancers open to the internet."""
    served = serve("--clock=frozen", "--kubernetes-version=1.22.15-aliyun.1")
    cluster = a_cluster(served, tmp_path, addons=ADDONS)
    path = f"/clusters/{cluster.cluster_id}/policies/ACKBlockInternetLoadBalancer"
    call(served, "POST", path, {"action": "warn"}).ok()
    return cluster


@pytest.fixture
def create(cluster):
    """Create an object; gives the headers of the answer."""
    with new_client_from_config_dict(cluster.config) as api:

        def start(path, body):
            host = api.configuration.host
            answer = api.rest_client.pool_manager.request("POST", host + path, json=body)
            with closing(answer):
                assert answer.status == 201, answer.data
            return answer.headers

        yield start


def a_load_balancer(name="web", **more):
    spec = {"type": "LoadBalancer", "ports": [{"port": 80}], "selector": {"app": "web"}}
    return {"metadata": {"name": name}, "spec": {**spec, **more}}


def test_a_policy_warns_beside_the_note_of_the_simulator_and_unknown_fields(create):
    found = create(SERVICES, a_load_balancer()).getlist("Warning")
    more = create(
        f"{SERVICES}?fieldValidation=Warn", a_load_balancer("other", colour="red", size=3)
    )

    assert len(found) == 2
    assert POLICY in found[0]
    unknown = [each for each in more.getlist("Warning") if "unknown field" in each]
    assert [each for each in more.getlist("Warning") if each not in unknown][1] == found[1]
    assert len(unknown) == 2


def test_a_version_that_is_to_go_is_warned_of_beside_unknown_fields(create):
    body = {"metadata": {"name": "a"}, "spec": {**JOB, "colour": "red"}}

    found = create(f"{CRON_JOBS}?fieldValidation=Warn", body).getlist("Warning")

    assert len(found) == 2
    assert len([each for each in found if "batch/v1beta1 CronJob is deprecated" in each]) == 1
    assert len([each for each in found if "unknown field" in each]) == 1


def test_a_header_of_a_rule_replaces_all_warnings(cluster, create):
    rule = {
        "id": "own",
        "when": {"operation": "k8s:create services"},
        "then": {"answer_headers": {"headers": {"warning": "own"}}},
    }
    call(cluster.served, "PUT", "/_simulator/faults", {"rules": [rule]}).ok()

    assert create(SERVICES, a_load_balancer()).getlist("Warning") == ["own"]
