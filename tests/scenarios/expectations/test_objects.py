"""Expectations about Kubernetes objects: which are chosen, and what is said to be there instead."""

import pytest
from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.expectations.bounds import Bounds
from cs_simulator.scenarios.expectations.objects import (
    FoundObject,
    ObjectPattern,
    judge_objects,
)


def a_pod(name, namespace="shop", *, phase="Running", ready="True", node="", going=False, **labels):
    metadata = {"name": name, "namespace": namespace, "labels": labels}
    if going:
        metadata["deletionTimestamp"] = "2026-03-02T01:00:00Z"
    return {
        "kind": "Pod",
        "metadata": metadata,
        "spec": {"nodeName": node} if node else {},
        "status": {"phase": phase, "conditions": [{"type": "Ready", "status": ready}]},
    }


PODS = [
    a_pod("web-1", node="node-a", app="web"),
    a_pod("web-2", node="node-b", app="web", ready="False", going=True),
    a_pod("web-3", phase="Pending", ready="False", app="web"),
    a_pod("db-0", node="node-a", app="db", tier="data"),
    a_pod("coredns", "kube-system", node="node-b"),
]


def verdict(pattern, bounds, bodies, kind="Pod"):
    def find(asked, clusters):
        assert (asked, clusters) == (kind, None)
        return [FoundObject("prod", body) for body in bodies]

    return judge_objects(build(ObjectPattern, {"kind": kind, **pattern}), bounds, find)


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ({}, 5),
        ({"namespace": "shop"}, 4),
        ({"namespace": ["kube-*", "other"]}, 1),
        ({"name": "web-*"}, 3),
        ({"name": "web"}, 0),
        ({"labels": {"app": "web"}}, 3),
        ({"labels": {"app": "*", "tier": "data"}}, 1),
        ({"labels": {"absent": "*"}}, 0),
        ({"phase": "Running"}, 4),
        ({"phase": ["Pending", "Failed"]}, 1),
        ({"ready": True}, 3),
        ({"ready": False}, 2),
        ({"node": "node-b"}, 2),
        ({"node": "?*"}, 4),
        ({"is_terminating": True}, 1),
        ({"is_terminating": False, "namespace": "shop"}, 3),
        ({"conditions": {"Ready": "True"}}, 3),
        ({"conditions": {"Ready": "True", "Else": "True"}}, 0),
    ],
)
def test_objects_are_chosen_by_everything_that_is_given(pattern, number):
    assert verdict(pattern, Bounds(number, number), PODS).passed
    assert not verdict(pattern, Bounds(number + 1), PODS).passed


@pytest.mark.parametrize(
    ("bounds", "passed"),
    [
        (Bounds(3, 3), True),
        (Bounds(1), True),
        (Bounds(4), False),
        (Bounds(0, 3), True),
        (Bounds(0, 2), False),
        (Bounds(0, 0), False),
    ],
)
def test_their_number_is_within_its_bounds(bounds, passed):
    assert verdict({"name": "web-*"}, bounds, PODS).passed == passed


def counts(wanted, *, seen=1, generation=1, **status):
    return {
        "metadata": {"name": "web", "namespace": "shop", "generation": generation},
        "spec": {"replicas": wanted},
        "status": {"observedGeneration": seen, **status},
    }


ALL = {"replicas": 2, "updatedReplicas": 2, "availableReplicas": 2}
DAEMONS = {"desiredNumberScheduled": 2, "updatedNumberScheduled": 2, "numberAvailable": 2}
STATEFUL = {"readyReplicas": 2, "currentRevision": "a", "updateRevision": "a"}


@pytest.mark.parametrize(
    ("kind", "body", "is_ready"),
    [
        ("Deployment", counts(2, **ALL), True),
        ("Deployment", counts(3, **ALL), False),
        ("Deployment", counts(2, **{**ALL, "availableReplicas": 1}), False),
        ("Deployment", counts(2, **{**ALL, "updatedReplicas": 1}), False),
        ("Deployment", counts(2, **{**ALL, "replicas": 3}), False),
        ("Deployment", counts(2, generation=2, **ALL), False),
        ("ReplicaSet", counts(2, readyReplicas=2), True),
        ("ReplicaSet", counts(2), False),
        ("StatefulSet", counts(2, **STATEFUL), True),
        ("StatefulSet", counts(2, **{**STATEFUL, "updateRevision": "b"}), False),
        ("StatefulSet", counts(2, **{**STATEFUL, "readyReplicas": 1}), False),
        ("DaemonSet", counts(0, **DAEMONS), True),
        ("DaemonSet", counts(0, **{**DAEMONS, "numberAvailable": 1}), False),
        ("DaemonSet", counts(0, generation=2, **DAEMONS), False),
        ("Widget.example.com", counts(0), False),
        ("Node", {"metadata": {"name": "a"}}, False),
    ],
)
def test_what_keeps_pods_is_ready_with_all_of_them_in_the_latest_version(kind, body, is_ready):
    assert verdict({"ready": is_ready}, Bounds(1, 1), [body], kind).passed
    assert not verdict({"ready": not is_ready}, Bounds(1, 1), [body], kind).passed


REASONS = [
    (
        ({"namespace": "shop", "phase": "Running", "name": "web-*"}, Bounds(3, 3), PODS),
        "expected 3 objects of kind Pod in namespace shop named web-* in phase Running, found 2;",
        " there is shop/web-3 (Pending not ready)",
    ),
    (
        ({"labels": {"app": "web"}, "ready": True}, Bounds(3), PODS),
        "expected at least 3 objects of kind Pod labelled app=web ready, found 1; there is",
        " shop/web-2 (Running not ready on node-b terminating), shop/web-3 (Pending not ready)",
    ),
    (
        ({"is_terminating": True}, Bounds(0, 0), PODS),
        "expected no object of kind Pod terminating, found 1; there is",
        " shop/web-2 (Running not ready on node-b terminating)",
    ),
    (
        ({"name": "api"}, Bounds(1, 1), PODS[:1]),
        "expected 1 object of kind Pod named api, found 0; of that kind there is",
        " shop/web-1 (Running ready on node-a)",
    ),
    (
        ({"name": "web-1"}, Bounds(2), PODS),
        "expected at least 2 objects of kind Pod named web-1, found 1",
        "",
    ),
    (
        ({"conditions": {"Ready": "True"}}, Bounds(1), []),
        "expected at least 1 object of kind Pod with condition Ready=True, found 0;",
        " there is none of that kind",
    ),
]


@pytest.mark.parametrize(("judged", "wanted", "there"), REASONS)
def test_a_missed_one_says_what_there_was_instead(judged, wanted, there):
    assert verdict(*judged).reason == wanted + there


def test_of_very_many_only_some_are_named():
    bodies = [a_pod(f"web-{number:03}", phase="Pending", ready="False") for number in range(200)]

    said = verdict({"phase": "Running"}, Bounds(200, 200), bodies).reason

    assert "shop/web-004" in said
    assert "shop/web-005" not in said
    assert said.endswith("and 195 more")
