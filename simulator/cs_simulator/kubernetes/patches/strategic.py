"""Strategic merge patches: merge patches that merge some lists by the keys of their elements.

The rules are those of ``k8s.io/apimachinery/pkg/util/strategicpatch``, the directives included:
``$patch``, ``$retainKeys``, ``$setElementOrder/F`` and ``$deleteFromPrimitiveList/F``.
"""

from collections import deque
from collections.abc import Iterable
from typing import Any

import orjson

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.kubernetes import types
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.patches.places import Place, place_of

_PATCH = "$patch"
_RETAIN = "$retainKeys"
_ORDER = "$setElementOrder/"
_DELETE = "$deleteFromPrimitiveList/"


def apply(kind: Kind, body: Body, patch: Body) -> Body:
    """The object with the patch merged in.

    Neither the object nor the patch is changed; the result may share parts with them.

    Raises:
        ApiError: 415 for a kind that a custom resource definition declares; 400 for a patch whose
            directives or lists are wrong.

    """
    if types.of_kind(kind) is None:
        raise errors.UNSUPPORTED_MEDIA_TYPE(
            message="the body of the request was in an unknown format - accepted media types"
            " include: application/json-patch+json, application/merge-patch+json,"
            " application/apply-patch+yaml"
        )
    return _merged(body, patch, place_of(kind))


def _merged(body: Body, patch: Body, place: Place) -> Body:
    directive = patch.get(_PATCH)
    if directive == "replace":
        return dict(_as_given(patch))
    if directive == "delete":
        return {}
    if directive not in (None, "merge"):
        raise _wrong(f"unknown {_PATCH}: {directive}")
    result = _retained(body, patch)
    for name, value in patch.items():
        if name.startswith(_DELETE):
            _delete_values(result, name.removeprefix(_DELETE), value)
        elif name.startswith(_ORDER):
            _put_order(result, name.removeprefix(_ORDER), patch, place)
        elif name not in (_PATCH, _RETAIN):
            _put(result, name, value, patch, place)
    return result


def _put_order(result: Body, field: str, patch: Body, place: Place) -> None:
    """Order a list that the patch does not change otherwise; else see that the two agree."""
    present, order, key = result.get(field), patch[_ORDER + field], place.of(field).patch_key
    if field in patch:
        _check_order(patch[field], order, key)
    elif isinstance(present, list):
        result[field] = _ordered(present, present, order, key)


def _check_order(elements: Any, order: Any, key: str) -> None:
    """Raise an error if a list of a patch does not name its elements in the order that it gives.

    As ``validatePatchWithSetOrderList``: elements with directives do not count.
    """
    if not isinstance(elements, list) or not isinstance(order, list):
        raise _wrong("$setElementOrder is about a list, and is one")
    if not elements or not order:
        return
    places = iter([_identity(each, key) for each in order])
    if not all(_identity(each, key) in places for each in elements if not _has_directive(each)):
        raise _wrong("the order in the patch list does not match the $setElementOrder list")


def _retained(body: Body, patch: Body) -> Body:
    """A copy of the object, with only the fields that ``$retainKeys`` names, if it is there."""
    names = patch.get(_RETAIN)
    if names is None:
        return dict(body)
    if not isinstance(names, list):
        raise _wrong(f"{_RETAIN} must be a list")
    if not {name for name in patch if not name.startswith("$")} <= set(map(str, names)):
        raise _wrong(f"{_RETAIN} must name all fields of the patch")
    return {name: value for name, value in body.items() if name in names}


def _delete_values(result: Body, field: str, values: Any) -> None:
    if not isinstance(values, list):
        raise _wrong(f"{_DELETE}{field} must be a list")
    if isinstance(result.get(field), list):
        unwanted = {_token(each) for each in values}
        result[field] = [each for each in result[field] if _token(each) not in unwanted]


def _put(result: Body, name: str, value: Any, patch: Body, place: Place) -> None:
    """Set one field of the result to what the patch makes of it."""
    field = place.of(name)
    present = result.get(name, {} if field.is_value else None)
    if value is None:
        result.pop(name, None)
    elif isinstance(value, dict) and isinstance(present, dict):
        is_replaced = field.patch_key == "replace"
        result[name] = _as_given(value) if is_replaced else _merged(present, value, field)
    elif isinstance(value, list) and isinstance(present, list):
        order = patch.get(_ORDER + name)
        result[name] = _merged_list(present, value, order, field)
    elif not _has_directive(value):
        result[name] = _plain(value)


