"""The end of a watch by a rule of a scenario: after some events, or some virtual time."""

from cs_simulator.scenarios.rules.effects import EndWatch


class EarlyEnd:
    """Counts what one watch has sent, and says when it ends."""

    __slots__ = ("_end", "_sent", "ends", "has_come")

    def __init__(self, end: EndWatch) -> None:
        self._end = end
        self._sent = 0
        self.ends: int | None = None
        """The virtual instant at which it comes whatever is sent, once that is known."""
        self.has_come = False

    @property
    def is_reset(self) -> bool:
        """Whether the connection is reset at the end."""
        return self.has_come and self._end.how == "reset"

    @property
    def is_over_with_error(self) -> bool:
        """Whether the last line says that the version is too old."""
        return self.has_come and self._end.how == "expired"

    def kept(self, lines: list[bytes], now: int) -> list[bytes]:
        """Those of the next lines, which are sent at a virtual instant, that come before the end.

        The first call, for which nothing need have happened, is the beginning.
        """
        end = self._end
        if self.ends is None and end.after:
            self.ends = now + end.after
        if end.events:
            lines = lines[: end.events - self._sent]
            self._sent += len(lines)
        is_late = self.ends is not None and now >= self.ends
        is_full = bool(end.events) and self._sent >= end.events
        self.has_come = is_late or is_full or not (end.events or end.after)
        return lines
