"""What a tenant is made with: everything that a reset gives it back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import orjson

from cs_simulator.domain import by_name, instants
from cs_simulator.domain.clock import Clock, ClockMode
from cs_simulator.domain.quotas import Quotas
from cs_simulator.engine.world import World
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.system_clock import SystemClock


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantSpec:
    """What was said when the tenant was made; what was not is as the simulator's settings say."""

    origin: str = ""
    """Keys the tenant's chance together with the seed; empty for its name."""
    seed: int | None = None
    clock: str = ""
    rate: float | None = None
    start: int | None = None
    """Where its virtual time starts."""
    quotas: dict[str, int] = field(default_factory=dict)
    scenario: str = ""
    """The scenario that holds from the beginning, as JSON; empty for the common one."""
    fixtures: dict[str, Any] = field(default_factory=dict)
    """Its own fixtures, as in :mod:`cs_simulator.scenarios.file.fixtures`."""

    @classmethod
    def read(cls, text: str) -> "TenantSpec":
        """The spec that :meth:`text` returned as JSON."""
        return by_name.build(cls, orjson.loads(text))

    def text(self) -> str:
        """As JSON, without what was not said."""
        said = {name: value for name, value in asdict(self).items() if value not in (None, "", {})}
        return orjson.dumps(said).decode()

    def after(self, written: Mapping[str, Any]) -> "TenantSpec":
        """The spec with a scenario's seed and clock, where it has none of its own."""
        clock = written.get("clock") or {}
        start = clock.get("start")
        return replace(
            self,
            seed=written.get("seed") if self.seed is None else self.seed,
            clock=self.clock or clock.get("mode") or "",
            rate=self.rate or clock.get("rate"),
            start=instants.from_text(start) if self.start is None and start else self.start,
        )

    def world(self, name: str, settings: Settings, edge: SystemClock) -> World:
        """A world of that name as it is before the first call."""
        options = settings.options()
        quotas: Quotas = replace(options.quotas, **self.quotas)
        mode = self.clock or settings.clock
        start = self.start
        if start is None:
            start = replace(settings, clock=mode).start_instant(edge.wall())
        return World(
            name=name,
            origin=self.origin or name,
            seed=settings.seed if self.seed is None else self.seed,
            clock=Clock(
                mode=ClockMode(mode),
                anchor=start,
                reading=edge.monotonic(),
                rate=self.rate or settings.rate,
            ),
            options=replace(options, quotas=quotas),
        )
