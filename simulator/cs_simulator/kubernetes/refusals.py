"""The errors of the Kubernetes API, with the ``details`` by which clients recognise them.

Texts and shapes are those of ``k8s.io/apimachinery/pkg/api/errors`` and of its sibling
``util/validation/field``. Every function here returns the error; who calls it raises.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.kinds import Kind


class Cause(NamedTuple):
    """One thing that is wrong with an object: a member of ``details.causes``."""

    reason: str
    """Such as ``FieldValueInvalid``."""
    message: str
    """What is wrong, without the field's name."""
    field: str
    """The path of the field: ``spec.ports[0].port``."""

    @property
    def text(self) -> str:
        """The cause as a part of the error's message."""
        return f"{self.field}: {self.message}" if self.field else self.message


def required(field: str, what: str = "") -> Cause:
    """A field is missing."""
    return Cause("FieldValueRequired", _joined("Required value", what), field)


def wrong(field: str, value: object, what: str) -> Cause:
    """A field has a value that is not allowed."""
    return Cause("FieldValueInvalid", _joined(f"Invalid value: {_shown(value)}", what), field)


def forbidden_field(field: str, what: str) -> Cause:
    """A field may not be there, or may not be changed."""
    return Cause("FieldValueForbidden", _joined("Forbidden", what), field)


def unsupported(field: str, value: object, supported: Sequence[str]) -> Cause:
    """A field has none of the values that it may have."""
    listed = ", ".join(json.dumps(each) for each in supported)
    what = f"Unsupported value: {_shown(value)}: supported values: {listed}"
    return Cause("FieldValueNotSupported", what, field)


def unknown(field: str, value: object) -> Cause:
    """A field names something that is not there."""
    return Cause("FieldValueNotFound", f"Not found: {_shown(value)}", field)


def duplicate(field: str, value: object) -> Cause:
    """A field has a value that another one has already."""
    return Cause("FieldValueDuplicate", f"Duplicate value: {_shown(value)}", field)


def too_long(field: str, limit: int) -> Cause:
    """A field is longer than *limit* bytes."""
    return Cause("FieldValueTooLong", f"Too long: may not be more than {limit} bytes", field)


def not_found(kind: Kind, name: str) -> ApiError:
    """404: there is no object of this name."""
    return _about(kind, name, errors.NOT_FOUND(resource=kind.resource, name=name))


def already_exists(kind: Kind, name: str) -> ApiError:
    """409: there is an object of this name."""
    return _about(kind, name, errors.ALREADY_EXISTS(resource=kind.resource, name=name))


def modified(kind: Kind, name: str) -> ApiError:
    """409: the object has another version than the caller has seen."""
    return _about(kind, name, errors.MODIFIED(resource=kind.resource, name=name))


def conflict(kind: Kind, name: str, why: str, causes: Sequence[Cause] = ()) -> ApiError:
    """409: the object is not in the state that the caller asks for, and *why*."""
    message = f'Operation cannot be fulfilled on {kind.resource} "{name}": {why}'
    return _about(kind, name, errors.CONFLICT(message=message), causes)


def forbidden(kind: Kind, name: str, why: str, causes: Sequence[Cause] = ()) -> ApiError:
    """403: it may not be done, and *why*."""
    subject = f'{kind.resource} "{name}"' if name else kind.resource
    error = errors.FORBIDDEN(message=f"{subject} is forbidden: {why}")
    return _about(kind, name, error, causes)


def invalid(kind: Kind, name: str, causes: Sequence[Cause]) -> ApiError:
    """422: the object is not valid, by at least one cause."""
    texts = [each.text for each in causes]
    message = texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
    of_group = f"{kind.kind}.{kind.group}" if kind.group else kind.kind
    error = errors.INVALID(kind=of_group, name=name, message=message)
    return _about(kind, name, error, causes, called=kind.kind)


def too_many_requests(kind: Kind, name: str, message: str, causes: Sequence[Cause]) -> ApiError:
    """429: not now."""
    return _about(kind, name, errors.TOO_MANY_REQUESTS(message=message), causes)


def bad_request(message: str) -> ApiError:
    """400: the request cannot be read."""
    return errors.BAD_REQUEST(message=message)


def method_not_allowed(kind: Kind) -> ApiError:
    """405: the kind does not have the verb."""
    error = errors.METHOD_NOT_ALLOWED()
    error.details = _group_and_kind(kind, kind.plural)
    return error


def unsupported_media_type(content_type: str, known: Sequence[str]) -> ApiError:
    """415: the body is in a format that cannot be read here."""
    listed = ", ".join(known)
    return errors.UNSUPPORTED_MEDIA_TYPE(
        message=f"the body of the request was in an unknown format - accepted media types"
        f" include: {listed}" + (f" (not {content_type})" if content_type else "")
    )


def expired(message: str) -> ApiError:
    """410: what is asked for is not remembered any more."""
    return errors.EXPIRED(message=message)


def not_modelled(message: str) -> ApiError:
    """501: the simulator does not do this, in words."""
    return errors.NOT_MODELLED(message=message)


def _about(
    kind: Kind, name: str, error: ApiError, causes: Sequence[Cause] = (), called: str = ""
) -> ApiError:
    details: dict[str, object] = {"name": name} if name else {}
    details |= _group_and_kind(kind, called or kind.plural)
    if causes:
        details["causes"] = [_without_empty(each) for each in causes]
    error.details = details
    return error


def _group_and_kind(kind: Kind, called: str) -> dict[str, object]:
    return {"group": kind.group, "kind": called} if kind.group else {"kind": called}


def _without_empty(cause: Cause) -> dict[str, str]:
    return {name: value for name, value in cause._asdict().items() if value}


def _joined(what: str, more: str) -> str:
    return f"{what}: {more}" if more else what


def _shown(value: object) -> str:
    """The value as Go prints it in such a message: texts in quotes, others as JSON."""
    return json.dumps(value, ensure_ascii=False)
