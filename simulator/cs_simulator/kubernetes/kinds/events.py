"""Events: the same ones in the core group and in ``events.k8s.io``."""

from cs_simulator.kubernetes.kinds import _event_cells as cells
from cs_simulator.kubernetes.kinds._columns import NAME, Column, column, of_text, wide
from cs_simulator.kubernetes.kinds._event_versions import of_new, to_core, to_new
from cs_simulator.kubernetes.kinds._kind import Kind

_OF_SUBJECT = ("kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath")

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
        *(f"involvedObject.{name}" for name in _OF_SUBJECT),
        "reason",
        "type",
        "source",
        "reportingComponent",
    ),
    required=("involvedObject",),
    has_generation=False,
    convert=to_core,
    columns=_COLUMNS,
)
_OF_NEW_ONES = (
    *(f"regarding.{name}" for name in _OF_SUBJECT),
    "reason",
    "reportingController",
    "type",
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
    selectable=_OF_NEW_ONES,
    convert=to_new,
    columns=of_new(_COLUMNS),
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
    selectable=_OF_NEW_ONES,
    convert=to_new,
    columns=of_new(_COLUMNS),
)
