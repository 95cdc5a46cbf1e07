"""``no_stock``: a zone runs out of an instance type; so many instances can still be had.

Each creation that ``when`` means takes one of them. To say what is there for all tenants, give
``stock`` in the fixtures instead.
"""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault, fate
from cs_simulator.scenarios.file.values import Count, Policy
from cs_simulator.scenarios.rules.effects import Effect, Phase


class NoStock(Fault):
    """No instance can be had."""

    phases: ClassVar[tuple[Phase, ...]] = ("provision",)
    main: ClassVar[str] = "available"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": ("ecs",)}

    available: Count = 0
    """How many instances can still be had."""
    code: str = "OperationDenied.NoStock"
    policy: Policy = "fail"
    """``fail`` ends the task, ``keep`` goes on without the node, ``rollback`` takes back what was
    made."""

    def act(self, case: Case) -> Effect | None:
        """A failure, once all are taken."""
        if case.matched < self.available:
            return None
        return fate(case, self.kind(), self.code, policy=self.policy)
