"""Objects as a table, and as metadata alone."""

from typing import Any

import orjson
from cs_simulator.kubernetes.kinds import Column, Kind
from cs_simulator.kubernetes.shapes import Shape
from cs_simulator.kubernetes.tables import metadata_of, table

MINUTE = 60_000_000
KIND = Kind(
    kind="Job",
    plural="jobs",
    columns=(
        Column(name="Name", value=lambda body, _: body["metadata"]["name"], format="name"),
        Column(name="Runs", value=lambda body, _: body["runs"], type="integer"),
        Column(name="Age", value=lambda _, now: f"{now // MINUTE}m", description="since then"),
        Column(name="Image", value=lambda body, _: body.get("image"), is_wide=True),
    ),
)
BODY: dict[str, Any] = {"kind": "Job", "metadata": {"name": "one", "uid": "u1"}, "runs": 3}
METADATA = {
    "kind": "PartialObjectMetadata",
    "apiVersion": "meta.k8s.io/v1",
    "metadata": {"name": "one", "uid": "u1"},
}


def _table(shape: Shape, *bodies: dict[str, Any]) -> Any:
    made = table(KIND, shape, bodies, {"resourceVersion": "7"}, 5 * MINUTE)
    return orjson.loads(orjson.dumps(made))


def test_a_table_has_the_columns_of_its_kind_and_a_row_for_each_object() -> None:
    made = _table(Shape("Table"), BODY, {**BODY, "image": "nginx"})

    assert (made["kind"], made["apiVersion"]) == ("Table", "meta.k8s.io/v1")
    assert made["metadata"] == {"resourceVersion": "7"}
    assert made["columnDefinitions"][0] == {
        "name": "Name",
        "type": "string",
        "format": "name",
        "description": "",
        "priority": 0,
    }
    assert [each["priority"] for each in made["columnDefinitions"]] == [0, 0, 0, 1]
    assert [row["cells"] for row in made["rows"]] == [
        ["one", 3, "5m", None],
        ["one", 3, "5m", "nginx"],
    ]


def test_an_empty_table_has_columns_all_the_same() -> None:
    made = _table(Shape("Table"))

    assert (len(made["columnDefinitions"]), made["rows"]) == (4, [])


def test_rows_have_the_metadata_the_object_or_nothing() -> None:
    assert _table(Shape("Table"), BODY)["rows"][0]["object"] == METADATA
    assert _table(Shape("Table", rows_have="Object"), BODY)["rows"][0]["object"] == BODY
    assert _table(Shape("Table", rows_have="None"), BODY)["rows"][0]["object"] is None


def test_older_clients_get_an_older_version_of_the_form() -> None:
    made = _table(Shape("Table", "v1beta1"), BODY)

    assert made["apiVersion"] == "meta.k8s.io/v1beta1"
    assert made["rows"][0]["object"]["apiVersion"] == "meta.k8s.io/v1beta1"


def test_metadata_alone_is_an_object_of_its_own_kind() -> None:
    assert metadata_of(BODY, Shape("PartialObjectMetadata")) == METADATA