def _plain(value: Any) -> Any:
    """The value without directives, and without the objects inside it that have ``$patch``."""
    if isinstance(value, dict):
        return {
            name: _plain(each)
            for name, each in value.items()
            if not (name in (_PATCH, _RETAIN) or name.startswith((_ORDER, _DELETE)))
            and each is not None
            and not _has_directive(each)
        }
    if isinstance(value, list):
        return [_plain(each) for each in value if not _has_directive(each)]
    return value


def _as_given(value: Any) -> Any:
    """The value in which no directive has an effect: they are fields that no kind has."""
    if isinstance(value, dict):
        return {
            name: _as_given(each)
            for name, each in value.items()
            if not name.startswith("$") and each is not None
        }
    return [_as_given(each) for each in value] if isinstance(value, list) else value


def _has_directive(value: Any) -> bool:
    return isinstance(value, dict) and _PATCH in value


def _merged_list(present: list[Any], patch: list[Any], order: Any, place: Place) -> list[Any]:
    key = place.patch_key
    if not key:
        return [_as_given(each) for each in patch]
    elements = [each for each in patch if not _has_directive(each)]
    order = elements if order is None else order
    if key == ".":
        known = {_token(each) for each in present}
        merged = [*present, *(each for each in patch if _token(each) not in known)]
        return _ordered(merged, present, order, key)
    if any(isinstance(each, dict) and each.get(_PATCH) == "replace" for each in patch):
        return [_as_given(each) for each in patch if _PATCH not in each]
    result = _Merging(present, place)
    for element in patch:
        result.put(element)
    return _ordered(result.elements, present, order, key)


class _Merging:
    """A list whose elements have a key, while the elements of a patch are merged into it."""

    def __init__(self, present: list[Any], place: Place) -> None:
        self._place, self._key = place, place.patch_key
        self._kept: dict[int, Any] = dict(enumerate(present))
        self._found: dict[bytes, list[int]] = {}
        for at, element in self._kept.items():
            self._found.setdefault(_identity(element, self._key), []).append(at)
        self._next = len(present)

    @property
    def elements(self) -> list[Any]:
        """What the list has now."""
        return list(self._kept.values())

    def put(self, element: Any) -> None:
        """Delete, merge or append one element."""
        key = self._key
        if not isinstance(element, dict) or key not in element:
            raise _wrong(f"an element of the list does not contain declared merge key: {key}")
        directive, identity = element.get(_PATCH), _identity(element, key)
        if directive == "delete":
            for at in self._found.pop(identity, ()):
                del self._kept[at]
        elif directive not in (None, "merge"):
            raise _wrong(f"unknown {_PATCH}: {directive}")
        elif identity in self._found:
            at = self._found[identity][0]
            self._kept[at] = _merged(self._kept[at], element, self._place.element)
        else:
            self._kept[self._next] = _as_given(element)
            self._found[identity] = [self._next]
            self._next += 1


def _token(value: Any) -> bytes:
    """A text by which equal values are found."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def _identity(element: Any, key: str) -> bytes:
    """What tells an element of a merged list from the others; that of null without its key."""
    if key != ".":
        element = element.get(key) if isinstance(element, dict) else None
    return _token(element)


def _places(elements: Iterable[Any], key: str) -> dict[bytes, int]:
    """The first index of each identity."""
    found: dict[bytes, int] = {}
    for at, each in enumerate(elements):
        found.setdefault(_identity(each, key), at)
    return found


def _ordered(merged: list[Any], present: list[Any], order: Any, key: str) -> list[Any]:
    """The elements in the order of ``$setElementOrder``, else of the patch; the others as before.

    As in ``mergeSortedSlice``: an element that the order does not name comes before the next one
    of the order if it was before that one.
    """
    if not isinstance(order, list):
        raise _wrong("$setElementOrder must be a list")
    wanted, before = _places(order, key), _places(present, key)
    named: list[tuple[int, bytes, Any]] = []
    others: deque[tuple[bytes, Any]] = deque()
    for each in merged:
        identity = _identity(each, key)
        if identity in wanted:
            named.append((wanted[identity], identity, each))
        else:
            others.append((identity, each))
    rest = deque(sorted(named, key=lambda each: each[0]))
    result: list[Any] = []
    while rest and others:
        other, next_named = before.get(others[0][0]), before.get(rest[0][1])
        is_before = other is not None and next_named is not None and other < next_named
        result.append((others if is_before else rest).popleft()[-1])
    return [*result, *(each[-1] for each in others), *(each[-1] for each in rest)]


def _wrong(message: str) -> Exception:
    return errors.BAD_REQUEST(message=f"invalid strategic merge patch: {message}")
