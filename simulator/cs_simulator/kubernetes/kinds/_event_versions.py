"""Events in the names of both groups that show them; values are the same.

The names are those of ``k8s.io/kubernetes/pkg/apis/events/v1/conversion.go``.
"""

from collections.abc import Iterable
from dataclasses import replace

from cs_simulator.kubernetes.kinds._columns import Column
from cs_simulator.kubernetes.kinds._reading import Body

# In the core group, and in events.k8s.io.
_NAMES = (
    ("involvedObject", "regarding"),
    ("message", "note"),
    ("reportingComponent", "reportingController"),
    ("source", "deprecatedSource"),
    ("firstTimestamp", "deprecatedFirstTimestamp"),
    ("lastTimestamp", "deprecatedLastTimestamp"),
    ("count", "deprecatedCount"),
)


def to_core(event: Body) -> None:
    """Name the fields of an Event as the core group does."""
    _rename(event, ((new, old) for old, new in _NAMES))


def to_new(event: Body) -> None:
    """Name the fields of an Event as ``events.k8s.io`` does."""
    _rename(event, _NAMES)


def _rename(event: Body, names: Iterable[tuple[str, str]]) -> None:
    for name, other in names:
        if name in event:
            event[other] = event.pop(name)


def of_new(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Columns of Events of the core group, for those of ``events.k8s.io``."""
    return tuple(_of_new(column) for column in columns)


def _of_new(column: Column) -> Column:
    def value(event: Body, now: int) -> object:
        named = {**event}
        to_core(named)
        return column.value(named, now)

    return replace(column, value=value)
