"""A tenant as tests use it: its key pair, its ids, its clock, and all that can be done with it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cs_simulator.client import new_tenants, official
from cs_simulator.client.calls import Calls, ExpectationMissedError, missed_error
from cs_simulator.client.clock import Clock
from cs_simulator.client.clusters import Clusters
from cs_simulator.client.connection import Connection
from cs_simulator.client.faults import Faults
from cs_simulator.client.in_process import IN_PROCESS
from cs_simulator.client.misspelt import refuse_misspelt
from cs_simulator.client.part import Part
from cs_simulator.client.pools import Pools
from cs_simulator.client.snapshots import Snapshots
from cs_simulator.client.tasks import Tasks
from cs_simulator.server.control.contract import calls, snapshots, tenants
from cs_simulator.server.control.contract import fixtures as fixtures_contract
from cs_simulator.server.control.contract import scenario as scenario_contract
from cs_simulator.server.control.contract.clock import ADVANCE_CLOCK
from cs_simulator.server.control.contract.picture import GET_PICTURE, Picture
from cs_simulator.server.control.contract.tasks import GET_TIMELINE, Timeline
from cs_simulator.server.control.contract.values import ClearedTenant

if TYPE_CHECKING:
    from aliyunsdkcore.client import AcsClient

    from cs_simulator.client.virtual_time import VirtualTime

__all__ = ["ExpectationMissedError", "Tenant", "TenantClient"]


class TenantClient(Part):
    """Everything that the control plane can do for the tenant of a name."""

    def __init__(self, connection: Connection, name: str) -> None:
        super().__init__(connection, name)
        self.name = name
        self.clock = Clock(connection, name)
        self.clusters = Clusters(connection, name)
        self.pools = Pools(connection, name)
        self.tasks = Tasks(connection, name)
        self.calls = Calls(connection, name)
        self.faults = Faults(connection, name)
        self.snapshots = Snapshots(connection, name)
        self.unverified = ""
        """The scenario that was put in force here, if what it expects was not verified since."""

    def another_connection(self) -> Connection:
        """A connection of its own to the same simulator, to use while this one is in use."""
        return self._connection.another()

    def internal_errors(self) -> int:
        """How many errors of its own the simulator had in calls of the tenant.

        Of a simulator in this process they are known without a call.
        """
        here = IN_PROCESS.get(self._connection.url)
        known = here.internal_errors(self.name) if here else None
        return self.describe()["internal_errors"] if known is None else known

    def describe(self) -> tenants.Tenant:
        """What the simulator knows of the tenant now."""
        return self._call(tenants.GET_TENANT, self.name)

    def scenario(
        self, scenario: str | Mapping[str, Any] | None = None
    ) -> scenario_contract.ScenarioInForce:
        """The scenario in force; one that is given is loaded first: by shipped name, or whole."""
        if scenario is None:
            return self._call(scenario_contract.GET_SCENARIO)
        body = {"name": scenario} if isinstance(scenario, str) else scenario
        answer = self._call(scenario_contract.PUT_SCENARIO, body=body)
        expects = (answer["scenario"] or {}).get("expect")
        self.unverified = answer["name"] or "" if expects else ""
        return answer

    def fixtures(self, given: Mapping[str, Any] | None = None) -> fixtures_contract.Fixtures:
        """The resources that the tenant finds; what is given is added first."""
        if given is None:
            return self._call(fixtures_contract.GET_FIXTURES)
        return self._call(fixtures_contract.PUT_FIXTURES, body=given)

    def verify(self, *expectations: Mapping[str, Any]) -> None:
        """Check expectations against calls and resources; without any, those of the scenario.

        They are what ``expect`` of a scenario may have: ``{"invariant": "no_orphans"}``. Raises
        :class:`ExpectationMissedError` listing the calls that prove it.
        """
        if not expectations:
            self.unverified = ""
        error = missed_error(self.calls.verify(expectations or None))
        if error:
            raise error

    def virtual_time(self) -> "VirtualTime":
        """A context manager: in its block, sleeping moves the tenant's clock, and shows its time.

        Entering it raises :class:`~cs_simulator.client.virtual_time.VirtualTimeError` for a clock
        that runs by itself.
        """
        from cs_simulator.client.virtual_time import VirtualTime

        return VirtualTime(self._connection, self.name, self.clock)

    def timeline(self, cluster_id: str = "") -> Timeline:
        """Tasks with all their steps, past and expected."""
        return self._call(GET_TIMELINE, **({"cluster": cluster_id} if cluster_id else {}))

    def picture(self, cluster_id: str = "") -> Picture:
        """The timeline as it is drawn: rows of bars and marks."""
        return self._call(GET_PICTURE, **({"cluster": cluster_id} if cluster_id else {}))

    def decisions(self, **chosen: str) -> Sequence[calls.Decision]:
        """Every rule that matched, with what it drew, and whether it acted."""
        return self._call(calls.LIST_DECISIONS, **chosen)["decisions"]

    def snapshot(self, name: str = "snapshot") -> snapshots.Snapshot:
        """Save everything that the tenant has now under a name."""
        return self.snapshots.save(name)

    def restore(self, name: str = "snapshot") -> None:
        """Make the tenant what it was when the snapshot was taken."""
        self.snapshots.load(name)

    def fork(self, snapshot: str = "snapshot") -> "Tenant":
        """A new tenant that is what this one was when the snapshot was taken."""
        return Tenant(self._connection, self.snapshots.fork(snapshot))

    def reset(self, *keep: str) -> ClearedTenant:
        """Make the tenant as new, except for what is named: ``calls``, ``clock``, ``fixtures``."""
        return self._call(tenants.RESET_TENANT, body={"keep": keep})

    def delete(self) -> None:
        """Delete the tenant with everything it has."""
        self._call(tenants.DELETE_TENANT, self.name)


class Tenant(TenantClient):
    """An isolated world of a simulator: all that a test needs to know of it and to do with it."""

    def __init__(self, connection: Connection, described: Mapping[str, Any]) -> None:
        super().__init__(connection, described["tenant"])
        self.endpoint: str = described["endpoint"]
        """The address to give to a client."""
        self.access_key_id: str = described.get("access_key_id", self.name)
        self.access_key_secret: str = described.get("access_key_secret", "")
        self.seed: int = described["seed"]
        self.region_id: str = described["region_id"]
        self.vpc_id: str = described["vpc_id"]
        self.vswitch_id: str = described["vswitch_id"]
        self.began: str = described.get("now", "")
        """The virtual instant at which the tenant was made, or first known here."""
        self._creations = self._pools = 0

    @classmethod
    def make(cls, connection: Connection, **options: Any) -> "Tenant":
        """A new tenant: ``seed``, ``clock``, ``fixtures``, ``scenario``, ``quotas``, ``ttl``."""
        body = {name: value for name, value in options.items() if value is not None}
        return cls(connection, new_tenants.make(connection, body))

    @classmethod
    def of_name(cls, connection: Connection, name: str) -> "Tenant":
        """The tenant of that name, without a secret; a first call makes it exist."""
        connection.call(ADVANCE_CLOCK, body={"by": 0}, tenant=name)
        described = connection.call(tenants.GET_TENANT, name)
        return cls(connection, described)

    @property
    def host(self) -> str:
        """The endpoint without its scheme, as the SDKs take it."""
        return self.endpoint.partition("://")[2]

    def creation(self, *, type: str = "", **given: Any) -> dict[str, Any]:  # noqa: A002
        """A body that ``POST /clusters`` accepts, with the given fields.

        *type* is the API's type of the cluster, ``ManagedKubernetes``, or that with a profile,
        ``ManagedKubernetes/Serverless``; without it, a Swarm cluster. Each body has a name and
        address blocks of its own. Raises ``ValueError`` for a *type* that there is not, and for a
        field that is misspelt.
        """
        from cs_simulator.cluster_types import registry, type_of_body
        from cs_simulator.scenarios.suggestions import instead

        known = [kind for found in registry().all for kind in found.kind_names]
        if type and type not in known:
            raise ValueError(f"there is no type of cluster {type!r}{instead(type, known)}")
        refuse_misspelt("CreateCluster", given)
        self._creations += 1
        cluster_type, _, profile = type.partition("/")
        named = {"cluster_type": cluster_type, "profile": profile}
        given = {**{name: value for name, value in named.items() if value}, **given}
        creation = type_of_body(registry(), given).creation
        network = creation.network(self.vpc_id, self.vswitch_id)
        return creation.example({"region_id": self.region_id, **network, **given}, self._creations)

    def node_pool(self, **given: Any) -> dict[str, Any]:
        """A body that ``POST /clusters/{cluster_id}/nodepools`` accepts, with the given fields.

        An object adds to the group of that name, ``kubernetes_config={"labels": […]}``; ``name``
        and ``desired_size`` need no group. Each body has a name of its own. Raises ``ValueError``
        for a field that is misspelt.
        """
        from cs_simulator.cluster_types import example_pool, registry

        refuse_misspelt("CreateClusterNodePool", given, also=("name", "desired_size"))
        self._pools += 1
        group = {"vswitch_ids": [self.vswitch_id], **given.pop("scaling_group", {})}
        return example_pool(registry(), {"scaling_group": group, **given}, self._pools)

    def legacy_client(self) -> "AcsClient":
        """A client of ``aliyun-python-sdk-core`` whose requests go to this tenant."""
        return official.legacy_client(
            self.endpoint, self.access_key_id, self.access_key_secret, self.region_id
        )

    def tea_client(self) -> Any:
        """A client of ``alibabacloud_cs20151215`` whose requests go to this tenant."""
        return official.tea_client(
            self.endpoint, self.access_key_id, self.access_key_secret, self.region_id
        )

    def kubeconfig(self, cluster: str) -> str:
        """The kubeconfig of a Kubernetes cluster that is up, by its id or its name: YAML."""
        return self.clusters.kubeconfig(cluster)["config"]

    def kubernetes_client(self, cluster: str) -> Any:
        """A client of ``kubernetes`` for a cluster that is up: ``kubernetes.client.ApiClient``."""
        return official.kubernetes_client(self.kubeconfig(cluster))

    def environment(self) -> dict[str, str]:
        """The variables that the SDKs, aliyun-cli and Terraform read for key and region."""
        return {
            "ALIBABA_CLOUD_ACCESS_KEY_ID": self.access_key_id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": self.access_key_secret,
            "ALIBABA_CLOUD_REGION_ID": self.region_id,
            "ALICLOUD_ACCESS_KEY": self.access_key_id,
            "ALICLOUD_SECRET_KEY": self.access_key_secret,
            "ALICLOUD_REGION": self.region_id,
            "CS_ENDPOINT": self.host,
            "VPC_ENDPOINT": self.host,
        }
