"""Kinds that a cluster gets by definitions."""

import pytest
from cs_simulator.domain.instants import from_text
from cs_simulator.kubernetes.kinds._custom_columns import columns_of
from cs_simulator.kubernetes.kinds.registry import served
from hypothesis import given
from hypothesis import strategies as st

from tests.kubernetes.kinds.made_up import ANY

DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
FRUITS = "/apis/shop.example/v1/namespaces/shop/fruits"
NOW = from_text("2026-03-01T12:00:00Z")
TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"


def version(name="v1", **more):
    return {
        "name": name,
        "served": True,
        "storage": True,
        "schema": {"openAPIV3Schema": {}},
        **more,
    }


def a_definition(*versions, scope="Namespaced", **names):
    return {
        "metadata": {"name": "fruits.shop.example"},
        "spec": {
            "group": "shop.example",
            "names": {"kind": "Fruit", "plural": "fruits", **names},
            "scope": scope,
            "versions": list(versions) or [version()],
        },
    }


def kinds(api):
    world = api.tenant.world
    return served(world, world.clusters[api.cluster_id])


def a_fruit(name="apple", **body):
    return {"apiVersion": "shop.example/v1", "kind": "Fruit", "metadata": {"name": name}, **body}


def test_objects_of_a_defined_kind_are_kept_and_read(api):
    api.create(DEFINITIONS, a_definition())
    made = api.create(FRUITS, a_fruit(spec={"colour": None, "any": [{"thing": 1}]}))

    assert made["metadata"]["generation"] == 1
    assert api.get(f"{FRUITS}/apple")["spec"] == {"colour": None, "any": [{"thing": 1}]}
    listed = api.get(FRUITS)
    assert (listed["kind"], listed["apiVersion"]) == ("FruitList", "shop.example/v1")


def test_a_kind_is_gone_with_its_definition_and_is_of_one_cluster_only(api):
    before = kinds(api)
    api.create(DEFINITIONS, a_definition())
    there = kinds(api)
    api.call("DELETE", f"{DEFINITIONS}/fruits.shop.example").ok()

    assert there.find("shop.example", "v1", "fruits").is_custom
    assert before.find("shop.example", "v1", "fruits") is None
    assert kinds(api).find("shop.example", "v1", "fruits") is None
    assert api.call("GET", FRUITS).status == 404


def test_the_kinds_are_not_made_anew_as_long_as_the_definitions_stay(api):
    api.create(DEFINITIONS, a_definition())
    first = kinds(api)
    api.create("/api/v1/namespaces", {"metadata": {"name": "other"}})

    assert kinds(api) is first


def test_names_scope_and_subresources_are_those_of_the_definition(api):
    below = {
        "status": {},
        "scale": {
            "specReplicasPath": ".spec.size",
            "statusReplicasPath": ".status.size",
            "labelSelectorPath": ".status.selector",
        },
    }
    names = {"singular": "piece", "listKind": "Basket", "shortNames": ["fr"], "categories": ["all"]}
    selectable = [{"jsonPath": ".spec.colour"}]
    defined = version(subresources=below, selectableFields=selectable)
    api.create(DEFINITIONS, a_definition(defined, scope="Cluster", **names))
    kind = kinds(api).find("shop.example", "v1", "fruits")

    assert (kind.one, kind.many, kind.namespaced) == ("piece", "Basket", False)
    assert (kind.short_names, kind.categories) == (("fr",), ("all",))
    assert list(kind.all_subresources) == ["scale", "status"]
    assert kind.replicas_paths == ("spec.size", "status.size", "status.selector")
    assert kind.selectable == ("spec.colour",)


def test_a_definition_in_an_old_form_has_no_status_below_its_objects(api):
    api.create(DEFINITIONS, a_definition())
    made = api.create(FRUITS, a_fruit(status={"ripe": True}))

    assert made["status"] == {"ripe": True}


def test_every_version_that_is_served_shows_the_same_objects(api):
    versions = [
        version("v1beta1", storage=False),
        version("v1"),
        version("v2alpha1", storage=False),
        version("v0", storage=False, served=False),
    ]
    api.create(DEFINITIONS, a_definition(*versions))
    api.create(FRUITS, a_fruit(spec={"colour": "red"}))

    found = [each.version for each in kinds(api).everything if each.group == "shop.example"]
    assert found == ["v1", "v1beta1", "v2alpha1"]
    old = api.get(f"{FRUITS.replace('v1', 'v1beta1')}/apple")
    assert (old["apiVersion"], old["spec"]) == ("shop.example/v1beta1", {"colour": "red"})
    assert kinds(api).preferred("fruits.shop.example").version == "v1"


