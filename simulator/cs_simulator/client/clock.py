"""A tenant's virtual time."""

from typing import Any

from cs_simulator.client.part import Part
from cs_simulator.server.control.contract import clock as contract


class Clock(Part):
    """The tenant's virtual time."""

    def get(self) -> contract.Clock:
        """Mode, rate, the virtual instant, and when the next step is due."""
        return self._call(contract.GET_CLOCK)

    @property
    def now(self) -> str:
        """The virtual instant, as RFC 3339 in UTC."""
        return self.get()["now"]

    def set(
        self, mode: str, rate: float | None = None, interval: str | float | None = None
    ) -> contract.Clock:
        """Change what moves time: ``frozen``, ``polling``, ``scaled``, ``realtime``.

        *interval* is the time that a repeated read takes, in mode ``polling``: ``"10s"``, or
        seconds; 0 moves time to the next change.
        """
        given = {"mode": mode, "rate": rate, "interval": interval}
        body = {name: value for name, value in given.items() if value is not None}
        return self._call(contract.PUT_CLOCK, body=body)

    def advance(self, by: str | float) -> contract.Advanced:
        """Move time by ``"5m"`` or seconds, and run what is due; returns ``{now, ran, next}``."""
        return self._advance(by=by)

    def advance_to(self, instant: str) -> contract.Advanced:
        """Move time to an instant, and run what is due."""
        return self._advance(to=instant)

    def until(self, *, cluster: str = "", task: str = "", state: str = "") -> contract.Advanced:
        """Move time until a cluster or a task has reached a state, or else until all is done.

        Without *state* a cluster is awaited until it is running, a task until it has succeeded.
        Raises ``ValueError`` for both, and for a state of neither.
        """
        if (cluster and task) or (state and not cluster and not task):
            raise ValueError("until: give the cluster or the task that is to reach a state")
        until: Any = "idle"
        if cluster or task:
            kind, key = ("cluster", cluster) if cluster else ("task", task)
            until = {kind: key, "state": state or ("running" if cluster else "success")}
        return self._advance(until=until)

    def settle(self) -> contract.Advanced:
        """Move time until nothing is in progress, without waiting for what is planned."""
        return self._advance(until="settled")

    def _advance(self, **how: Any) -> contract.Advanced:
        return self._call(contract.ADVANCE_CLOCK, body=how)
