"""Which tenants there are, in memory or not: their numbers, and when they end."""

from cs_simulator.domain.errors import LimitError, UsageError
from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.storage.snapshots import FIRST_NUMBER

LAST_NUMBER = FIRST_NUMBER - 1


class TenantExistsError(UsageError):
    """There is a tenant of that name already."""


class Directory:
    """The tenants of one store by name."""

    def __init__(self, system_clock: SystemClock, limit: int) -> None:
        self._system_clock = system_clock
        self._limit = limit
        self._numbers: dict[str, int] = {}
        self._last_number = 0
        self._ends: dict[str, int] = {}

    def add(self, number: int, name: str, end: int) -> None:
        """Add a tenant that the store has; *end* is the real instant of its end, 0 for never."""
        self._numbers[name] = number
        self._last_number = max(self._last_number, number)
        self.set_end(name, end)

    def __contains__(self, name: str) -> bool:
        return name in self._numbers

    def names(self) -> list[str]:
        """All names, in order."""
        return sorted(self._numbers)

    def name(self, number: int) -> str | None:
        """The name of the tenant of that number, or ``None``."""
        return next((name for name, own in self._numbers.items() if own == number), None)

    def number(self, name: str) -> int | None:
        """The number of the tenant of that name, or ``None``."""
        return self._numbers.get(name)

    def make_number(self, name: str) -> int:
        """The number of that name. None is ever used again, so that no row changes its owner.

        Raises :class:`LimitError` if there are as many tenants as there may be.
        """
        if name not in self._numbers:
            self._check_limit()
            self._last_number += 1
            self._numbers[name] = self._last_number
        return self._numbers[name]

    def _check_limit(self) -> None:
        """Raise :class:`LimitError` if there may be no further tenant.

        One whose end has come does not count: it is about to be deleted.
        """
        if len(self._numbers) < self._limit or len(self._numbers) - len(self.ended()) < self._limit:
            if self._last_number < LAST_NUMBER:
                return
            raise LimitError(f"{LAST_NUMBER} tenants were made in this database; take a new one")
        raise LimitError(
            f"there are {self._limit} tenants already, the most that there may be; delete some, or"
            " see --tenant-limit"
        )

    def claim(self, name: str) -> int:
        """The number of a new tenant; raises :class:`TenantExistsError` as :meth:`check_free`."""
        self.check_free(name)
        return self.make_number(name)

    def check_free(self, name: str) -> None:
        """Raise :class:`TenantExistsError` if there is a tenant of that name."""
        if escape_invalid(name) in self:
            raise TenantExistsError(f"there is a tenant {name!r} already")

    def forget(self, name: str) -> None:
        """Forget a tenant that is deleted."""
        self._numbers.pop(name, None)
        self._ends.pop(name, None)

    # ---- ends

    def end(self, name: str) -> int:
        """The real instant at which the tenant is deleted; 0 for never."""
        return self._ends.get(name, 0)

    def set_end(self, name: str, end: int) -> None:
        """Have a tenant deleted at a real instant; 0 for never."""
        if end:
            self._ends[name] = end
        else:
            self._ends.pop(name, None)

    def has_ended(self, name: str) -> bool:
        """Whether the end of that tenant has come."""
        return 0 < self.end(name) <= self._system_clock.wall()

    def ended(self) -> list[str]:
        """The names of the tenants whose end has come."""
        return [name for name in self._ends if self.has_ended(name)]
