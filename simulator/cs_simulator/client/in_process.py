"""What any thread may read, without a call, of the simulators in this process."""

from typing import Protocol


class InProcess(Protocol):
    """One of them. A tenant that it does not have in memory is ``None``."""

    def now(self, tenant: str) -> int | None:
        """The virtual instant of the tenant of that name."""

    def internal_errors(self, tenant: str) -> int | None:
        """How many errors of its own the simulator had in the calls of that tenant."""


IN_PROCESS: dict[str, InProcess] = {}
"""The simulators in this process, by address."""
