"""Definitions with anything in them: refused, or served with all that is read of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.cluster_api import TABLE
from tests.support.cluster_writes import WritingApi

DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
FRUITS = "/apis/shop.example/v1/fruits"
DOCUMENTS = ("/apis", "/apis/shop.example/v1", "/openapi/v3/apis/shop.example/v1", "/openapi/v2")
FIELDS = st.sampled_from(
    [
        "additionalPrinterColumns",
        "categories",
        "conversion",
        "jsonPath",
        "kind",
        "listKind",
        "name",
        "openAPIV3Schema",
        "priority",
        "scale",
        "schema",
        "selectableFields",
        "served",
        "shortNames",
        "singular",
        "specReplicasPath",
        "status",
        "storage",
        "subresources",
        "type",
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from(["", "a/b", "é", "Fruit", "fruit", ".spec.x", ".spec.x[*]", "date", "v1"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(FIELDS, inner, max_size=4),
    max_leaves=10,
)
OBJECTS = st.dictionaries(FIELDS, VALUES, max_size=3)


@pytest.fixture(scope="module")
def cluster() -> WritingApi:
    """A cluster in which a definition is made and deleted again and again."""
    return WritingApi()


@given(
    names=OBJECTS,
    version=OBJECTS,
    columns=st.lists(OBJECTS, max_size=1),
    more=st.lists(OBJECTS, max_size=1),
    spec=VALUES,
)
def test_a_definition_that_is_not_refused_is_served(cluster, names, version, columns, more, spec):
    own = {"schema": {"openAPIV3Schema": {}}, **version, "name": "v1"}
    own["additionalPrinterColumns"] = [{"jsonPath": ".spec.x", **each} for each in columns]
    definition = {
        "metadata": {"name": "fruits.shop.example"},
        "spec": {
            "group": "shop.example",
            "scope": "Cluster",
            "names": {"kind": "Fruit", **names, "plural": "fruits"},
            "versions": [{**own, "served": True, "storage": True}, *more],
        },
    }
    made = cluster.call("POST", DEFINITIONS, definition)
    assert made.status in (201, 400, 422)
    if made.status != 201:
        return

    fruit = cluster.call("POST", FRUITS, {"metadata": {"name": "apple"}, "spec": {"x": spec}})
    answers = [cluster.request("GET", path) for path in DOCUMENTS]
    table = cluster.request("GET", FRUITS, accept=TABLE)
    scale = cluster.request("GET", f"{FRUITS}/apple/scale")
    cluster.call("DELETE", f"{DEFINITIONS}/fruits.shop.example").ok()

    assert fruit.status == 201
    assert [each.status for each in (*answers, table)] == [200] * (len(DOCUMENTS) + 1)
    assert scale.status in (200, 404)
