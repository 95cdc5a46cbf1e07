"""Patches of any values, to objects of any values: applied, or refused in words."""

from contextlib import suppress

import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.patches import json_patch, managed_fields, merge_patch, strategic
from cs_simulator.kubernetes.patches.apply import apply
from hypothesis import given
from hypothesis import strategies as st

KINDS = [
    Kind(kind="Pod", plural="pods"),
    Kind(group="apps", kind="Deployment", plural="deployments", has_status=True),
    Kind(group="example.com", kind="Crate", plural="crates", is_custom=True),
]
NAMES = st.sampled_from(
    [
        "spec", "template", "metadata", "containers", "name", "env", "ports", "containerPort",
        "labels", "finalizers", "ownerReferences", "uid", "managedFields", "operation", "fieldsV1",
        "status", "selector", "resources", "f:spec", "k:{", ".", "$patch", "$retainKeys",
        "$setElementOrder/containers", "$setElementOrder/finalizers",
        "$deleteFromPrimitiveList/finalizers",
    ]
)  # fmt: skip
SCALARS = st.sampled_from([None, True, 0, 1.5, "", "a", "replace", "delete", "Apply", "Update"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
PARTS = st.dictionaries(NAMES, VALUES, max_size=4)
PODS = st.fixed_dictionaries({"containers": st.lists(VALUES, max_size=3)}).map(
    lambda spec: {"spec": spec, "template": {"spec": spec}}
)
OBJECTS = (PARTS | PODS | PODS.map(lambda spec: {"spec": spec})).flatmap(
    lambda rest: PARTS.map(lambda metadata: {**rest, "metadata": metadata})
)
OPERATIONS = st.lists(
    st.fixed_dictionaries(
        {
            "op": st.sampled_from(["add", "remove", "replace", "move", "copy", "test"]),
            "path": st.sampled_from(["", "/spec", "/spec/containers/-", "/spec/containers/0/name"]),
        },
        optional={
            "from": st.sampled_from(["", "/metadata", "/spec/containers/0"]),
            "value": VALUES,
        },
    ),
    max_size=4,
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@given(body=OBJECTS, patch=PARTS | OBJECTS)
def test_a_strategic_patch_makes_an_object_or_is_refused(kind, body, patch):
    with suppress(ApiError):
        assert isinstance(strategic.apply(kind, body, patch), dict)


@given(body=OBJECTS, patch=PARTS)
def test_a_merge_patch_makes_an_object(body, patch):
    assert isinstance(merge_patch.apply(body, patch), dict)


@given(body=OBJECTS, patch=OPERATIONS)
def test_a_json_patch_makes_an_object_or_is_refused(body, patch):
    with suppress(ApiError):
        assert isinstance(json_patch.apply(body, patch), dict)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@given(body=st.none() | OBJECTS, configuration=PARTS | OBJECTS, force=st.booleans())
def test_an_apply_makes_an_object_or_is_refused(kind, body, configuration, force):
    with suppress(ApiError):
        assert isinstance(apply(kind, body, configuration, "me", force, 0), dict)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@given(before=st.none() | OBJECTS, body=OBJECTS)
def test_owners_of_any_write_are_noted(kind, before, body):
    managed_fields.track(kind, before, body, "me", 0)

    assert isinstance(body["metadata"].get("managedFields", []), list)
