"""Events: the same ones in the core group and in ``events.k8s.io``."""

from cs_simulator.kubernetes.kinds import _event_cells as cells
from cs_simulator.kubernetes.kinds._columns import NAME, Column, column, of_text, wide
from cs_simulator.kubernetes.kinds._kind import Kind

_COLUMNS = (
    Column(name="Last Seen", value=cells.last_seen),
    of_text("Type", "type", ""),
    of_text("Reason", "reason", ""),
    column("Object", cells.subject),
    wide(of_text("Subobject", "involvedObject.fieldPath", "")),
    wide(column("Source", cells.source)),
    column("Message", cells.message),
    wide(Column(name="First Seen", value=cells.first_seen)),
    wide(column("Count", cells.count)),
    wide(NAME),
)

EVENTS = Kind(
    kind="Event",
    plural="events",
    short_names=("ev",),
    selectable=(
        "involvedObject.kind",
        "involvedObject.namespace",
        "involvedObject.name",
        "involvedObject.uid",
        "involvedObject.apiVersion",
        "involvedObject.resourceVersion",
        "involvedObject.fieldPath",
        "reason",
        "type",
        "source",
        "reportingComponent",
    ),
    required=("involvedObject",),
    has_generation=False,
    columns=_COLUMNS,
)
NEW_EVENTS = Kind(
    group="events.k8s.io",
    version="v1",
    kind="Event",
    plural="events",
    short_names=("ev",),
    has_generation=False,
    since=19,
    stored_as="events",
    columns=_COLUMNS,
)
NEW_EVENTS_BETA = Kind(
    group="events.k8s.io",
    version="v1beta1",
    kind="Event",
    plural="events",
    short_names=("ev",),
    has_generation=False,
    until=24,
    stored_as="events",
    columns=_COLUMNS,
)
