"""The metadata of an object as a caller sends it: its types, its unknown fields, and its rules.

The rules are those of ``k8s.io/apimachinery/pkg/api/validation``.
"""

from collections.abc import Callable, Iterator, Mapping

from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes import refusals
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.refusals import Cause
from cs_simulator.kubernetes.writing import names

_ANNOTATIONS_LIMIT = 256 * 1024
_STANDARD_FINALIZERS = ("orphan", "foregroundDeletion", "kubernetes")
_OWNER_FIELDS = {
    "apiVersion": "version must not be empty",
    "kind": "must not be empty",
    "name": "must not be empty",
    "uid": "must not be empty",
}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


def is_list_of_texts(value: object) -> bool:
    """Whether a value is a list of nothing but texts."""
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


# Each field of metadata: what it must be, and that in words.
FIELDS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    **dict.fromkeys(
        (
            "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion",
            "creationTimestamp", "deletionTimestamp",
        ),
        (_is_text, "string"),
    ),
    **dict.fromkeys(("generation", "deletionGracePeriodSeconds"), (_is_number, "int64")),
    **dict.fromkeys(("labels", "annotations"), (_is_texts, "map[string]string")),
    "finalizers": (is_list_of_texts, "[]string"),
    **dict.fromkeys(
        ("ownerReferences", "managedFields"), (_is_list_of_objects, "a list of objects")
    ),
}  # fmt: skip


def read(kind: Kind, body: Body) -> None:
    """Check the types of an object's metadata, and take away what is empty in it.

    Raises 400 for a field of another type.
    """
    metadata = body.get("metadata") or {}
    if not isinstance(metadata, dict):
        raise not_of(kind, "metadata: an object is needed")
    for name, (is_right, wanted) in FIELDS.items():
        if name in metadata and not is_right(metadata[name]):
            raise not_of(kind, f"metadata.{name}: its type must be {wanted}")
    body["metadata"] = {name: value for name, value in metadata.items() if value not in ({}, [])}


def not_of(kind: Kind, why: str) -> ApiError:
    """400: a body that is no object of the kind."""
    return refusals.bad_request(
        f'{kind.kind} in version "{kind.version}" cannot be handled as a {kind.kind}: {why}'
    )


def problems(kind: Kind, metadata: Body) -> Iterator[Cause]:
    """Everything that is wrong with an object's metadata."""
    yield from _of_name(kind, metadata)
    yield from _of_labels(metadata.get("labels", {}))
    yield from _of_annotations(metadata.get("annotations", {}))
    yield from _of_owners(metadata.get("ownerReferences", []))
    yield from _of_finalizers(kind, metadata.get("finalizers", []))


def _of_name(kind: Kind, metadata: Body) -> Iterator[Cause]:
    prefix, name = metadata.get("generateName", ""), metadata.get("name", "")
    if prefix:
        for problem in names.of_prefix(kind.name_form, prefix):
            yield refusals.wrong("metadata.generateName", prefix, problem)
    if not name:
        yield refusals.required("metadata.name", "name or generateName is required")
        return
    for problem in names.FORMS[kind.name_form](name):
        yield refusals.wrong("metadata.name", name, problem)


def _of_labels(labels: Mapping[str, str]) -> Iterator[Cause]:
    for key, value in labels.items():
        for problem in names.qualified(key):
            yield refusals.wrong("metadata.labels", key, problem)
        for problem in names.label_value(value):
            yield refusals.wrong("metadata.labels", value, problem)


def _of_annotations(annotations: Mapping[str, str]) -> Iterator[Cause]:
    for key in annotations:
        for problem in names.qualified(key.lower()):
            yield refusals.wrong("metadata.annotations", key, problem)
    size = sum(len(key.encode()) + len(value.encode()) for key, value in annotations.items())
    if size > _ANNOTATIONS_LIMIT:
        yield refusals.too_long("metadata.annotations", _ANNOTATIONS_LIMIT)


def _of_owners(owners: list[Body]) -> Iterator[Cause]:
    field = "metadata.ownerReferences"
    for owner in owners:
        for name, words in _OWNER_FIELDS.items():
            if not owner.get(name):
                yield refusals.wrong(f"{field}.{name}", owner.get(name, ""), words)
    controllers = [
        str(owner.get("name", "")) for owner in owners if owner.get("controller") is True
    ]
    if len(controllers) > 1:
        one, other = controllers[:2]
        yield refusals.wrong(
            field,
            owners,
            'Only one reference can have Controller set to true. Found "true" in references for'
            f" {one} and {other}",
        )


def _of_finalizers(kind: Kind, finalizers: list[str]) -> Iterator[Cause]:
    for number, finalizer in enumerate(finalizers):
        for problem in names.qualified(finalizer):
            yield refusals.wrong("metadata.finalizers", finalizer, problem)
        is_qualified = "/" in finalizer or finalizer in _STANDARD_FINALIZERS
        if not is_qualified and not kind.is_custom:
            yield refusals.wrong(
                f"metadata.finalizers[{number}]",
                finalizer,
                "name is neither a standard finalizer name nor is it fully qualified",
            )
