"""The clock of a tenant, as virtual time reads and moves it."""

from cs_simulator.client.clock import Clock
from cs_simulator.client.connection import Connection
from cs_simulator.client.in_process import IN_PROCESS
from cs_simulator.client.server import health
from cs_simulator.domain import instants

PAUSE = 0.1
"""The seconds that a repeated read takes under a polling clock without an interval of its own."""
_MODES = ("frozen", "polling")


class VirtualTimeError(ValueError):
    """Virtual time cannot be had here; the text says what to change."""


class TenantClock:
    """The clock of one tenant, in microseconds."""

    def __init__(self, connection: Connection, name: str, clock: Clock) -> None:
        self.key = (connection.url, name)
        self._connection, self._clock = connection, clock
        self._had_interval = 0.0

    def begin(self) -> None:
        """Check that only calls move the clock; raises :class:`VirtualTimeError` for what hinders.

        Under a polling clock a repeated read moves time to the next change, however far that is. A
        client that sleeps has its own pace: such a clock moves by :data:`PAUSE` in the meantime.
        """
        if health(self._connection)["auth"] == "enforce":
            raise VirtualTimeError(
                "virtual time needs a simulator that takes any signature; this one verifies them"
                " (--auth enforce): the dates that clients sign are virtual, too"
            )
        shown = self._clock.get()
        if shown["mode"] not in _MODES:
            raise VirtualTimeError(
                f"the clock of the tenant {self.key[1]} is {shown['mode']}: virtual time needs one"
                ' that stands still in between; make the tenant with clock="frozen" or'
                ' clock="polling", or call tenant.clock.set("frozen")'
            )
        self._had_interval = shown["interval"]
        if shown["mode"] == "polling" and not self._had_interval:
            self._clock.set("polling", interval=PAUSE)

    def end(self) -> None:
        """Give a polling clock the interval back that it had."""
        shown = self._clock.get()
        if shown["mode"] == "polling" and shown["interval"] != self._had_interval:
            self._clock.set("polling", interval=self._had_interval)

    def now(self) -> int:
        """The virtual instant."""
        here = IN_PROCESS.get(self.key[0])
        now = here.now(self.key[1]) if here else None
        return instants.from_text(self._clock.now) if now is None else now

    def advance(self, span: int) -> None:
        """Move the clock by that many microseconds; raises what the control plane refuses with."""
        self._clock.advance(span / instants.SECOND)
