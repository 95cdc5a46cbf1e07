"""Events: the same ones in the core group and in ``events.k8s.io``."""

from cs_simulator.kubernetes.kinds._kind import Kind

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
)
