"""JSON patches, as RFC 6902 defines them: lists of operations at JSON pointers (RFC 6901).

Errors name the operation and its path, and never what the object holds: that may be a secret. As
in the library of the API server, an index of a list may be negative, and counts from its end.
"""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import orjson

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.kubernetes.kinds import Body

# As in the API server (`maxJSONPatchOperations` in k8s.io/apiserver).
_MOST_OPERATIONS = 10_000
# As there (`AccumulatedCopySizeLimit` of the library is the limit of a request's body), in bytes.
_MOST_COPIED = 3 * 1024 * 1024
# RFC 6901, section 4: ASCII digits, without leading zeros. No list has more elements.
_INDEX = re.compile(r"0|-?[1-9][0-9]{0,8}")


def apply(body: Body, patch: list[Any]) -> Body:
    """The object after all operations of the patch; the object itself is not changed.

    Raises:
        ApiError: 400 for what is no patch; 413 for one with too many operations, or that copies
            too much; 422 for an operation that fails, as ``test`` does of another value, and for
            an object that is nested too deep.

    """
    if len(patch) > _MOST_OPERATIONS:
        raise errors.TOO_LARGE(
            message=f"The allowed maximum operations in a JSON patch is {_MOST_OPERATIONS},"
            f" got {len(patch)}"
        )
    document: Any = deepcopy(body)
    copied = 0
    for operation in [_checked(number, each) for number, each in enumerate(patch)]:
        try:
            if operation["op"] == "copy":
                copied = _counted(copied + _size(_find(document, operation["from"])))
            document = _OPERATIONS[operation["op"]](document, operation)
        except LookupError as error:
            raise errors.REJECTED(
                message=f"{operation['op']} operation at {operation['path']!r}: {error.args[0]}"
            ) from error
    if not isinstance(document, dict):
        raise errors.REJECTED(message="the patch leaves no object")
    _size(document)
    return document


def _size(value: Any) -> int:
    """The bytes of a value as JSON; raises 422 for one that is nested too deep to be written."""
    try:
        return len(orjson.dumps(value))
    except TypeError as error:
        raise errors.REJECTED(
            message="the patch makes an object that is nested too deep"
        ) from error


def _counted(copied: int) -> int:
    """The bytes that a patch copies in total; raises 413 if they are too many."""
    if copied > _MOST_COPIED:
        raise errors.TOO_LARGE(
            message="Unable to complete the copy, the accumulated size increase of copy is"
            f" {copied}, exceeding the limit {_MOST_COPIED}"
        )
    return copied


def _checked(number: int, operation: Any) -> dict[str, Any]:
    """The operation, once it has what its ``op`` needs."""
    where = f"invalid JSON patch: operation {number}"
    if not isinstance(operation, dict):
        raise errors.BAD_REQUEST(message=f"{where} is no object")
    op = operation.get("op")
    if not isinstance(op, str) or op not in _OPERATIONS:
        raise errors.BAD_REQUEST(message=f'{where}: "op" must be one of {", ".join(_OPERATIONS)}')
    for name in ("path", "from") if op in ("move", "copy") else ("path",):
        pointer = operation.get(name)
        if not isinstance(pointer, str) or pointer[:1] not in ("", "/"):
            raise errors.BAD_REQUEST(message=f'{where}: "{name}" must be a JSON pointer')
    if op in ("add", "replace") and "value" not in operation:
        raise errors.BAD_REQUEST(message=f'{where}: "value" is missing')
    return operation


def _parts(pointer: str) -> list[str]:
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def _get(container: Any, part: str) -> Any:
    """What is at a part of a pointer; raises LookupError if nothing is."""
    if isinstance(container, dict):
        if part not in container:
            raise LookupError("there is no such path")
        return container[part]
    return _list(container)[_index(container, part, len(container) - 1)]


def _list(container: Any) -> list[Any]:
    if not isinstance(container, list):
        raise LookupError("there is no such path")
    return container


def _index(items: list[Any], part: str, most: int) -> int:
    if not _INDEX.fullmatch(part):
        raise LookupError(f"{part!r} is no index of a list")
    index = int(part)
    index += len(items) if index < 0 else 0
    if not 0 <= index <= most:
        raise LookupError(f"index {part} is outside of the list")
    return index


def _find(document: Any, pointer: str) -> Any:
    for part in _parts(pointer):
        document = _get(document, part)
    return document


def _parent(document: Any, pointer: str) -> tuple[Any, str]:
    """The container of what a pointer names, and the last part of the pointer."""
    parts = _parts(pointer)
    for part in parts[:-1]:
        document = _get(document, part)
    if not isinstance(document, dict):
        _list(document)
    return document, parts[-1]


def _put(document: Any, pointer: str, value: Any) -> Any:
    if not pointer:
        return value
    container, last = _parent(document, pointer)
    if isinstance(container, dict):
        container[last] = value
    elif last == "-":
        container.append(value)
    else:
        container.insert(_index(container, last, len(container)), value)
    return document


def _take(document: Any, pointer: str) -> Any:
    """Remove what a pointer names; returns it."""
    if not pointer:
        raise LookupError("the document cannot be removed")
    container, last = _parent(document, pointer)
    value = _get(container, last)
    del container[last if isinstance(container, dict) else _index(container, last, len(container))]
    return value


def _add(document: Any, operation: Mapping[str, Any]) -> Any:
    return _put(document, operation["path"], deepcopy(operation["value"]))


def _remove(document: Any, operation: Mapping[str, Any]) -> Any:
    _take(document, operation["path"])
    return document


def _replace(document: Any, operation: Mapping[str, Any]) -> Any:
    if operation["path"]:
        _take(document, operation["path"])
    return _add(document, operation)


def _move(document: Any, operation: Mapping[str, Any]) -> Any:
    if f"{operation['path']}/".startswith(f"{operation['from']}/") and (
        operation["path"] != operation["from"]
    ):
        raise LookupError("a value cannot be moved into itself")
    value = _take(document, operation["from"])
    return _put(document, operation["path"], value)


def _copy(document: Any, operation: Mapping[str, Any]) -> Any:
    return _put(document, operation["path"], deepcopy(_find(document, operation["from"])))


def _test(document: Any, operation: Mapping[str, Any]) -> Any:
    """The document, if it has the value there; null is also what is not there."""
    try:
        value = _find(document, operation["path"])
    except LookupError:
        value = None
    if not _is_same(value, operation.get("value")):
        raise LookupError("testing the value failed")
    return document


def _is_same(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON; in Python ``True`` is 1 as well."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return bool(one == other)


_OPERATIONS: dict[str, Callable[[Any, Mapping[str, Any]], Any]] = {
    "add": _add,
    "remove": _remove,
    "replace": _replace,
    "move": _move,
    "copy": _copy,
    "test": _test,
}
