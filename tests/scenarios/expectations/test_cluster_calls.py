"""Expectations about calls of the Kubernetes APIs of clusters: what is chosen, and said."""

import pytest
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.expectations.cluster_calls import (
    Called,
    ClusterCallFilter,
    called_by,
)
from cs_simulator.scenarios.expectations.judge import judge

CLUSTER = f"c{'0' * 32}"
SHOP = "/apis/apps/v1/namespaces/shop/deployments"


def a_call(serial, operation, target, **fields):
    methods = {"create": "POST", "patch": "PATCH", "delete": "DELETE"}
    verb = operation.removeprefix("k8s:").partition(" ")[0]
    plain = {
        "request_id": f"R{serial}",
        "at": serial * SECOND,
        "received": serial * SECOND,
        "duration": 100,
        "method": methods.get(verb, "GET"),
        "body": "",
        "status": 200,
        "code": "",
        "answer": "{}",
        "cluster_id": CLUSTER,
        "task_id": "",
        "unread": "",
    }
    return CallEntry(serial=serial, operation=operation, target=target, **{**plain, **fields})


MADE = {
    "status": 201,
    "user_agent": "kubectl/v1.34.1 (linux/amd64)",
    "body": '{"metadata": {"name": "web"}}',
}
HISTORY = [
    a_call(1, "DescribeClusterDetail", f"/clusters/{CLUSTER}"),
    a_call(2, "k8s:create deployments", f"/{CLUSTER}{SHOP}?fieldManager=x", **MADE),
    a_call(3, "k8s:create deployments", SHOP, status=409, code="AlreadyExists"),
    a_call(4, "k8s:list pods", f"/{CLUSTER}/private/api/v1/pods?limit=500"),
    a_call(5, "k8s:patch deployments/scale", f"{SHOP}/web/scale"),
    a_call(6, "k8s:get namespaces", "/api/v1/namespaces/shop"),
    a_call(7, "k8s:get nodes", "/api/v1/nodes/n%2d1", status=404, code="NotFound"),
    a_call(8, "k8s:get version", "/version"),
    a_call(9, "k8s:list pods", f"/{CLUSTER}/api/v1/namespaces/shop/pods"),
]


@pytest.mark.parametrize(
    ("serial", "called"),
    [
        (1, None),
        (2, Called("create", "deployments", "shop", "web")),
        (3, Called("create", "deployments", "shop", "")),
        (4, Called("list", "pods", "", "")),
        (5, Called("patch", "deployments/scale", "shop", "web")),
        (6, Called("get", "namespaces", "", "shop")),
        (7, Called("get", "nodes", "", "n-1")),
        (8, Called("get", "version", "", "")),
        (9, Called("list", "pods", "shop", "")),
    ],
)
def test_a_call_says_what_it_is_about(serial, called):
    assert called_by(HISTORY[serial - 1]) == called


@pytest.mark.parametrize("body", ["", "***", "[]", '{"metadata": []}', "kind: Pod"])
def test_a_creation_whose_body_has_no_name_is_of_nothing_by_name(body):
    made = a_call(1, "k8s:create pods", "/api/v1/namespaces/shop/pods", body=body)
    assert called_by(made) == Called("create", "pods", "shop", "")


CHOSEN = [
    ({}, [2, 3, 4, 5, 6, 7, 8, 9]),
    ({"verb": "create"}, [2, 3]),
    ({"verb": "*t"}, [4, 6, 7, 8, 9]),
    ({"resource": "pods"}, [4, 9]),
    ({"resource": "deployments*"}, [2, 3, 5]),
    ({"namespace": "shop"}, [2, 3, 5, 9]),
    ({"name": "web"}, [2, 5]),
    ({"status": 409}, [3]),
    ({"status": "2xx", "verb": "create"}, [2]),
    ({"code": "Not*"}, [7]),
    ({"cluster": CLUSTER, "resource": "nodes"}, [7]),
    ({"cluster": "c1"}, []),
    ({"user_agent": "kubectl/*"}, [2]),
    ({"user_agent": "helm/*"}, []),
    ({"since": "1970-01-01T00:00:08Z"}, [8, 9]),
    ({"until": "1970-01-01T00:00:02Z"}, [2]),
]


@pytest.mark.parametrize(("chosen", "serials"), CHOSEN)
def test_calls_are_chosen_by_everything_that_is_given(chosen, serials):
    found = ClusterCallFilter.read(chosen).choose(HISTORY)
    assert [call.serial for call in found] == serials


@pytest.mark.parametrize(
    ("expectation", "passed"),
    [
        ({"kubernetes_calls": {"verb": "create"}, "count": 2}, True),
        ({"kubernetes_calls": {"verb": "create"}, "count": {"max": 1}}, False),
        ({"kubernetes_calls": {"verb": "delete"}, "count": 0}, True),
        ({"kubernetes_calls": {"verb": "delete"}, "count": {"min": 1}}, False),
        ({"kubernetes_calls": {"resource": "pods"}, "gap": {"min": "5s"}}, True),
        ({"kubernetes_calls": {"resource": "pods"}, "gap": {"min": "6s"}}, False),
        ({"kubernetes_calls": {"verb": "watch"}, "gap": {"min": "1s"}}, False),
        ({"kubernetes_calls": {"verb": "create"}, "concurrency": {"max": 1}}, True),
        ({"kubernetes_calls": {}, "order": ["k8s:list pods", "k8s:get nodes"]}, True),
        ({"kubernetes_calls": {}, "order": ["k8s:get nodes", "k8s:create deployments"]}, False),
        ({"kubernetes_calls": {"verb": "create"}, "no_call_after": {"status": 201}}, False),
        ({"kubernetes_calls": {"verb": "create"}, "no_call_after": {"status": 404}}, True),
    ],
)
def test_they_are_judged_as_calls_of_the_service_are(expectation, passed):
    assert judge(expectation, HISTORY).passed == passed


def test_a_missed_one_says_which_calls_there_were_and_has_them_as_proof():
    source = {"kubernetes_calls": {"verb": "create", "resource": "deployments"}, "count": 1}
    verdict = judge(source, HISTORY)
    assert verdict.reason == (
        "expected 1 call to create on deployments, found 2; there were 2 create deployments,"
        " 2 list pods, 1 patch deployments/scale, 1 get namespaces, 1 get nodes and 1 more"
    )
    assert [call.serial for call in verdict.proof] == [2, 3]


def test_a_missed_one_says_that_no_kubernetes_api_was_called():
    verdict = judge({"kubernetes_calls": {"name": "web"}, "count": 1}, HISTORY[:1])
    assert verdict.reason == "expected 1 call named web, found 0; no Kubernetes API was called"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ({"verbs": "list"}, "unknown 'verbs' .did you mean 'verb'"),
        ({"verb": 1}, "as texts"),
        ({"status": "7xx"}, "like 404 or 2xx"),
        ({"since": "2018-01-08T10:00:00Z", "until": "2018-01-08T09:00:00Z"}, "later until"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused(source, message):
    with pytest.raises(ValueError, match=message):
        ClusterCallFilter.read(source)
