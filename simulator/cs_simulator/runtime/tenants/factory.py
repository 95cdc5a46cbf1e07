"""Making tenants: new ones from the settings and a specification, and those of the store."""

from collections.abc import Iterator
from contextlib import contextmanager

import orjson

from cs_simulator.domain.checking import from_json
from cs_simulator.domain.clock import Clock, ClockMode
from cs_simulator.domain.errors import DamagedTenantError, UsageError
from cs_simulator.domain.randomness import DerivedSequence
from cs_simulator.engine import soundness
from cs_simulator.engine.cluster_behavior import ClusterTypes
from cs_simulator.engine.world import World
from cs_simulator.runtime.files import config_dir, fixture_files, stored_scenarios
from cs_simulator.runtime.files.server_scenario import ServerScenario
from cs_simulator.runtime.metrics import Metrics
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants import allowance
from cs_simulator.runtime.tenants.behind import BehindError
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.storage.loading import StoredTenant

DEFAULT = "default"


class TenantFactory:
    """Makes the tenants of one server, which share its fixtures and its scenario."""

    def __init__(
        self, settings: Settings, system_clock: SystemClock, cluster_types: ClusterTypes
    ) -> None:
        self._settings = settings
        self._system_clock = system_clock
        self.cluster_types = cluster_types
        self.metrics = Metrics()
        self.tenant_limit = settings.tenant_limit
        self._lifetime = settings.lifetime
        folder = settings.config_dir
        self._fixtures = fixture_files.read(settings.fixtures, config_dir.fixtures_folder(folder))
        self.server_scenario = ServerScenario(
            settings.scenario or config_dir.default_scenario_path(folder),
            config_dir.scenarios_folder(folder),
            cluster_types,
        )

    def check(self) -> None:
        """Read the common scenario; raises :class:`UsageError` if it or the fixtures do not fit."""
        self.server_scenario.read()
        spec = TenantSpec()
        tenant = self._tenant(0, DEFAULT, spec, self.new_world(DEFAULT, spec))
        for option, put in (
            ("--fixtures", lambda unit: fixture_files.put(unit, self._fixtures, spec.fixtures)),
            ("--scenario", lambda unit: self.server_scenario.begin(unit, spec.scenario)),
        ):
            try:
                tenant.change(self._system_clock.monotonic(), put)
            except ValueError as problem:
                raise UsageError(f"{option}: {problem}") from None

    def usual_end(self) -> int:
        """The real instant at which a tenant ends that is made now, unless it says otherwise.

        0 stands for never.
        """
        return self._system_clock.wall() + self._lifetime if self._lifetime else 0

    def new(self, number: int, name: str, spec: TenantSpec) -> Tenant:
        """A new tenant with its fixtures and its scenario.

        Raises ``ValueError`` for fixtures that contradict each other.
        """
        tenant = self._tenant(number, name, spec, self.new_world(name, spec))
        tenant.changes.makes_tenant = True
        self.apply_fixtures(tenant)
        return tenant

    def blank(self, number: int, name: str, spec_text: str) -> Tenant:
        """A tenant without anything, made with what that text says, as far as it can be read.

        It says whose rows are to be cleared, and is what a reset begins with.
        """
        try:
            spec = TenantSpec.from_text(spec_text)
            world = self.new_world(name, spec)
        except Exception:  # noqa: BLE001 - the text may be anything
            spec = TenantSpec()
            world = self.new_world(name, spec)
        tenant = self._tenant(number, name, spec, world)
        tenant.is_blank = True
        return tenant

    def restored(self, stored: StoredTenant) -> Tenant:
        """The tenant that the store has, under the common scenario as its file is now.

        Raises :class:`DamagedTenantError` if what the store has makes no tenant on this server.
        """
        with _damage_of(stored.tenant_row.name):
            tenant = self._restored(stored)
            self.refresh_scenario(tenant)
            return tenant

    def try_out(self, stored: StoredTenant) -> None:
        """Raise :class:`DamagedTenantError` for what :meth:`restored` would; nothing else happens.

        It may be called on any thread.
        """
        with _damage_of(stored.tenant_row.name):
            self._restored(stored)

    def _restored(self, stored: StoredTenant) -> Tenant:
        row = stored.tenant_row
        spec = TenantSpec.from_text(row.spec)
        world = self.new_world(row.name, spec)
        world.origin, world.seed = row.origin, row.seed
        world.requests = DerivedSequence(row.seed, row.origin, "request")
        reading = self._system_clock.monotonic()
        clock = Clock(
            mode=ClockMode(row.clock_mode),
            anchor=row.now,
            reading=reading,
            rate=row.clock_rate,
            interval=row.clock_interval,
        )
        now = allowance.resumed_now(row, clock.speed, self._system_clock.boot, reading)
        world.clock = clock.at(now, reading)
        soundness.restore_counts(world, from_json(row.counts))
        world.counts["call"] = allowance.resumed_calls(row, world.counts["call"])
        world.last_seen.update(orjson.loads(row.last_seen))
        for table, records in stored.records.items():
            soundness.restore(world, table, records)
        soundness.check(world, stored.last_entries)
        if not stored.is_proven:
            self._check_written(row.name, spec, world)
        tenant = self._tenant(row.number, row.name, spec, world)
        tenant.expires = row.expires
        tenant.kept_serial = world.counts["serial"]
        if len(world.kubernetes_objects):
            from cs_simulator.kubernetes.follower import attach  # most tenants need none of it

            attach(world)
        return tenant

    def _check_written(self, name: str, spec: TenantSpec, world: World) -> None:
        """Raise ``ValueError`` for scenarios and fixtures of a stored tenant that nobody checked.

        What this version wrote was checked before; what an earlier one or somebody else did is not.
        """
        stored_scenarios.check(spec.scenario, world)
        if spec.scenario or spec.fixtures:
            self.new(0, name, spec)

    def new_world(self, name: str, spec: TenantSpec) -> World:
        """A world as it is before the first call, without fixtures and scenario."""
        text = spec.scenario or self.server_scenario.text
        if text:
            spec = spec.with_scenario(orjson.loads(text))
        return spec.world(name, self._settings, self._system_clock, self.cluster_types)

    def apply_fixtures(self, tenant: Tenant) -> None:
        """Put into a new world what the tenant finds there: fixtures, and a scenario in force."""
        reading, spec = self._system_clock.monotonic(), tenant.spec
        if self._fixtures or spec.fixtures:
            common, own = self._fixtures, spec.fixtures
            tenant.change(reading, lambda unit: fixture_files.put(unit, common, own))
        if spec.scenario or self.server_scenario.path:
            tenant.change(reading, lambda unit: self.server_scenario.begin(unit, spec.scenario))

    def refresh_scenario(self, tenant: Tenant) -> None:
        """Give a tenant the common scenario as its file is now, if it has an older state of it."""
        if not self.server_scenario.is_newer_than(tenant.world.scenario):
            return
        reading = self._system_clock.monotonic()
        try:
            tenant.change(reading, self.server_scenario.edit)
        except BehindError:  # much is due: what begins of it now is under the rules as they are now
            tenant.run_unit(tenant.now(reading), self.server_scenario.edit)

    def _tenant(self, number: int, name: str, spec: TenantSpec, world: World) -> Tenant:
        return Tenant(number=number, name=name, world=world, spec=spec, metrics=self.metrics)


@contextmanager
def _damage_of(name: str) -> Iterator[None]:
    """Raise whatever the block raises as :class:`DamagedTenantError` about the tenant."""
    try:
        yield
    except Exception as problem:
        raise DamagedTenantError(name, _in_words(problem)) from problem


def _in_words(problem: Exception) -> str:
    """What is wrong, as a text that says so even where no check has explained it."""
    if isinstance(problem, UsageError | ValueError):
        return str(problem)
    return f"{type(problem).__name__}: {problem}"
