"""What of the tenants is known to be damaged, so that it is said, and not tried again."""

from cs_simulator.domain.errors import DamagedTenantError
from cs_simulator.runtime.logs import log
from cs_simulator.storage.damage import DamagedRows


class KnownDamage:
    """The damage of the tenants of one store, by their names."""

    def __init__(self) -> None:
        self._unusable: dict[str, str] = {}
        """Why tenants cannot be loaded, as far as that was tried."""
        self._flawed: dict[str, str] = {}
        """What cannot be read of tenants that can be loaded: entries of journals and logs."""

    def check(self, name: str) -> None:
        """Raise :class:`DamagedTenantError` for a tenant that cannot be loaded."""
        if name in self._unusable:
            raise DamagedTenantError(name, self._unusable[name])

    def note(self, name: str, reason: str) -> DamagedTenantError:
        """Remember, and log, why a tenant cannot be loaded; returns what to raise."""
        self._unusable[name] = reason
        log.error("tenant.damaged", tenant=name, reason=reason)
        return DamagedTenantError(name, reason)

    def note_rows(self, name: str | None, rows: DamagedRows) -> None:
        """Remember, and log, that rows of a tenant are damaged; without a name, of a snapshot."""
        if name is None:
            log.error("snapshot.damaged", number=rows.number, reason=rows.reason)
        elif rows.has_resources:
            self.note(name, rows.reason)
        else:
            self._flawed[name] = rows.reason
            log.error("entries.damaged", tenant=name, reason=rows.reason)

    def forget(self, name: str) -> bool:
        """Forget the damage of a tenant that has another state now; returns whether it had some."""
        self._flawed.pop(name, None)
        return self._unusable.pop(name, None) is not None

    def problems(self) -> dict[str, str]:
        """What is wrong, by name: a tenant cannot be loaded, or some entries cannot be read."""
        flawed = {name: f"entries cannot be read: {text}" for name, text in self._flawed.items()}
        return {**flawed, **self._unusable}
