"""``partial``: some nodes of a task fail, and the others do not: so many, a share, or by place."""

from typing import ClassVar

from pydantic import Field

from cs_simulator.scenarios.faults._fault import Case, Fault, fate
from cs_simulator.scenarios.file.values import Count, Policy, Share
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.selection import Selection, is_selected


class Partial(Fault):
    """Some of the nodes fail."""

    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "count"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": ("ecs",)}

    count: Count | None = None
    """How many of them, which ones by the seed."""
    percent: Share | None = None
    """Which share of them, ``30%``, which ones by the seed."""
    index: tuple[int, ...] = Field(default=())
    """Places from 0 among the nodes of the task; -1 is the last."""
    code: str = "OperationDenied.NoStock"
    message: str = ""
    policy: Policy = "keep"
    """``keep`` goes on with the others, ``fail`` ends the task, ``rollback`` takes away what it
    made."""

    def act(self, case: Case) -> Effect | None:
        """A failure, if the node is one of them."""
        selection = Selection(self.count, self.percent, self.index)
        if not is_selected(selection, case.subject, case.chance):
            return None
        return fate(case, self.kind(), self.code, self.message, policy=self.policy)

    def problems(self, phase: Phase) -> list[str]:
        """Exactly one way of choosing."""
        if len(self.model_fields_set & {"count", "percent", "index"}) != 1:
            return [*super().problems(phase), "give count, percent or index"]
        return super().problems(phase)
