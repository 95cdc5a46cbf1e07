"""Inspection reports: those that were asked for, and those of the regular runs.

A regular run is not kept: that it was due follows from the settings, and what it found from the
records of the cluster, as far as they tell how things were then. So it makes no difference whether
anybody reads it, and when.
"""

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from cs_simulator.cluster_types.ack.health import examinations
from cs_simulator.cluster_types.ack.health.examinations import Examination
from cs_simulator.cluster_types.ack.health.items import ITEMS, Findings, examine
from cs_simulator.domain.instants import MINUTE
from cs_simulator.domain.randomness import DerivedRandom
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._examinations import NORMAL, time_of
from cs_simulator.operations.inspections import _config, _schedule

TAKES = MINUTE
"""How long a regular run takes."""
MOST = 1000
"""The most reports of regular runs that are shown."""
_LEVELS = (NORMAL, "advice", "warning", "error", "critical")


class Report:
    """One report: of an examination, or of the regular run that was due at an instant."""

    def __init__(
        self,
        unit: Unit,
        cluster: Cluster,
        source: Examination | int,
        disabled: Sequence[str],
    ) -> None:
        self._unit, self._cluster, self._source = unit, cluster, source
        self.disabled = frozenset(disabled)

    @property
    def report_id(self) -> str:
        """Its id."""
        if isinstance(self._source, Examination):
            return self._source.name
        return report_id(self._chance("run", self._source))

    def _chance(self, *names: object) -> DerivedRandom:
        return self._unit.random_for("inspect_report", self._cluster.cluster_id, *names)

    @property
    def started(self) -> int:
        """When the inspection began."""
        return self._source.created if isinstance(self._source, Examination) else self._source

    @property
    def ended(self) -> int:
        """When it ended; 0 while it runs."""
        if isinstance(self._source, Examination):
            return self._source.finished
        return self._source + TAKES

    @property
    def status(self) -> str:
        """``running``, ``completed`` or ``failed``."""
        if not isinstance(self._source, Examination):
            return "completed"
        if self._source.is_running:
            return "running"
        return "failed" if self._source.has_failed else "completed"

    @cached_property
    def findings(self) -> Findings:
        """What was found, by item."""
        if isinstance(self._source, Examination):
            return self._source.findings
        return examine(self._unit.world, self._cluster, self._source)

    def level_of(self, name: str) -> str:
        """The level of an item, ``normal`` if nothing was found."""
        return ITEMS[name].level if self.findings[name] else NORMAL

    def summary(self) -> dict[str, object]:
        """How many items are of which level, and the worst of them; nothing until it is completed.

        What is critical is counted as an error.
        """
        found: Mapping[str, int] = {}
        if self.status == "completed":
            found = Counter(self.level_of(name) for name in ITEMS if name not in self.disabled)
        worst = [level for level in _LEVELS if found.get(level)]
        return {
            "adviceCount": found.get("advice", 0),
            "code": worst[-1] if worst else "",
            "errorCount": found.get("error", 0) + found.get("critical", 0),
            "normalCount": found.get(NORMAL, 0),
            "warnCount": found.get("warning", 0),
        }

    def shown(self) -> dict[str, object]:
        """What answers show of it."""
        return {
            "endTime": time_of(self._unit.world, self.ended),
            "reportId": self.report_id,
            "startTime": time_of(self._unit.world, self.started),
            "status": self.status,
            "summary": self.summary(),
        }


def report_id(chance: DerivedRandom) -> str:
    """An id of a report: 32 hexadecimal digits."""
    return chance.hex(32)


def all_reports(unit: Unit, cluster: Cluster) -> list[Report]:
    """The reports of a cluster, newest first."""
    asked = [
        Report(unit, cluster, found, found.asked["disabled"])
        for found in examinations.of_kind(unit.world, cluster, "inspection")
    ]
    return sorted((*asked, *_regular(unit, cluster)), key=_order, reverse=True)


def _order(report: Report) -> tuple[int, str]:
    return report.started, report.report_id


def _regular(unit: Unit, cluster: Cluster) -> Iterator[Report]:
    """The reports of the last regular runs that are over."""
    runs: deque[tuple[int, Sequence[str]]] = deque(maxlen=MOST)
    for period in _config.periods(unit.world, cluster):
        since = max(period.since, unit.now - _config.KEPT_FOR)
        until = min(period.until or unit.now, unit.now - TAKES)
        for at in _schedule.due(period.recurrence, since, until):
            runs.append((at, period.disabled))
    for at, disabled in runs:
        yield Report(unit, cluster, at, disabled)
