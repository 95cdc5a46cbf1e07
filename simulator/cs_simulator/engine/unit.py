"""A unit of work: everything that one call, or one run of the timeline, changes in a world.

Returning commits, raising rolls back: whoever opens a unit either hands its changes to the store,
or calls :meth:`Unit.rollback`, after which the world is as it was before.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, TypeVar

from cs_simulator.domain.randomness import DerivedRandom, derive
from cs_simulator.domain.records import (
    Cluster,
    ClusterState,
    Decision,
    Event,
    LogLine,
    NodeGroup,
    Record,
    Step,
    Task,
    Trace,
)
from cs_simulator.engine.cluster_apis import ObjectChange
from cs_simulator.engine.tables import Table
from cs_simulator.engine.world import World

R = TypeVar("R", bound=Record)

INFORMATION, WARNING, ERROR = 4, 3, 2


class Unit:
    """One unit of work on a world, at one instant.

    ``now`` is the instant of all its changes; the timeline moves it to the due time of each step
    that it runs. ``lines`` are the log lines, events, traces and decisions to append, in order;
    ``object_changes`` what those see who watch the Kubernetes API of a cluster. ``before`` has the
    records that it has changed as they were before it, by table and key: ``None`` for a new one.
    ``past_until`` is the present while the past of a cluster's API is made up, 0 otherwise: what
    would have been cleared away by then need not be put.
    """

    __slots__ = (
        "_counts", "_noted", "before", "lines", "now", "object_changes", "past_until", "world",
    )  # fmt: skip

    def __init__(self, world: World, now: int) -> None:
        self.world = world
        self.now = now
        self.past_until = 0
        self.lines: list[LogLine | Event | Trace | Decision] = []
        self.object_changes: list[ObjectChange] = []
        self.before: defaultdict[Table[Any, Any], dict[Any, Record | None]] = defaultdict(dict)
        self._counts = dict(world.counts)
        self._noted = world.kubernetes.noted() if world.kubernetes is not None else None

    def put(self, table: Table[Any, R], record: R) -> R:
        """Add a record, or replace the one with the same key; returns it."""
        key = table.key(record)
        self.before[table].setdefault(key, table.set(key, record))
        return record

    def change(self, table: Table[Any, R], record: R, changes: Mapping[str, object]) -> R:
        """Replace a record by one that has other values in some fields; returns that."""
        return self.put(table, table.changed(record, changes))

    def drop(self, table: Table[Any, R], record: R) -> None:
        """Remove a record."""
        key = table.key(record)
        self.before[table].setdefault(key, table.set(key, None))

    def count(self, what: str) -> int:
        """The next number of a kind, from 1. A rollback frees the numbers for others."""
        counts = self.world.counts
        counts[what] = number = counts.get(what, 0) + 1
        return number

    def serial(self) -> int:
        """The number of a new record or line."""
        counts = self.world.counts
        counts["serial"] = number = counts["serial"] + 1
        return number

    def random_for(self, *names: object) -> DerivedRandom:
        """The random values for one purpose, which *names* identify in this world."""
        return derive(self.world.seed, self.world.origin, *names)

    def log(self, cluster: Cluster, text: str, level: int = INFORMATION) -> None:
        """Append a line to a cluster's log."""
        self.lines.append(LogLine(self.serial(), cluster.serial, self.now, level, text))

    def event(
        self,
        cluster: Cluster,
        kind: str,
        reason: str,
        message: str,
        level: str = "info",
        task_id: str = "",
    ) -> None:
        """Append an event of a cluster; *level* is ``info``, ``warning`` or ``error``."""
        self.lines.append(
            Event(
                serial=self.serial(),
                cluster=cluster.serial,
                cluster_id=cluster.cluster_id,
                task_id=task_id,
                time=self.now,
                type=kind,
                level=level,
                reason=reason,
                message=message,
                region_id=cluster.region_id,
            )
        )

    def trace_step(self, step: Step, task: Task, stage: str, outcome: str) -> None:
        """Append that a step ended; *stage* is the name of its stage."""
        self.lines.append(
            Trace(
                self.serial(),
                "step",
                step.cluster_id,
                step.task_id,
                step.instance_id,
                stage,
                step.started,
                self.now,
                outcome,
                task.group_id,
            )
        )

    def trace_state(self, cluster: Cluster, state: ClusterState, task_id: str = "") -> None:
        """Append that the state of a cluster changes."""
        self.lines.append(
            Trace(
                serial=self.serial(),
                kind="state",
                cluster_id=cluster.cluster_id,
                task_id=task_id,
                instance_id="",
                name=state.value,
                started=self.now,
                ended=self.now,
                outcome=cluster.state.value,
            )
        )

    def trace_group_state(self, group: NodeGroup, state: str, task_id: str = "") -> None:
        """Append that the state of a group of nodes changes."""
        self.lines.append(
            Trace(
                serial=self.serial(),
                kind="group_state",
                cluster_id=group.cluster_id,
                task_id=task_id,
                instance_id="",
                name=state,
                started=self.now,
                ended=self.now,
                outcome=group.state,
                group_id=group.group_id,
            )
        )

    def trace_pods(self, cluster_id: str, name: str, which: str) -> None:
        """Append that pods of a cluster are ``lost``, ``evicted`` or ``moved``, made elsewhere."""
        self.lines.append(
            Trace(self.serial(), "pods", cluster_id, "", "", name, self.now, self.now, which)
        )

    @property
    def serial_before(self) -> int:
        """The last serial that was given before this unit."""
        return self._counts["serial"]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been changed."""
        return not self.before and not self.lines

    def rollback(self) -> None:
        """Undo everything.

        The number of calls stays: no two calls may have the same request id.
        """
        for table, records in self.before.items():
            table.undo(records)
        if self.world.kubernetes is not None:
            self.world.kubernetes.note_again(self._noted)
        self._counts["call"] = self.world.counts["call"]
        self.world.counts.update(self._counts)
        self.before.clear()
        self.lines.clear()
        self.object_changes.clear()
