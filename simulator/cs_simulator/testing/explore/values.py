"""Values that are worth trying, by the types that the scenario language declares.

They are lists, the simplest value first: what Hypothesis draws from a list, it shrinks to the
first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import Field, fields, is_dataclass
from functools import cache
from itertools import chain, combinations, islice, product
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from cs_simulator.catalog import codes
from cs_simulator.scenarios.declaration import (
    Choices,
    Limits,
    Tried,
    build,
    default_of,
    given,
    is_required,
    key_of,
)
from cs_simulator.scenarios.values import DistributionValues, ErrorCode

Json = dict[str, Any]

_TEXTS = ("it failed", "100 % of {0} <b>\u00fc</b>")
_NUMBERS = (1, 2, 3, 5, 20)
_POSITIONS = (0, -1, 1)
_TRIED_TOGETHER = (100, 100, 3, 1)
"""So many values are tried of each of none, one, two and three keys that need not be given."""
_FEW = 3


def values_of(declared: Any) -> tuple[Any, ...]:
    """Values of a declared type as files write them, the simplest first."""
    origin, arguments = get_origin(declared), get_args(declared)
    if origin is Annotated:
        return _of_marks(arguments[0], arguments[1:])
    if origin in (Union, UnionType):
        members = (values_of(member) for member in arguments if member is not NoneType)
        return tuple(chain.from_iterable(members))
    if origin is Literal:
        return arguments
    if origin is tuple:
        return tuple(_lists(arguments))
    if origin is dict:
        return tuple({"tried": value} for value in values_of(arguments[1]))
    if declared is DistributionValues:
        return tuple(_distributions())
    if is_dataclass(declared):
        return tuple(objects(declared))
    return _SCALARS[declared]


def _of_marks(declared: Any, marks: tuple[Any, ...]) -> tuple[Any, ...]:
    """Values of an annotated type: those that a mark gives, or those within its limits."""
    tried = [mark.values for mark in marks if isinstance(mark, Tried)]
    if tried:
        return tuple(tried[-1])
    names = [tuple(mark.names) for mark in marks if isinstance(mark, Choices)]
    if names:
        return names[-1]
    limits = [mark for mark in marks if isinstance(mark, Limits)]
    return tuple(
        value for value in values_of(declared) if all(_is_within(value, limit) for limit in limits)
    )


def _is_within(value: Any, limits: Limits) -> bool:
    """Whether a number is within limits; of other values nothing is known."""
    if not isinstance(value, int | float):
        return True
    least, most = limits.ge, limits.le
    if (least is not None and value < least) or (most is not None and value > most):
        return False
    return not (
        (limits.gt is not None and value <= limits.gt)
        or (limits.lt is not None and value >= limits.lt)
    )


def _lists(items: tuple[Any, ...]) -> Iterator[list[Any]]:
    """Lists of one value and of two; tuples of a fixed length with ascending values."""
    if items[-1] is not Ellipsis:
        yield from (list(values) for values in islice(product(*map(values_of, items)), 1, 6))
        return
    values = values_of(items[0])
    yield from ([value] for value in values)
    yield from (list(pair) for pair in islice(combinations(values, 2), _FEW))


def _distributions() -> Iterator[Any]:
    """Distributions, those of one duration first, which are written as that."""
    for made in objects(DistributionValues):
        try:
            build(DistributionValues, made).distribution()
        except ValueError:
            continue
        yield made.get("fixed", made)


_SCALARS: dict[Any, tuple[Any, ...]] = {
    bool: (True, False),
    int: (*_POSITIONS, *_NUMBERS[1:]),
    float: _NUMBERS,
    str: _TEXTS,
    Any: ("tried", 0, None, [], {}),
}


# ---- objects


def objects(declared: Any, always: Json | None = None) -> Iterator[Json]:
    """Objects of a declared type, by how many keys they have: none is needless, all are read.

    They have what must be given and at most three keys more, and *always* the given ones. What
    the keys say together may still make no sense.
    """
    fixed = always or {}
    free = [field for field in fields(declared) if key_of(field) not in fixed]
    needed = [field for field in free if is_required(field)]
    optional = [field for field in free if not is_required(field)]
    for number, _ in enumerate(_TRIED_TOGETHER):
        for added in combinations(optional, number):
            chosen = [*needed, *added]
            most = _TRIED_TOGETHER[min(len(chosen), len(_TRIED_TOGETHER) - 1)]
            for values in product(*(islice(_tried(field), most) for field in chosen)):
                made = dict(zip(map(key_of, chosen), values, strict=True)) | fixed
                if _says_all(declared, made):
                    yield made


def _tried(field: "Field[Any]") -> Sequence[Any]:
    """The values to try of a field: of one called ``code``, codes like the default one."""
    if is_required(field):
        return values_of(field.type)
    if field.type == ErrorCode:
        return codes_like(field.default)
    return [value for value in values_of(field.type) if value != default_of(field)]


@cache
def codes_like(code: str) -> tuple[str, ...]:
    """Other codes of the family of a code, or with a status of the same hundred."""
    rows = codes.all_codes()
    family, hundred = code.partition(".")[0], rows[code].status // 100
    others = {name: row for name, row in rows.items() if name != code}
    relatives = [name for name in others if name.partition(".")[0] == family]
    alike = [name for name, row in others.items() if row.status // 100 == hundred]
    return tuple((relatives or alike)[:_FEW])


def _says_all(declared: Any, made: Json) -> bool:
    """Whether an object can be read, and none of its keys says what is so anyway."""
    try:
        built = build(declared, made)
    except ValueError:
        return False
    return made.keys() <= given(built).keys()
