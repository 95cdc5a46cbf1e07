"""What a patch makes of an object, by its content type."""

from collections.abc import Callable, Mapping
from typing import Any

from cs_simulator.kubernetes import bodies, refusals
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.patches import json_patch, merge_patch, strategic
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.writing.updating import Change

Patched = Callable[[Kind, Body, Any], Body]

_PATCHES: Mapping[str, Patched] = {
    bodies.JSON_PATCH: lambda _, body, patch: json_patch.apply(body, patch),
    bodies.MERGE_PATCH: lambda _, body, patch: merge_patch.apply(body, patch),
    bodies.STRATEGIC_PATCH: strategic.apply,
}


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
