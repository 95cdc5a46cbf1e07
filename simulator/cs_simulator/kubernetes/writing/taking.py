"""Taking a body from a caller: what it is about, and what in it counts as not there."""

from typing import Any

from cs_simulator.kubernetes import refusals
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.writing import demands, field_types, metadata, options, unknown_fields
from cs_simulator.kubernetes.writing.write import Write


def take(write: Write, body: Body) -> tuple[Body, list[str]]:
    """The object that a body describes, and warnings about unknown fields, which it has not.

    Raises:
        ApiError: 400 for a body of another kind, version or namespace, for values of other types
            than their fields have, and for unknown fields where they are to be refused.

    """
    _check_kind(write.kind, body)
    taken: Body = _of_custom(body) if write.kind.is_custom else without_nulls(body)
    field_types.check(write.kind, taken)
    taken, unknown = unknown_fields.take_away(write.kind, taken)
    warnings = unknown_fields.texts(unknown)
    if warnings and write.validation == options.STRICT:
        raise metadata.not_of(write.kind, f"strict decoding error: {', '.join(warnings)}")
    metadata.read(write.kind, taken)
    demands.check_texts(write.kind, taken)
    _place(write, taken["metadata"])
    return taken, warnings if write.validation == options.WARN else []


def _of_custom(body: Body) -> Body:
    """A custom object, whose own fields may be ``null``, but not those of its metadata."""
    return {**body, "metadata": without_nulls(body.get("metadata"))}


def without_nulls(value: Any) -> Any:
    """The value without fields that are ``null``: where types are known that means no field."""
    if isinstance(value, dict):
        return {name: without_nulls(each) for name, each in value.items() if each is not None}
    if isinstance(value, list):
        return [without_nulls(each) for each in value]
    return value


def _check_kind(kind: Kind, body: Body) -> None:
    """Raise 400 if a body says that it is of another kind or version; it may say nothing."""
    said = body.get("kind") or kind.kind
    version = body.get("apiVersion") or kind.api_version
    if said != kind.kind:
        raise metadata.not_of(kind, f"it is a {said}")
    if version != kind.api_version:
        raise refusals.bad_request(
            f"the API version in the data ({version}) does not match the expected API version"
            f" ({kind.api_version})"
        )
    for part in () if kind.is_custom else ("spec", "status"):
        if body.get(part) is not None and not isinstance(body[part], dict):
            raise metadata.not_of(kind, f"{part}: an object is needed")


def _place(write: Write, taken: Body) -> None:
    """Note in the metadata where the object is; raise 400 if they say that it is elsewhere."""
    said = taken.pop("namespace", "")
    if not write.kind.namespaced:
        return
    if said and said != write.namespace:
        raise refusals.bad_request(
            "the namespace of the provided object does not match the namespace sent on the request"
        )
    taken["namespace"] = write.namespace
