"""Strict request records: wrong types first and alone, then everything else together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import orjson
import pytest
from cs_simulator.catalog import ack_errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.validation import parser, strict
from cs_simulator.validation.field_rules import AtLeast
from cs_simulator.validation.strict_types import (
    Boolean,
    FreeObject,
    Integer,
    IntegerList,
    Number,
    Object,
    Objects,
    Text,
    TextList,
    TextMap,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """A nested record."""

    RULES: ClassVar[tuple[Any, ...]] = ()

    size: Annotated[int | None, Integer(), AtLeast(20)] = None
    encrypted: Annotated[str | None, Text()] = None


class SizeFitsName:
    """A rule over a record."""

    def check(self, request: Any, _lookup: Any, path: str) -> Iterable[ApiError]:
        if request.name == "large" and not request.disks:
            yield ack_errors.INVALID_FIELD(f"{path}disks", "a large one has disks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """A record with one field of each type."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[Any, ...]] = (SizeFitsName(),)

    name: Annotated[str, Text()]
    count: Annotated[int, Integer(), AtLeast(1)]
    price: Annotated[float | None, Number()] = None
    is_spot: Annotated[bool | None, Boolean()] = None
    types: Annotated[tuple[str, ...] | None, TextList()] = None
    ports: Annotated[tuple[int, ...] | None, IntegerList()] = None
    labels: Annotated[dict[str, str] | None, TextMap()] = None
    sysctl: Annotated[dict[str, Any] | None, FreeObject()] = None
    disk: Annotated[Disk | None, Object(Disk)] = None
    disks: Annotated[tuple[Disk, ...] | None, Objects(Disk)] = None
    password: Annotated[str | None, Text(), strict.Secret()] = None


FULL = {
    "name": "workers",
    "count": 2,
    "price": 0.5,
    "is_spot": False,
    "types": ["a", "b"],
    "ports": [80, 443],
    "labels": {"k": "v"},
    "sysctl": {"vm": {"a": 1}},
    "disk": {"size": 40},
    "disks": [{"size": 20, "encrypted": "true"}, {}],
}


def parse(body: dict[str, Any]) -> Pool:
    lookup: Any = None
    return parser.parse(Pool, body, lookup, raw=orjson.dumps(body))


def refused(body: dict[str, Any]) -> ApiError:
    with pytest.raises(ApiError) as caught:
        parse(body)
    return caught.value


def test_what_was_sent_comes_back_as_it_was_sent():
    assert strict.as_sent(parse({**FULL, "password": "Secret123", "types": []})) == {
        name: value for name, value in FULL.items() if name != "types"
    }


@pytest.mark.parametrize("empty", [None, ""])
def test_null_and_an_empty_text_mean_that_a_field_is_not_given(empty):
    assert parse({**FULL, "is_spot": empty, "disk": empty}).disk is None


@pytest.mark.parametrize(
    ("field", "value", "expected", "got", "named"),
    [
        ("name", True, "string", "bool", "name"),
        ("count", "2", "int64", "string", "count"),
        ("count", 2.5, "int64", "number", "count"),
        ("count", True, "int64", "bool", "count"),
        ("price", False, "float64", "bool", "price"),
        ("is_spot", 1, "bool", "number", "is_spot"),
        ("types", {}, "[]string", "object", "types"),
        ("types", ["a", None], "string", "null", "types"),
        ("ports", 80, "[]int64", "number", "ports"),
        ("ports", [80, "443"], "int64", "string", "ports"),
        ("labels", [], "map[string]string", "array", "labels"),
        ("labels", {"k": 1}, "string", "number", "labels.k"),
        ("sysctl", "x", "map[string]interface {}", "string", "sysctl"),
        ("disk", [], "models.Disk", "array", "disk"),
        ("disk", {"size": "1"}, "int64", "string", "disk.size"),
        ("disks", {}, "[]models.Disk", "object", "disks"),
        ("disks", [{}, {"encrypted": True}], "string", "bool", "disks.encrypted"),
        ("disks", [None], "models.Disk", "null", "disks"),
    ],
)
def test_a_wrong_type_is_refused_alone_and_in_the_words_of_go(field, value, expected, got, named):
    body = {**FULL, field: value, "count" if field != "count" else "price": None}

    problem = refused(body)

    assert (problem.code, problem.status, problem.findings) == ("InvalidParameter", 400, ())
    begins = f"Unmarshal type error: expected={expected}, got={got}, field={named}, offset="
    assert problem.message.startswith(begins)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ('{"name":true}', "true"),
        ('{ "count" : 1 ,\n "name" : [1] }', "[1]"),
        ('{"disks":[{},{"size": 4, "encrypted": true}]}', "true"),
        ('{"types":["a","b",3]}', "3"),
    ],
)
def test_the_offset_is_the_end_of_the_wrong_value(text, end):
    with pytest.raises(ApiError) as caught:
        strict.read(Pool, orjson.loads(text), text.encode())

    offset = int(caught.value.message.rpartition("=")[2])
    assert text[:offset].endswith(end)


def test_all_other_problems_are_found_together_in_the_order_of_the_fields():
    problem = refused({"name": "large", "disk": {"size": 3}, "disks": []})

    found = [(finding.code, finding.field) for finding in problem.findings]
    assert found == [
        ("MissingParameter.Count", "count"),
        ("InvalidParameter", "disk.size"),
        ("InvalidParameter.Disks", "disks"),
    ]
    assert problem is problem.findings[0]


def test_a_problem_within_an_array_names_its_index():
    problem = refused({**FULL, "disks": [{}, {"size": 1}]})

    assert problem.field == "disks[1].size"


def test_a_dry_run_lists_the_same_problems():
    lookup: Any = None

    assert [p.field for p in parser.problems(Pool, {"name": "large"}, lookup)] == ["count", "disks"]
    assert [p.code for p in parser.problems(Pool, {"name": 1}, lookup)] == ["InvalidParameter"]


def test_what_no_record_has_is_listed_with_its_path():
    body = {**FULL, "colour": 1, "disk": {"shape": 1}, "disks": [{"a": 1}, {"a": 2}]}

    assert parser.unread(Pool, body) == ["disk.shape", "disks.a", "colour"]


def test_a_field_without_a_strict_type_is_a_mistake_of_its_author():
    @dataclass
    class Untyped:
        name: str

    with pytest.raises(TypeError, match="name: a field is declared as Annotated"):
        strict.strict_fields(Untyped)
