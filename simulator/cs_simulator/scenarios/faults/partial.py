"""``partial``: some nodes of a task fail: a number of them, a share, or by position.

Finds clients that take a cluster for complete because it is running.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._failures import step_failure
from cs_simulator.scenarios.rules.conditions import Selection
from cs_simulator.scenarios.rules.effects import Effect, Phase, Policy
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.rules.selection import is_selected
from cs_simulator.scenarios.values import Count, ErrorCode, Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    weight: ClassVar[int] = 2
    main: ClassVar[str] = "count"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": ("ecs",)}
    fires_always: ClassVar[bool] = False

    count: Count | None = None
    """The number of nodes that fail; the seed chooses which."""
    percent: Share | None = None
    """The share of nodes that fail, ``30%``; the seed chooses which."""
    index: tuple[int, ...] | None = None
    """Positions from 0 among the nodes of the task; -1 is the last."""
    code: ErrorCode = "OperationDenied.NoStock"
    message: str = ""
    policy: Policy = "keep"
    """``keep`` goes on with the others, ``fail`` ends the task, ``rollback`` ends it and removes
    what it created."""

    def effect(self, context: FaultContext) -> Effect | None:
        selection = Selection(count=self.count, percent=self.percent, index=self.index)
        if not is_selected(selection, context.match, context.random_for):
            return None
        return step_failure(self.code, self.message, policy=self.policy)

    def problems(self, phase: Phase) -> list[str]:
        if sum(value is not None for value in (self.count, self.percent, self.index)) != 1:
            return ["give one of count, percent and index"]
        if not (self.count or self.percent or self.index):
            return ["it selects no node; write how many fail"]
        return []
