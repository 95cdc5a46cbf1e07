"""What a tenant is made with, and has again after a reset."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import orjson

from cs_simulator.domain import by_name, instants
from cs_simulator.domain.checking import check_named, from_json
from cs_simulator.domain.clock import Clock, ClockMode
from cs_simulator.domain.quotas import Quotas
from cs_simulator.domain.records import kinds
from cs_simulator.engine.cluster_behavior import ClusterTypes
from cs_simulator.engine.world import World
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.system_clock import SystemClock


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantSpec:
    """What the tenant was created with; what is not set is as the simulator's settings say."""

    origin: str = ""
    """Together with the seed, what all randomness of the tenant is derived from; empty for its
    name."""
    seed: kinds.Seed | None = None
    clock: kinds.OptionalClockMode = ""
    rate: kinds.Rate | None = None
    interval: kinds.Duration | None = None
    """By which a repeated read moves its polling clock; 0: to the next change."""
    start: kinds.Instant | None = None
    """Where its virtual time starts."""
    quotas: dict[kinds.QuotaName, kinds.Amount] = field(default_factory=dict)
    scenario: kinds.OptionalJsonObject = ""
    """The scenario that is in force from the beginning, as JSON; empty for the common one."""
    fixtures: dict[str, Any] = field(default_factory=dict)
    """Its own fixtures, as in :mod:`cs_simulator.scenarios.file.fixtures`."""

    @classmethod
    def from_text(cls, text: str) -> "TenantSpec":
        """The specification that :meth:`text` returned the text of.

        Raises ``ValueError`` for any other text.
        """
        given = from_json(text)
        check_named(cls, given)
        return by_name.build(cls, given)

    def text(self) -> str:
        """The specification as JSON, without the fields that are not set."""
        given = {name: value for name, value in asdict(self).items() if value not in (None, "", {})}
        return orjson.dumps(given).decode()

    def with_scenario(self, written: Mapping[str, Any]) -> "TenantSpec":
        """The specification with a scenario's seed and clock, where it has none of its own."""
        clock = written.get("clock") or {}
        start = clock.get("start")
        return replace(
            self,
            seed=written.get("seed") if self.seed is None else self.seed,
            clock=self.clock or clock.get("mode") or "",
            rate=self.rate or clock.get("rate"),
            interval=self._interval(clock.get("interval")),
            start=instants.from_text(start) if self.start is None and start else self.start,
        )

    def _interval(self, of_scenario: Any) -> int | None:
        if self.interval is not None or of_scenario is None:
            return self.interval
        return instants.duration(of_scenario)

    def world(
        self, name: str, settings: Settings, system_clock: SystemClock, cluster_types: ClusterTypes
    ) -> World:
        """A world of that name as it is before the first call."""
        options = settings.options()
        quotas: Quotas = replace(options.quotas, **self.quotas)
        mode = self.clock or settings.clock
        start = self.start
        if start is None:
            start = replace(settings, clock=mode).start_instant(system_clock.wall())
        return World(
            name=name,
            origin=self.origin or name,
            seed=settings.seed if self.seed is None else self.seed,
            clock=Clock(
                mode=ClockMode(mode),
                anchor=start,
                reading=system_clock.monotonic(),
                rate=self.rate or settings.rate,
                interval=settings.interval if self.interval is None else self.interval,
            ),
            options=replace(options, quotas=quotas),
            cluster_types=cluster_types,
        )
