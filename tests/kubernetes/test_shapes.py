"""The shapes in which objects are asked for by Accept."""

import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.shapes import WHOLE, Shape, shape_of

KUBECTL = (
    "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,"
    "application/json"
)
CLIENT_GO_METADATA = (
    "application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,"
    "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json"
)


@pytest.mark.parametrize(
    ("accept", "shape"),
    [
        ("", WHOLE),
        ("*/*", WHOLE),
        ("application/*", WHOLE),
        ("application/json", WHOLE),
        ("application/json, */*", WHOLE),
        ("application/vnd.kubernetes.protobuf,application/json", WHOLE),
        ("text/html,application/xhtml+xml,*/*;q=0.8", WHOLE),
        (KUBECTL, Shape("Table", "v1")),
        ("application/json;as=Table;g=meta.k8s.io;v=v1beta1", Shape("Table", "v1beta1")),
        ("application/json; as=Table; g=meta.k8s.io; v=v1", Shape("Table", "v1")),
        ("application/json,application/json;as=Table;v=v1;g=meta.k8s.io", WHOLE),
        (CLIENT_GO_METADATA, Shape("PartialObjectMetadata", "v1")),
        (
            "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io",
            Shape("PartialObjectMetadata", "v1"),
        ),
        ("application/json;as=Table;v=v2;g=meta.k8s.io,application/json", WHOLE),
        ("application/json;as=Picture;v=v1;g=meta.k8s.io,application/json", WHOLE),
        ("application/json;as=Table;v=v1;g=other.io,*/*", WHOLE),
    ],
)
def test_the_first_entry_that_can_be_served_counts(accept: str, shape: Shape) -> None:
    assert shape_of(accept, {}) == shape


@pytest.mark.parametrize(
    "accept",
    [
        "application/vnd.kubernetes.protobuf",
        "application/cbor",
        "text/html",
        "application/yaml",
        "application/json;as=Table;v=v2;g=meta.k8s.io",
    ],
)
def test_what_cannot_be_served_is_not_acceptable(accept: str) -> None:
    with pytest.raises(ApiError) as caught:
        shape_of(accept, {})

    assert (caught.value.status, caught.value.code) == (406, "NotAcceptable")
    assert "application/json" in caught.value.message


@pytest.mark.parametrize(
    ("wanted", "rows_have"),
    [("", "Metadata"), ("Metadata", "Metadata"), ("Object", "Object"), ("None", "None")],
)
def test_the_rows_of_a_table_have_what_is_asked_for(wanted: str, rows_have: str) -> None:
    assert shape_of(KUBECTL, {"includeObject": wanted}).rows_have == rows_have
    assert shape_of("*/*", {"includeObject": wanted}) is WHOLE


def test_rows_cannot_have_anything_else() -> None:
    with pytest.raises(ApiError, match='unrecognized includeObject value "Half"') as caught:
        shape_of(KUBECTL, {"includeObject": "Half"})

    assert caught.value.status == 400
