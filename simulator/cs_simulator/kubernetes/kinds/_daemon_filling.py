"""What the server says of a new or changed DaemonSet: its first status, its template's number."""

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds._filling import fill, part
from cs_simulator.kubernetes.kinds._reading import Body, get, mapping

GENERATION = "deprecated.daemonset.template.generation"
"""The annotation that counts the changes of the template; ``pkg/registry/apps/daemonset``."""
_FIRST_STATUS = {
    "currentNumberScheduled": 0,
    "desiredNumberScheduled": 0,
    "numberMisscheduled": 0,
    "numberReady": 0,
}


def complete(_unit: Unit, _cluster: Cluster, body: Body, before: Body | None) -> None:
    """Give a DaemonSet its first status, and count the changes of its template."""
    fill(body, {"status": _FIRST_STATUS})
    annotations = part(body["metadata"], "annotations")
    annotations[GENERATION] = str(_generation(body, before))


def _generation(body: Body, before: Body | None) -> int:
    if before is None:
        return 1
    written = mapping(before, "metadata.annotations").get(GENERATION)
    last = int(written) if isinstance(written, str) and written.isdecimal() else 1
    is_changed = get(body, "spec.template") != get(before, "spec.template")
    return last + 1 if is_changed else last
