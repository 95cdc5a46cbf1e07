"""``maintenance``: refuse everything as if the region were being maintained."""

from typing import ClassVar

from cs_simulator.scenarios.faults._fault import Case, Fault, refuse
from cs_simulator.scenarios.file.values import Duration
from cs_simulator.scenarios.rules.effects import Effect, Phase


class Maintenance(Fault):
    """The region is being maintained."""

    phases: ClassVar[tuple[Phase, ...]] = ("admit",)

    code: str = "ServiceUnavailable.RegionMaintaining"
    retry_after: Duration | None = None
    """What ``Retry-After`` and ``x-acs-retry-after`` tell; without it, they are not sent."""

    def act(self, case: Case) -> Effect | None:
        """The refusal."""
        headers: tuple[tuple[str, str], ...] = ()
        if self.retry_after is not None:
            seconds = str(max(1, -(-self.retry_after // 1_000_000)))
            headers = (("Retry-After", seconds), ("x-acs-retry-after", seconds))
        return refuse(self.code, "", None, *headers)
