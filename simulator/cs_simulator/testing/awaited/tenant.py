"""``Tenant``, awaited. It is made by ``python -m tests.testing.awaited``."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cs_simulator.client.tenant import Tenant
from cs_simulator.server.control.contract import calls, snapshots, tenants
from cs_simulator.server.control.contract import fixtures as fixtures_contract
from cs_simulator.server.control.contract import scenario as scenario_contract
from cs_simulator.server.control.contract.picture import Picture
from cs_simulator.server.control.contract.tasks import Timeline
from cs_simulator.server.control.contract.values import ClearedTenant
from cs_simulator.testing.awaited.calls import AwaitedCalls
from cs_simulator.testing.awaited.clock import AwaitedClock
from cs_simulator.testing.awaited.clusters import AwaitedClusters
from cs_simulator.testing.awaited.faults import AwaitedFaults
from cs_simulator.testing.awaited.part import AwaitedPart
from cs_simulator.testing.awaited.pools import AwaitedPools
from cs_simulator.testing.awaited.snapshots import AwaitedSnapshots
from cs_simulator.testing.awaited.tasks import AwaitedTasks

if TYPE_CHECKING:
    from aliyunsdkcore.client import AcsClient


class AwaitedTenant(AwaitedPart[Tenant]):
    """An isolated world of a simulator: all that a test needs to know of it and to do with it."""

    def __init__(self, blocking: Tenant) -> None:
        super().__init__(blocking)
        self.clock = AwaitedClock(blocking.clock)
        self.clusters = AwaitedClusters(blocking.clusters)
        self.pools = AwaitedPools(blocking.pools)
        self.tasks = AwaitedTasks(blocking.tasks)
        self.calls = AwaitedCalls(blocking.calls)
        self.faults = AwaitedFaults(blocking.faults)
        self.snapshots = AwaitedSnapshots(blocking.snapshots)

    @property
    def name(self) -> str:
        """As ``Tenant.name``."""
        return self.blocking.name

    @property
    def unverified(self) -> str:
        """As ``Tenant.unverified``."""
        return self.blocking.unverified

    @property
    def endpoint(self) -> str:
        """As ``Tenant.endpoint``."""
        return self.blocking.endpoint

    @property
    def access_key_id(self) -> str:
        """As ``Tenant.access_key_id``."""
        return self.blocking.access_key_id

    @property
    def access_key_secret(self) -> str:
        """As ``Tenant.access_key_secret``."""
        return self.blocking.access_key_secret

    @property
    def seed(self) -> int:
        """As ``Tenant.seed``."""
        return self.blocking.seed

    @property
    def region_id(self) -> str:
        """As ``Tenant.region_id``."""
        return self.blocking.region_id

    @property
    def vpc_id(self) -> str:
        """As ``Tenant.vpc_id``."""
        return self.blocking.vpc_id

    @property
    def vswitch_id(self) -> str:
        """As ``Tenant.vswitch_id``."""
        return self.blocking.vswitch_id

    @property
    def began(self) -> str:
        """As ``Tenant.began``."""
        return self.blocking.began

    async def internal_errors(self) -> int:
        """How many errors of its own the simulator had in calls of the tenant."""
        return await self._wait(self.blocking.internal_errors)

    async def describe(self) -> tenants.Tenant:
        """What the simulator knows of the tenant now."""
        return await self._wait(self.blocking.describe)

    async def scenario(
        self, scenario: str | Mapping[str, Any] | None = None
    ) -> scenario_contract.ScenarioInForce:
        """The scenario in force; one that is given is loaded first: by shipped name, or whole."""
        return await self._wait(self.blocking.scenario, scenario)

    async def fixtures(self, given: Mapping[str, Any] | None = None) -> fixtures_contract.Fixtures:
        """The resources that the tenant finds; what is given is added first."""
        return await self._wait(self.blocking.fixtures, given)

    async def verify(self, *expectations: Mapping[str, Any]) -> None:
        """Check expectations against calls and resources; without any, those of the scenario."""
        await self._wait(self.blocking.verify, *expectations)

    async def timeline(self, cluster_id: str = "") -> Timeline:
        """Tasks with all their steps, past and expected."""
        return await self._wait(self.blocking.timeline, cluster_id)

    async def picture(self, cluster_id: str = "") -> Picture:
        """The timeline as it is drawn: rows of bars and marks."""
        return await self._wait(self.blocking.picture, cluster_id)

    async def decisions(self, **chosen: str) -> Sequence[calls.Decision]:
        """Every rule that matched, with what it drew, and whether it acted."""
        return await self._wait(self.blocking.decisions, **chosen)

    async def snapshot(self, name: str = "snapshot") -> snapshots.Snapshot:
        """Save everything that the tenant has now under a name."""
        return await self._wait(self.blocking.snapshot, name)

    async def restore(self, name: str = "snapshot") -> None:
        """Make the tenant what it was when the snapshot was taken."""
        await self._wait(self.blocking.restore, name)

    async def fork(self, snapshot: str = "snapshot") -> Tenant:
        """A new tenant that is what this one was when the snapshot was taken."""
        return await self._wait(self.blocking.fork, snapshot)

    async def reset(self, *keep: str) -> ClearedTenant:
        """Make the tenant as new, except for what is named: ``calls``, ``clock``, ``fixtures``."""
        return await self._wait(self.blocking.reset, *keep)

    async def delete(self) -> None:
        """Delete the tenant with everything it has."""
        await self._wait(self.blocking.delete)

    @property
    def host(self) -> str:
        """The endpoint without its scheme, as the SDKs take it."""
        return self.blocking.host

    async def creation(self, *, type: str = "", **given: Any) -> dict[str, Any]:
        """A body that ``POST /clusters`` accepts, with the given fields."""
        return await self._wait(self.blocking.creation, type=type, **given)

    async def node_pool(self, **given: Any) -> dict[str, Any]:
        """A body that ``POST /clusters/{cluster_id}/nodepools`` accepts, with the given fields."""
        return await self._wait(self.blocking.node_pool, **given)

    async def legacy_client(self) -> "AcsClient":
        """A client of ``aliyun-python-sdk-core`` whose requests go to this tenant."""
        return await self._wait(self.blocking.legacy_client)

    async def tea_client(self) -> Any:
        """A client of ``alibabacloud_cs20151215`` whose requests go to this tenant."""
        return await self._wait(self.blocking.tea_client)

    async def kubeconfig(self, cluster: str) -> str:
        """The kubeconfig of a Kubernetes cluster that is up, by its id or its name: YAML."""
        return await self._wait(self.blocking.kubeconfig, cluster)

    async def kubernetes_client(self, cluster: str) -> Any:
        """A client of ``kubernetes`` for a cluster that is up: ``kubernetes.client.ApiClient``."""
        return await self._wait(self.blocking.kubernetes_client, cluster)

    async def environment(self) -> dict[str, str]:
        """The variables that the SDKs, aliyun-cli and Terraform read for key and region."""
        return await self._wait(self.blocking.environment)
