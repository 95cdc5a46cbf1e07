"""Reading the bodies of requests: JSON, YAML and Protocol Buffers, by their content type.

A body without a content type is JSON, as ``kubectl`` before 1.21 and Python's ``kubernetes`` send
it. What a body may say about a kind is checked elsewhere: here it only becomes a value.
"""

from collections.abc import Callable, Collection
from typing import Any

import orjson

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.request import Request

JSON = "application/json"
YAML = "application/yaml"
PROTOBUF = "application/vnd.kubernetes.protobuf"
JSON_PATCH = "application/json-patch+json"
MERGE_PATCH = "application/merge-patch+json"
STRATEGIC_PATCH = "application/strategic-merge-patch+json"
APPLY_PATCH = "application/apply-patch+yaml"

PATCHES = (JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH, APPLY_PATCH)

# Nobody nests an object as deep, and everything that walks through one may be recursive.
_MOST_NESTED = 200
# An API server takes no more than 3 MiB; the aliases of YAML must not make more of that.
_MOST_VALUES = 500_000


def read_body(request: Request) -> Body:
    """The body of a request that is no patch, as an object.

    An empty body is an empty object for a deletion, whose options may be left out.

    Raises:
        ApiError: 415 for a content type that is none of JSON, YAML and Protocol Buffers; 400 for
            what is not an object in that format.

    """
    content, type_ = request.call.incoming.body, media_type(request)
    if not content and request.verb in ("delete", "deletecollection"):
        return {}
    decode = _FORMATS.get(type_ or JSON)
    if decode is None:
        raise _unknown_format(sorted(_FORMATS))
    value = decode(content, request)
    if not isinstance(value, dict):
        raise _unreadable(request, f"an object is needed, not {_NAMES[type(value)]}")
    return value


def read_patch(request: Request) -> tuple[str, Any]:
    """The content type of a patch and its value: a list for a JSON patch, else an object.

    Raises:
        ApiError: 415 for a content type that is none of :data:`PATCHES`; 400 for what is not a
            patch of that type.

    """
    content, type_ = request.call.incoming.body, media_type(request)
    if type_ not in PATCHES:
        raise _unknown_format(PATCHES)
    value = (_yaml if type_ == APPLY_PATCH else _json)(content, request)
    wanted, words = (list, "a list") if type_ == JSON_PATCH else (dict, "an object")
    if not isinstance(value, wanted):
        raise _unreadable(request, f"{words} is needed, not {_NAMES[type(value)]}")
    return type_, value


def media_type(request: Request) -> str:
    """The content type of a request's body, without parameters; empty without one."""
    return request.call.incoming.content_type.partition(";")[0].strip().lower()


def _json(content: bytes, request: Request) -> Any:
    try:
        value = orjson.loads(content)
    except ValueError as error:
        words = str(error) if content else "unexpected end of JSON input"
        raise _unreadable(request, f"json parse error: {words}") from error
    if content.count(b"{") + content.count(b"[") > _MOST_NESTED:
        _check_size(value, request)
    return value


def _yaml(content: bytes, request: Request) -> Any:
    """A value from YAML, of which JSON is nearly a part: what is JSON is read as such."""
    from cs_simulator.kubernetes import _yaml_text

    try:
        value = orjson.loads(content)
    except ValueError:
        try:
            value = _yaml_text.parse(content)
            _check_size(value, request)
            return orjson.loads(orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS))
        except (ValueError, TypeError) as error:
            raise _unreadable(request, f"yaml parse error: {error}") from error
    _check_size(value, request)
    return value


def _protobuf(content: bytes, request: Request) -> Any:
    from cs_simulator.kubernetes import protobuf

    kind = request.kind
    try:
        return protobuf.read(content, kind.api_version, kind.kind)
    except protobuf.UnknownKindError as error:
        raise errors.UNSUPPORTED_MEDIA_TYPE(message=f"protobuf: {error}") from error
    except protobuf.WireError as error:
        raise _unreadable(request, f"protobuf: {error}") from error


def _check_size(value: Any, request: Request) -> None:
    """Raise the error about a value that is nested too deep or has too many values.

    Aliases of YAML count wherever they stand, so that a small body cannot become a large one.
    """
    remaining = _MOST_VALUES
    level = [value]
    for _ in range(_MOST_NESTED):
        remaining -= sum(len(_parts(each)) for each in level)
        if remaining < 0 or not level:
            break
        level = [part for each in level for part in _parts(each)]
    if level:
        raise _unreadable(request, "it is nested too deep, or has too many values")


def _parts(value: Any) -> Collection[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _unreadable(request: Request, why: str) -> ApiError:
    """The error about a body that is not what its content type says."""
    return errors.BAD_REQUEST(
        message=f"the object provided is unrecognized (must be of type {request.kind.kind}): {why}"
    )


def _unknown_format(known: tuple[str, ...] | list[str]) -> ApiError:
    return errors.UNSUPPORTED_MEDIA_TYPE(
        message="the body of the request was in an unknown format - accepted media types include: "
        + ", ".join(known)
    )


_FORMATS: dict[str, Callable[[bytes, Request], Any]] = {
    JSON: _json,
    YAML: _yaml,
    PROTOBUF: _protobuf,
}

_NAMES = {
    dict: "an object",
    list: "a list",
    str: "text",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}
