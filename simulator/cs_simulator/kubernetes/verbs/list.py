"""``list``: the objects of a kind, all of them or those that a selector chooses, in parts."""

from typing import NamedTuple

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import list_options, metrics
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.list_options import EXACT
from cs_simulator.kubernetes.pages import Rest, objects_at, place_of, rest_of, token
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.selectors import EVERYTHING, Selector, selector_of
from cs_simulator.kubernetes.shapes import shape_of
from cs_simulator.kubernetes.shown import View
from cs_simulator.operations import Reply

_TOO_OLD = "The resourceVersion for the provided list is too old."
_REST_TOO_OLD = (
    "The provided continue parameter is too old to display a consistent list result. You can start"
    " a new list without the continue parameter."
)


class _Part(NamedTuple):
    """A part of a list: its objects, and what its metadata say."""

    objects: list[KubernetesObject]
    metadata: Body


def list_objects(request: Request, unit: Unit) -> Reply:
    """Answer with a list, or with its next part."""
    list_options.check_list(request.query)
    if not request.kind.is_kept:
        return metrics.list_usage(request, unit)
    limit = _limit_of(request)
    shape = shape_of(request.header("Accept"), request.query)
    selector = selector_of(request.query, request.kind)
    text = request.query.get("continue", "")
    if text:
        found, rest = _continued(request, unit, text)
    else:
        found, rest = _begun(request, unit, limit)
    part = _part([each for each in found if selector.matches(each)], rest, limit, selector)
    return Reply(View(unit.world, request.kind, shape, unit.now).many(*part))


def _limit_of(request: Request) -> int:
    """How many objects an answer may have, 0 for all.

    Whoever takes any version gets all at once, from the cache of the real server.
    """
    limit = list_options.limit_of(request.query)
    is_any = request.query.get("resourceVersion") == "0" and not request.query.get("continue")
    return 0 if is_any else limit


def _begun(request: Request, unit: Unit, limit: int) -> tuple[list[KubernetesObject], Rest]:
    """All objects, and the version that they are of: the present, unless an earlier is meant."""
    version, present = list_options.version_of(request.query), unit.world.counts["serial"]
    if version > present:
        raise list_options.too_large(version, present)
    match = request.query.get("resourceVersionMatch", "")
    # Without a match, a limit asks for exactly this version, as it did before there was one.
    is_exact = version and (match == EXACT or (limit and not match))
    shown = version if is_exact else present
    found = _objects_at(request, unit, shown)
    if found is None:
        raise errors.EXPIRED(message=_TOO_OLD)
    return found, Rest(shown, ("", ""))


def _continued(request: Request, unit: Unit, text: str) -> tuple[list[KubernetesObject], Rest]:
    """The objects that were not shown yet, and the version that they are of."""
    if list_options.version_of(request.query):
        raise errors.BAD_REQUEST(
            message="specifying resource version is not allowed when using continue"
        )
    rest = rest_of(text)
    found = _objects_at(request, unit, rest.version)
    if found is None:
        raise errors.EXPIRED(message=_REST_TOO_OLD)
    return [each for each in found if place_of(each) > rest.after], rest


def _objects_at(request: Request, unit: Unit, version: int) -> list[KubernetesObject] | None:
    return objects_at(
        unit.world, request.cluster_id, request.kind.resource, request.namespace, version
    )


def _part(found: list[KubernetesObject], rest: Rest, limit: int, selector: Selector) -> _Part:
    """The first objects, as many as the limit allows, with what leads to the others."""
    metadata: Body = {"resourceVersion": str(rest.version)}
    if not limit or len(found) <= limit:
        return _Part(found, metadata)
    shown = found[:limit]
    metadata["continue"] = token(Rest(rest.version, place_of(shown[-1])))
    if selector is EVERYTHING:  # how many others match would have to be looked for
        metadata["remainingItemCount"] = len(found) - limit
    return _Part(shown, metadata)
