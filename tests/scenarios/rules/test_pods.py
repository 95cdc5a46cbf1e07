"""Pods as rules see them, and what an effect makes of the length of a stage."""

import pytest
from cs_simulator.scenarios.rules.effects import is_nothing
from cs_simulator.scenarios.rules.matching import MatchContext
from cs_simulator.scenarios.rules.pods import MatchedContainer, MatchedPod, PodEffect

from tests.support.rules import compiled, matched

POD = MatchedPod(
    namespace="shop",
    name="web-7d-x",
    node="node-1",
    objects=(("Pod", "web-7d-x"), ("ReplicaSet", "web-7d"), ("Deployment", "web")),
    containers=(
        MatchedContainer("app", "nginx", "docker.io/library/nginx:latest"),
        MatchedContainer("side", "envoy:1", "docker.io/library/envoy:1"),
    ),
)


def matches(when):
    rules = compiled({"phase": "pod", "when": when, "then": "never_ready"})
    context = MatchContext(now=0, operation="", stage="ready", pod=POD)
    return bool(matched(rules, "pod", context))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({}, True),
        ({"namespace": "sh*"}, True),
        ({"namespace": "web*"}, False),
        ({"kind": "Deployment"}, True),
        ({"kind": "StatefulSet"}, False),
        ({"name": "web"}, True),
        ({"name": ["db", "web-7d"]}, True),
        ({"name": "db"}, False),
        ({"kind": "ReplicaSet", "name": "web-7d"}, True),
        ({"kind": "ReplicaSet", "name": "web"}, False),
        ({"kind": ["Pod", "Deployment"], "name": "web-7d"}, False),
        ({"image": "envoy:*"}, True),
        ({"image": "docker.io/*/envoy:1"}, True),
        ({"image": "envoy"}, False),
        ({"node": "node-?"}, True),
        ({"node": "web*"}, False),
        ({"stage": "start"}, False),
        ({"namespace": "shop", "kind": "Deployment", "name": "web", "node": "node-2"}, False),
    ],
)
def test_a_rule_means_a_pod_by_everything_that_is_given(when, expected):
    assert matches(when) == expected


def test_a_call_has_nothing_of_a_pod():
    rules = compiled({"when": {"namespace": "*"}}, {"when": {"kind": "*"}}, {"when": {"name": "*"}})
    context = MatchContext(now=0, operation="CreateCluster")

    assert matched(rules, "admit", context) == ["r0"]  # what a call does not have is empty


@pytest.mark.parametrize(
    ("images", "name"), [(("envoy:*",), "side"), (("*",), "app"), (("busybox",), "")]
)
def test_a_container_is_found_by_its_image(images, name):
    assert POD.container_with(images) == name


@pytest.mark.parametrize(("name", "found"), [("side", "side"), ("others", None)])
def test_a_container_is_found_by_its_name(name, found):
    assert POD.named_container(name) == found


@pytest.mark.parametrize(
    ("effect", "length"),
    [
        (PodEffect(), 100),
        (PodEffect(factor=2.5), 250),
        (PodEffect(added=7), 107),
        (PodEffect(factor=2.0, added=7), 207),
        (PodEffect(takes=30, factor=2.0, added=7), 30),
        (PodEffect(takes=0), 0),
    ],
)
def test_a_stage_takes_as_long_as_the_effect_says(effect, length):
    assert effect.length_of(100) == length


@pytest.mark.parametrize(
    ("effect", "expected"), [(PodEffect(), True), (PodEffect(is_never_ready=True), False)]
)
def test_an_effect_without_values_is_nothing(effect, expected):
    assert is_nothing(effect) == expected
