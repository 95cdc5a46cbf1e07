"""``watch``: the changes of a kind's objects, from a version on, as they are committed."""

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import list_options
from cs_simulator.kubernetes.follower import changes_of
from cs_simulator.kubernetes.objects import objects_of
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.selectors import selector_of
from cs_simulator.kubernetes.shapes import shape_of
from cs_simulator.kubernetes.shown import View
from cs_simulator.kubernetes.watching import WatchStart, events
from cs_simulator.operations import Reply

_HALF_AN_HOUR = 1800


def watch(request: Request, unit: Unit) -> Reply:
    """Begin a watch: with everything that is there, or with the changes after a version."""
    list_options.check_watch(request.query)
    version = list_options.version_of(request.query)
    start = WatchStart(
        cluster_id=request.cluster_id,
        kind=request.kind,
        namespace=request.namespace,
        selector=selector_of(request.query, request.kind),
        shape=shape_of(request.header("Accept"), request.query),
        changes=changes_of(unit.world),
        version=version,
        wants_bookmarks=request.is_true("allowWatchBookmarks"),
        timeout=list_options.number_of(request.query, "timeoutSeconds", "invalid timeout")
        or _HALF_AN_HOUR,
    )
    return Reply(None, watch=_begun(start, request, unit))


def _begun(start: WatchStart, request: Request, unit: Unit) -> WatchStart:
    """The watch with the lines to begin with; with one alone if its version is not known."""
    present = unit.world.counts["serial"]
    known = start.changes.since(start.cluster_id, start.kind.resource, start.version, present)
    if start.version and known is None:
        oldest = start.changes.start
        return start._replace(first=(events.expired(start.version, oldest),), is_over=True)
    if not list_options.sends_initial_events(request.query):
        return start._replace(version=start.version or present)
    lines = _initial(start, unit)
    if request.is_true("sendInitialEvents") and start.wants_bookmarks:
        lines.append(events.bookmark(start.kind, start.shape, present, ends_initial=True))
    return start._replace(version=present, first=tuple(lines), has_columns=len(lines) > 1)


def _initial(start: WatchStart, unit: Unit) -> list[bytes]:
    """The lines that say what is there."""
    view = View(unit.world, start.kind, start.shape, unit.now)
    found = objects_of(unit.world, start.cluster_id, start.kind.resource, start.namespace)
    chosen: list[KubernetesObject] = [each for each in found if start.selector.matches(each)]
    return [
        events.line("ADDED", view.event(each, with_columns=number == 0))
        for number, each in enumerate(chosen)
    ]
