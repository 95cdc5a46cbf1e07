"""Which tenants there are, in memory or not: their numbers, and when they end."""

from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.runtime.system_clock import SystemClock


class TenantExistsError(UsageError):
    """There is a tenant of that name already."""


class Directory:
    """The tenants of one store by name."""

    def __init__(self, system_clock: SystemClock) -> None:
        self._system_clock = system_clock
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

    def number(self, name: str) -> int | None:
        """The number of the tenant of that name, or ``None``."""
        return self._numbers.get(name)

    def make_number(self, name: str) -> int:
        """The number of that name. None is ever used again, so that no row changes its owner."""
        if name not in self._numbers:
            self._last_number += 1
            self._numbers[name] = self._last_number
        return self._numbers[name]

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
