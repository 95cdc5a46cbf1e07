"""Models that check what people write, derived from the declarations of the scenario language.

A model is a step on the way: what comes out of it are the declared objects themselves, equal to
those that :func:`cs_simulator.scenarios.declaration.build` makes of checked JSON.
"""

from collections.abc import Callable
from dataclasses import Field as DeclaredField
from dataclasses import fields, is_dataclass
from functools import cache, reduce
from operator import or_
from types import GenericAlias, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    create_model,
    model_validator,
)

from cs_simulator.domain.docstrings import docstring
from cs_simulator.scenarios.declaration import (
    After,
    Before,
    Choices,
    Description,
    Key,
    Limits,
    NameOf,
    Tried,
    default_of,
    is_required,
    key_of,
)
from cs_simulator.scenarios.expectations import invariants
from cs_simulator.scenarios.expectations.invariant import Invariant
from cs_simulator.scenarios.faults import all_kinds, kind_by_kind, parameters
from cs_simulator.scenarios.rules.fault import Fault
from cs_simulator.scenarios.values import DistributionValues


class _Strict(BaseModel):
    """A part of a file: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


@cache
def checker(declared: Any) -> TypeAdapter[Any]:
    """What checks a value and makes the declared object of it."""
    return TypeAdapter(_checked(declared))


@cache
def model_of(declared: Any) -> type[BaseModel]:
    """The model of a declaration: its fields are the declared ones, under the keys of files."""
    is_kind = issubclass(declared, Fault | Invariant)
    description = declared.description() if is_kind else docstring(declared)
    parts: dict[str, Any] = {field.name: _field(field) for field in fields(declared)}
    return create_model(declared.__name__, __base__=_Strict, __doc__=description, **parts)


def _field(field: "DeclaredField[Any]") -> tuple[Any, Any]:
    key = key_of(field)
    alias = None if key == field.name else key
    default = ... if is_required(field) else default_of(field)
    return _checked(field.type), Field(default, alias=alias)


def _checked(declared: Any) -> Any:
    """The annotation that checks what the declared one says."""
    arguments = get_args(declared)
    origin = get_origin(declared)
    if origin is Annotated:
        by_name = {Fault: _fault, Invariant: _invariant}.get(arguments[0])
        return by_name() if by_name else _annotated(arguments[0], arguments[1:])
    if origin in (Union, UnionType):
        return reduce(or_, (_checked(member) for member in arguments))
    if origin is tuple:
        items = (item if item is ... else _checked(item) for item in arguments)
        return GenericAlias(tuple, tuple(items))
    if origin is dict:
        return GenericAlias(dict, (_checked(arguments[0]), _checked(arguments[1])))
    if isinstance(declared, type) and is_dataclass(declared):
        return Annotated[model_of(declared), AfterValidator(_maker(declared))]
    return declared


def _annotated(declared: Any, marks: tuple[Any, ...]) -> Any:
    """The checked type with pydantic's word for each mark, the innermost first."""
    words: list[Any] = []
    for mark in sorted(marks, key=lambda mark: _FROM_INSIDE.index(type(mark))):
        match mark:
            case Choices(names):
                declared = Literal[tuple(names)]
            case Limits():
                words.append(Field(**{k: v for k, v in mark._asdict().items() if v is not None}))
            case After(read):
                words.append(AfterValidator(read))
            case Before(read, written):
                words.append(_before(read, _checked(declared if written is None else written)))
            case Description(text):
                words.append(Field(description=text))
    return reduce(lambda inner, word: Annotated[inner, word], words, _checked(declared))


_FROM_INSIDE = (Key, NameOf, Tried, Choices, Limits, After, Before, Description)


def _before(read: Callable[[Any], Any], written: Any) -> BeforeValidator:
    return BeforeValidator(read, json_schema_input_type=written)


def _maker(declared: Any) -> Callable[[BaseModel], Any]:
    """What makes the declared object of its checked model."""

    def make(checked: BaseModel) -> Any:
        return declared(**{name: getattr(checked, name) for name in checked.model_fields_set})

    return make


# ---- then: exactly one kind of fault


class _Then(_Strict):
    @model_validator(mode="after")
    def _is_one(self) -> "_Then":
        if len(self.model_fields_set) != 1:
            raise ValueError("write then as exactly one kind of fault: {fail: {code: …}}")
        return self

    @property
    def fault(self) -> Fault:
        (name,) = self.model_fields_set
        found: Fault = getattr(self, name)
        return found


@cache
def _fault() -> Any:
    kinds: dict[str, Any] = {name: (_parameters(kind), None) for name, kind in all_kinds().items()}
    made: Any = create_model("Then", __base__=_Then, **kinds)
    name: Any = Literal[tuple(kinds)]
    written = made | name | GenericAlias(dict, (Literal["transport"], name))
    return Annotated[made, AfterValidator(lambda then: then.fault), _before(kind_by_kind, written)]


def _parameters(kind: Any) -> Any:
    """The parameters of a kind, in the full or in the short form."""
    short = model_of(DistributionValues) | str | float | None if kind.main else None
    written: Any = model_of(kind) | short
    return Annotated[_checked(kind), _before(lambda source: parameters(kind, source), written)]


# ---- invariant: exactly one


class _OfOneName(_Strict):
    @model_validator(mode="after")
    def _is_one(self) -> "_OfOneName":
        if len(self.model_fields_set) != 1:
            raise ValueError("write invariant as exactly one: {ends_within: 2h}, or its name")
        return self

    @property
    def invariant(self) -> Invariant:
        (name,) = self.model_fields_set
        found: Invariant = getattr(self, name)
        return found


@cache
def _invariant() -> Any:
    known = invariants.all_invariants()
    fields: dict[str, Any] = {name: (_of_invariant(kind), None) for name, kind in known.items()}
    made: Any = create_model("Invariant", __base__=_OfOneName, **fields)
    written = made | Literal[tuple(known)]
    read = _before(invariants.invariant_by_name, written)
    return Annotated[made, AfterValidator(lambda given: given.invariant), read]


def _of_invariant(kind: Any) -> Any:
    """The parameters of an invariant, in the full or in the short form."""
    short = model_of(kind) | str | float | None if kind.main else model_of(kind) | None
    return Annotated[
        _checked(kind), _before(lambda source: invariants.parameters(kind, source), short)
    ]