def test_a_definition_cannot_take_a_kind_of_kubernetes_away(api):
    leases = "/apis/coordination.k8s.io/v1/namespaces/shop/leases"
    api.create(leases, {"metadata": {"name": "a"}})
    definition = a_definition(plural="leases", kind="Lease")
    definition["metadata"]["name"] = "leases.coordination.k8s.io"
    definition["spec"]["group"] = "coordination.k8s.io"
    api.create(DEFINITIONS, definition)

    assert not kinds(api).find("coordination.k8s.io", "v1", "leases").is_custom
    api.call("DELETE", f"{DEFINITIONS}/leases.coordination.k8s.io").ok()
    assert api.call("GET", f"{DEFINITIONS}/leases.coordination.k8s.io").status == 404
    assert api.get(f"{leases}/a")["metadata"]["name"] == "a"


def test_a_version_in_which_objects_may_be_kept_cannot_be_taken_away(api):
    api.create(DEFINITIONS, a_definition())
    place, merge = f"{DEFINITIONS}/fruits.shop.example", "application/merge-patch+json"
    only_v2 = {"spec": {"versions": [version("v2")]}}
    both = {"spec": {"versions": [version("v1", storage=False), version("v2")]}}

    refused = api.call("PATCH", place, only_v2, merge)
    assert refused.status == 422
    assert refused.causes == {
        "status.storedVersions[0]": 'Invalid value: "v1": must appear in spec.versions'
    }
    api.call("PATCH", place, both, merge).ok()
    assert api.call("PATCH", place, only_v2, merge).status == 422
    stored = {"status": {"storedVersions": ["v2"]}}
    api.call("PATCH", f"{place}/status", stored, merge).ok()
    assert api.call("PATCH", place, only_v2, merge).ok()["status"]["storedVersions"] == ["v2"]


def test_a_table_has_the_columns_of_the_definition(api):
    columns = [
        {"name": "Colour", "type": "string", "jsonPath": ".spec.colour", "description": "c"},
        {"name": "Size", "type": "integer", "jsonPath": ".spec.size", "priority": 1},
    ]
    api.create(DEFINITIONS, a_definition(version(additionalPrinterColumns=columns)))
    api.create(FRUITS, a_fruit(spec={"colour": "red", "size": 3}))
    table = api.get(FRUITS, accept=TABLE)

    assert [(each["name"], each["priority"]) for each in table["columnDefinitions"]] == [
        ("Name", 0),
        ("Colour", 0),
        ("Size", 1),
    ]
    assert table["rows"][0]["cells"] == ["apple", "red", 3]


def test_a_table_without_columns_of_its_own_has_name_and_age(api):
    assert [each.name for each in columns_of(version())] == ["Name", "Age"]


def cell(kind, value, path=".spec.x"):
    column = {"name": "X", "type": kind, "jsonPath": path}
    shown = columns_of(version(additionalPrinterColumns=[column]))[1]
    return shown.value({"metadata": {"name": "x"}, "spec": {"x": value}}, NOW)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("string", "red", "red"),
        ("string", 3, "3"),
        ("string", None, "<nil>"),
        ("string", {"a": [1]}, '{"a":[1]}'),
        ("integer", 3, 3),
        ("integer", 3.7, 3),
        ("integer", "3", None),
        ("integer", 1e30, None),
        ("integer", True, None),
        ("number", 3.5, 3.5),
        ("number", "x", None),
        ("boolean", False, False),
        ("boolean", "x", None),
        ("date", "2026-03-01T11:58:00Z", "2m"),
        ("date", "yesterday", "<invalid>"),
        ("date", 7, None),
        ("colour", "red", None),
    ],
)
def test_a_cell_is_of_the_type_of_its_column(kind, value, expected):
    assert cell(kind, value) == expected


@pytest.mark.parametrize("path", [".spec.y", "nonsense", ""])
def test_a_cell_whose_path_leads_nowhere_is_empty(path):
    assert cell("string", "red", path) is None


def test_a_cell_with_several_values_has_them_all():
    assert cell("string", ["a", "b"], ".spec.x[*]") == "a b"


@given(value=ANY, kind=st.sampled_from(["string", "integer", "number", "boolean", "date"]))
def test_a_cell_of_anything_can_be_shown(value, kind):
    cell(kind, value)
