"""Sets of fields: what a manager owns, and what two states of an object differ in.

A path is a tuple of the keys of ``FieldsV1``: ``f:spec``, ``k:{"name":"web"}``, ``v:"x"``. The
rules are those of ``sigs.k8s.io/structured-merge-diff``, packages ``fieldpath`` and ``typed``.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.patches.places import Place

Path = tuple[str, ...]
Paths = frozenset[Path]

# Nobody owns these (`stripSet` in k8s.io/apimachinery/pkg/util/managedfields).
_NEVER_OWNED = frozenset(
    [("f:apiVersion",), ("f:kind",), ("f:metadata",)]
    + [
        ("f:metadata", f"f:{name}")
        for name in (
            "name", "namespace", "creationTimestamp", "selfLink", "uid", "generation",
            "managedFields", "resourceVersion",
        )
    ]
)  # fmt: skip

_MISSING: Any = object()


class Difference(NamedTuple):
    """What the fields of two states of an object differ in."""

    changed: Paths
    """The paths that are new, or have another value."""
    removed: Paths


def decode(fields: Any) -> Paths:
    """The paths of a value of ``fieldsV1``."""
    return frozenset(_decoded(fields, ())) if isinstance(fields, dict) else frozenset()


def _decoded(fields: Body, path: Path) -> Iterator[Path]:
    for key, inner in fields.items():
        if key == ".":
            yield path
        elif isinstance(inner, dict) and inner:
            yield from _decoded(inner, (*path, key))
        else:
            yield (*path, key)


def encode(paths: Paths) -> Body:
    """The value of ``fieldsV1`` for paths."""
    root: Body = {}
    for path in sorted(paths):
        node = root
        for key in path[:-1]:
            if key in node and not node[key]:
                node[key]["."] = {}
            node = node.setdefault(key, {})
        node.setdefault(path[-1], {})
    return root


def owned(paths: Paths) -> Paths:
    """The paths without those of fields that nobody owns."""
    return paths - _NEVER_OWNED


def text(path: Path) -> str:
    """A path as messages have it: ``.spec.containers[name="web"].image``."""
    return "".join(map(_element_text, path))


def _element_text(element: str) -> str:
    sort, _, value = element.partition(":")
    if sort == "k":
        keys = json.loads(value).items()
        return f"[{','.join(f'{name}={json.dumps(each)}' for name, each in keys)}]"
    return f".{value}" if sort == "f" else f"[={value}]" if sort == "v" else f"[{value}]"


def fields_of(body: Body, place: Place) -> Paths:
    """The paths that a configuration has, as who applies it comes to own them.

    Raises:
        ValueError: If an element of a list lacks a key; the text says where.

    """
    return frozenset(_fields(body, place, ()))


def _fields(value: Any, place: Place, path: Path) -> Iterator[Path]:
    if place.is_leaf(value):
        yield path
    elif isinstance(value, list):
        for identity, element in elements(value, place, path):
            yield (*path, identity)
            yield from _fields(element, place.element, (*path, identity))
    else:
        for name, inner in value.items():
            inner_path = (*path, f"f:{name}")
            if inner == {} or place.is_map:
                yield inner_path
            yield from _fields(inner, place.of(name), inner_path)


def elements(value: list[Any], place: Place, path: Path) -> list[tuple[str, Any]]:
    """The elements of a list that is merged, each with what tells it from others.

    Raises:
        ValueError: If an element lacks a key, or two have the same; the text says where.

    """
    found: dict[str, Any] = {}
    for number, element in enumerate(value):
        try:
            identity = place.identity(element)
        except ValueError as error:
            raise ValueError(
                f"{text(path)}: element {number}: associative list with keys has an element that"
                f' omits key field "{error}" (and doesn\'t have default value)'
            ) from error
        if identity in found:
            raise ValueError(f"{text(path)}: duplicate entries for key {_element_text(identity)}")
        found[identity] = element
    return list(found.items())


def difference(before: Body, after: Body, place: Place) -> Difference:
    """What two states of an object differ in, fields that nobody owns aside."""
    changed: set[Path] = set()
    removed: set[Path] = set()
    _compare(before, after, place, (), changed, removed)
    return Difference(owned(frozenset(changed)), owned(frozenset(removed)))


def _compare(
    before: Any, after: Any, place: Place, path: Path, changed: set[Path], removed: set[Path]
) -> None:
    if before is after or (type(before) is type(after) and before == after):
        return
    if _is_compared_whole(before, after, place):
        (removed if after is _MISSING else changed).add(path)
        return
    for key, old, new, inner in _children(before, after, place):
        _compare(old, new, inner, (*path, key), changed, removed)
    if before is _MISSING:
        changed.add(path)
    elif after is _MISSING:
        removed.add(path)


def _is_compared_whole(before: Any, after: Any, place: Place) -> bool:
    present = [each for each in (before, after) if each is not _MISSING]
    is_empty = not any(isinstance(each, dict | list) and each for each in present)
    is_mixed = len({type(each) for each in present}) > 1
    return is_empty or is_mixed or place.is_leaf(present[0])


def _children(before: Any, after: Any, place: Place) -> Iterator[tuple[str, Any, Any, Place]]:
    """The parts of two values: key, what it was, what it is, and where."""
    if isinstance(before, list) or isinstance(after, list):
        olds, news = _by_identity(before, place), _by_identity(after, place)
        for key in olds | news:
            yield key, olds.get(key, _MISSING), news.get(key, _MISSING), place.element
        return
    olds = before if before is not _MISSING else {}
    news = after if after is not _MISSING else {}
    for name in olds | news:
        inner = place.of(name)
        yield (
            f"f:{name}",
            olds.get(name, _absent(before, inner)),
            news.get(name, _absent(after, inner)),
            inner,
        )


def _absent(around: Any, place: Place) -> Any:
    """What a field is that is not there: empty, if Go always has it where the object is."""
    field = place.field
    if around is _MISSING or field is None or not (place.is_value or place.is_always):
        return _MISSING
    if field.is_list:
        return []
    return {} if field.is_map or place.type is not None else None


def _by_identity(value: Any, place: Place) -> dict[str, Any]:
    """The elements of a list by what tells them apart; an element without it by its place."""
    found: dict[str, Any] = {}
    for number, element in enumerate(() if value is _MISSING else value):
        try:
            identity = place.identity(element)
        except ValueError:
            identity = f"i:{number}"
        found.setdefault(identity, element)
    return found
