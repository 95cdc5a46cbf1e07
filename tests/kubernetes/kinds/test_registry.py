"""Which kinds a version of Kubernetes serves."""

import pytest
from cs_simulator.kubernetes.kinds import registry

NEWEST = registry._own(36)


@pytest.mark.parametrize(
    ("minor", "place", "is_served"),
    [
        (36, ("", "v1", "pods"), True),
        (36, ("apps", "v1", "deployments"), True),
        (36, ("extensions", "v1beta1", "ingresses"), False),
        (20, ("extensions", "v1beta1", "ingresses"), True),
        (20, ("batch", "v1", "cronjobs"), False),
        (20, ("batch", "v1beta1", "cronjobs"), True),
        (24, ("policy", "v1beta1", "poddisruptionbudgets"), True),
        (26, ("policy", "v1beta1", "poddisruptionbudgets"), False),
        (22, ("autoscaling", "v2", "horizontalpodautoscalers"), False),
        (24, ("autoscaling", "v2", "horizontalpodautoscalers"), True),
        (26, ("authentication.k8s.io", "v1", "selfsubjectreviews"), False),
        (28, ("authentication.k8s.io", "v1", "selfsubjectreviews"), True),
    ],
)
def test_a_kind_is_served_by_the_versions_that_have_it(minor, place, is_served):
    assert (registry._own(minor).find(*place) is not None) is is_served


def test_groups_come_in_the_order_of_their_priorities_and_their_versions_preferred_first():
    versions = list(dict.fromkeys(kind.api_version for kind in registry._own(24).everything))

    assert versions[:3] == ["v1", "apiregistration.k8s.io/v1", "apps/v1"]
    assert [each for each in versions if each.startswith("autoscaling")] == [
        "autoscaling/v2",
        "autoscaling/v1",
        "autoscaling/v2beta2",
    ]


def test_a_resource_of_several_versions_is_kept_once_and_shown_in_the_preferred_one():
    kept = registry._own(24).kept
    resources = [kind.resource for kind in kept]

    assert len(resources) == len(set(resources))
    assert registry._own(24).preferred("horizontalpodautoscalers.autoscaling").version == "v2"
    assert registry._own(24).preferred("events").group == ""


def test_kinds_are_found_by_the_names_that_objects_have():
    assert NEWEST.named("apps/v1", "Deployment").plural == "deployments"
    assert NEWEST.named("v1", "Pod").plural == "pods"
    assert NEWEST.named("v1", "Deployment") is None


@pytest.mark.parametrize(
    "kind", registry.all_kinds(), ids=lambda kind: f"{kind.api_version}/{kind.plural}"
)
def test_what_is_only_answered_can_only_be_created(kind):
    assert kind.is_kept or kind.verbs in (("create",), ("get", "list"))
