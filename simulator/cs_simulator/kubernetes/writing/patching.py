"""What a patch makes of an object, by its content type; applying makes one that is missing."""

from collections.abc import Callable, Mapping
from typing import Any

from cs_simulator.kubernetes import bodies, refusals
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.patches import apply, json_patch, merge_patch, strategic
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.writing import options
from cs_simulator.kubernetes.writing.creating import create
from cs_simulator.kubernetes.writing.outcome import Outcome
from cs_simulator.kubernetes.writing.paths import value_at
from cs_simulator.kubernetes.writing.updating import Change, change, check_name
from cs_simulator.kubernetes.writing.write import Write

Patched = Callable[[Kind, Body, Any], Body]

_PATCHES: Mapping[str, Patched] = {
    bodies.JSON_PATCH: lambda _, body, patch: json_patch.apply(body, patch),
    bodies.MERGE_PATCH: lambda _, body, patch: merge_patch.apply(body, patch),
    bodies.STRATEGIC_PATCH: strategic.apply,
}


def patched(write: Write, request: Request) -> Outcome:
    """Change the object by the request's patch.

    Raises:
        ApiError: What :func:`change_of` and
            :func:`~cs_simulator.kubernetes.writing.updating.change` do; 400 for an apply without
            ``apiVersion`` or ``kind``, 409 for one of an object that is gone, by its uid; 422 for
            one without ``fieldManager``, and for ``force`` with anything else.

    """
    if bodies.media_type(request) == bodies.APPLY_PATCH:
        return _applied(write._replace(is_apply=True), request)
    if "force" in request.query:
        cause = refusals.forbidden_field("force", "may not be specified for non-apply patch")
        raise options.wrong(request, cause)
    return change(write, change_of(request))


def _applied(write: Write, request: Request) -> Outcome:
    """Apply the request's configuration, to a new object if there is none."""
    if not request.query.get("fieldManager"):
        cause = refusals.required("fieldManager", "is required for apply patch")
        raise options.wrong(request, cause)
    _, configuration = bodies.read_patch(request)
    _check_type(configuration)

    def apply_to(current: Body | None) -> Body:
        return apply.apply(
            request.kind,
            current,
            configuration,
            write.manager,
            request.is_true("force"),
            write.unit.now,
            request.subresource,
        )

    if write.found() is None and not write.subresource:
        check_name(write, configuration)
        _check_no_uid(write, configuration)
        return create(write, apply_to(None))
    return change(write, apply_to)


def _check_type(configuration: Body) -> None:
    """Raise 400 for a configuration that does not say what it is; other bodies need not."""
    for name in ("apiVersion", "kind"):
        if not isinstance(configuration.get(name), str) or not configuration[name]:
            raise refusals.bad_request(f"error decoding patch: {name} is missing, or is no text")


def _check_no_uid(write: Write, configuration: Body) -> None:
    """Raise 409 if a configuration is about an object that was there, and is not any more."""
    uid = value_at(configuration, "metadata.uid")
    if uid:
        why = f"uid mismatch: the provided object specified uid {uid}, and no existing object was"
        raise refusals.conflict(write.kind, write.name, f"{why} found")


def change_of(request: Request) -> Change:
    """The change that the request's patch makes of an object, or of a scale.

    Raises:
        ApiError: 400 for a patch that cannot be read, 415 for an unknown kind of patch; calling the
            change raises 422 for a patch that cannot be applied to the object.

    """
    content_type, patch = bodies.read_patch(request)
    patched = _PATCHES.get(content_type)
    if patched is None:
        raise refusals.unsupported_media_type(content_type, tuple(_PATCHES))
    return lambda body: patched(request.kind, body, patch)
