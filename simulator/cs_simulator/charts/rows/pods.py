"""The row of the pods of a cluster: when some were lost or evicted, and others made elsewhere."""

from collections.abc import Sequence

from cs_simulator.charts.model import Mark, MarkKind, Row
from cs_simulator.domain.records import Trace

MOST_MARKS = 200
"""As many instants, the last ones, have a mark."""
_KINDS: dict[str, tuple[MarkKind, str]] = {
    "lost": ("lost", "lost with their node"),
    "evicted": ("lost", "evicted"),
    "moved": ("moved", "made elsewhere"),
}
"""The kind of the mark and its words, by the name of the trace."""


def pods_row(cluster_id: str, traces: Sequence[Trace]) -> Row:
    """The row of a cluster; *traces* are of its pods, and there is at least one."""
    shown = sorted(traces, key=lambda trace: trace.ended)[-MOST_MARKS:]
    return Row(
        id=f"pods:{cluster_id}",
        kind="pods",
        label="pods",
        note=f"the last {len(shown)}" if len(shown) < len(traces) else "",
        cluster_id=cluster_id,
        marks=tuple(map(_mark, shown)),
    )


def _mark(trace: Trace) -> Mark:
    kind, words = _KINDS[trace.name]
    return Mark(trace.ended, kind, f"{words}: {trace.outcome}")
