"""``ghost_success``: answer as if it had been done, with ids and all, and do nothing."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault
from cs_simulator.scenarios.rules.effects import Effect, FakeSuccess, Phase


class GhostSuccess(Fault):
    """Tell that it was done."""

    phases: ClassVar[tuple[Phase, ...]] = ("apply",)

    def act(self, case: Case) -> Effect | None:
        """Told, and not done."""
        return FakeSuccess()
