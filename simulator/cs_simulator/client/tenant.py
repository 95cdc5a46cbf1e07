"""A tenant as tests use it: its key pair, its ids, its clock, and everything that can be asked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cs_simulator.client import official
from cs_simulator.client.connection import Connection, segment
from cs_simulator.client.inline_yaml import flow

if TYPE_CHECKING:
    from aliyunsdkcore.client import AcsClient

Json = dict[str, Any]


class _Part:
    """Something of a tenant."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._name = name

    def _ask(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        given = {key: str(value) for key, value in query.items()}
        return self._connection.ask(method, path, body, tenant=self._name, **given)


class Clock(_Part):
    """The tenant's virtual time."""

    @property
    def now(self) -> str:
        """The virtual instant, as RFC 3339 in UTC."""
        now: str = self._ask("GET", "clock")["now"]
        return now

    def set(self, mode: str, rate: float | None = None) -> Json:
        """Change what moves time: ``frozen``, ``polling``, ``scaled``, ``realtime``."""
        body: Json = {"mode": mode} | ({} if rate is None else {"rate": rate})
        return self._ask("PUT", "clock", body)  # type: ignore[no-any-return]

    def advance(self, by: str | float) -> Json:
        """Move time by ``"5m"`` or seconds, running what is due; gives ``{now, ran, next}``."""
        return self._ask("POST", "clock/advance", {"by": by})  # type: ignore[no-any-return]

    def advance_to(self, instant: str) -> Json:
        """Move time to an instant, and run everything due."""
        return self._ask("POST", "clock/advance", {"to": instant})  # type: ignore[no-any-return]

    def until(self, *, cluster: str = "", task: str = "", state: str = "") -> Json:
        """Move time until a cluster or a task is in a state, or else until all is done."""
        until: Any = "idle"
        if cluster or task:
            what, key = ("cluster", cluster) if cluster else ("task", task)
            until = {what: key, "state": state or ("running" if cluster else "success")}
        return self._ask("POST", "clock/advance", {"until": until})  # type: ignore[no-any-return]


class Clusters(_Part):
    """What the tenant has, as the simulator sees it."""

    def list(self) -> Sequence[Json]:
        """All clusters with their nodes and tasks."""
        found: list[Json] = self._ask("GET", "clusters")["clusters"]
        return found

    def get(self, cluster_id: str) -> Json:
        """One cluster with its nodes and tasks."""
        return self._ask("GET", f"clusters/{segment(cluster_id)}")  # type: ignore[no-any-return]

    def force(self, cluster_id: str, state: str) -> Json:
        """Put a cluster in a state, ending what is under way; ``deleted`` makes it vanish."""
        path = f"clusters/{segment(cluster_id)}"
        return self._ask("PATCH", path, {"state": state})  # type: ignore[no-any-return]

    def lose_node(self, instance_id: str) -> Json:
        """Let the service lose a running node."""
        path = f"nodes/{segment(instance_id)}"
        return self._ask("PATCH", path, {"is_lost": True})  # type: ignore[no-any-return]

    def recover_node(self, instance_id: str) -> Json:
        """Bring a lost node back."""
        path = f"nodes/{segment(instance_id)}"
        return self._ask("PATCH", path, {"is_lost": False})  # type: ignore[no-any-return]


class Tasks(_Part):
    """What is under way, and moving it by hand."""

    def get(self, task_id: str) -> Json:
        """A task with the steps that are under way."""
        return self._ask("GET", f"tasks/{segment(task_id)}")  # type: ignore[no-any-return]

    def hold(self, task_id: str, instance_id: str = "") -> Json:
        """Let a task, or one node of it, stand still."""
        return self._patch(task_id, is_held=True, **_node(instance_id))

    def release(self, task_id: str, instance_id: str = "") -> Json:
        """Let it go on."""
        return self._patch(task_id, is_held=False, **_node(instance_id))

    def finish(self, task_id: str) -> Json:
        """Let everything that is left of it be done now."""
        return self._patch(task_id, state="success")

    def fail(self, task_id: str, code: str, message: str = "") -> Json:
        """Let it fail now, with that code."""
        return self._patch(task_id, state="failed", code=code, message=message)

    def _patch(self, task_id: str, **body: Any) -> Json:
        return self._ask("PATCH", f"tasks/{segment(task_id)}", body)  # type: ignore[no-any-return]


def _node(instance_id: str) -> dict[str, str]:
    return {"instance_id": instance_id} if instance_id else {}


class Calls(_Part):
    """The journal: the calls that came, and what was answered."""

    def list(self, **chosen: Any) -> Sequence[Json]:
        """The calls, oldest first, chosen by ``operation``, ``status``, ``code`` and others."""
        found: list[Json] = self._ask("GET", "calls", **chosen)["calls"]
        return found

    def count(self, **chosen: Any) -> int:
        """How many calls there are, chosen in the same way."""
        total: int = self._ask("GET", "calls/count", **chosen)["total"]
        return total

    def clear(self) -> int:
        """Forget them; gives how many there were."""
        cleared: int = self._ask("DELETE", "calls")["cleared"]
        return cleared

    def explain(self, request_id: str) -> Json:
        """Which rules were considered for a call, and what came of it."""
        path = f"calls/{segment(request_id)}/explain"
        return self._ask("GET", path)  # type: ignore[no-any-return]


class Faults(_Part):
    """The rules in force."""

    def list(self) -> Sequence[Json]:
        """The rules with matches, hits and what remains."""
        found: list[Json] = self._ask("GET", "faults")["faults"]
        return found

    def add(self, *rules: Json) -> Sequence[Json]:
        """Add rules, as a scenario writes them; one without ``id`` is called by its number."""
        numbered = [
            {"id": f"rule-{len(self.list()) + n}"} | each for n, each in enumerate(rules, 1)
        ]
        found: list[Json] = self._ask("PATCH", "faults", {"rules": numbered})["faults"]
        return found

    def remove(self, rule_id: str) -> None:
        """Take a rule away."""
        self._ask("DELETE", f"faults/{segment(rule_id)}")

    def clear(self) -> None:
        """Take all rules away."""
        self._ask("DELETE", "faults")

    def hits(self, rule_id: str) -> int:
        """How often a rule acted."""
        return next((int(each["hits"]) for each in self.list() if each["id"] == rule_id), 0)


class ExpectationMissedError(AssertionError):
    """The client did not behave as expected; the text names the calls that prove it."""


class Tenant(_Part):
    """An isolated world of a simulator: all that a test needs to know of it and to do with it."""

    def __init__(self, connection: Connection, described: Mapping[str, Any]) -> None:
        super().__init__(connection, described["tenant"])
        self.name: str = described["tenant"]
        self.endpoint: str = described["endpoint"]
        """The address to give to a client."""
        self.access_key_id: str = described.get("access_key_id", self.name)
        self.access_key_secret: str = described.get("access_key_secret", "")
        self.seed: int = described["seed"]
        self.region_id: str = described["region_id"]
        self.vpc_id: str = described["vpc_id"]
        self.vswitch_id: str = described["vswitch_id"]
        self.clock = Clock(connection, self.name)
        self.clusters = Clusters(connection, self.name)
        self.tasks = Tasks(connection, self.name)
        self.calls = Calls(connection, self.name)
        self.faults = Faults(connection, self.name)
        self._creations = 0

    @classmethod
    def make(cls, connection: Connection, **options: Any) -> "Tenant":
        """A new tenant: ``seed``, ``clock``, ``fixtures``, ``scenario``, ``quotas``, ``ttl``."""
        given = {name: value for name, value in options.items() if value is not None}
        return cls(connection, connection.ask("POST", "tenants", given))

    @property
    def host(self) -> str:
        """The endpoint without its scheme, as the SDKs want it."""
        return self.endpoint.partition("://")[2]

    def creation(self, **given: Any) -> Json:
        """A body that ``POST /clusters`` accepts, with what is given in it.

        Each body has a name and container addresses of its own.
        """
        from cs_simulator.scenarios.file import script

        self._creations += 1
        network = {"vpc_id": self.vpc_id, "vswitch_id": self.vswitch_id}
        return script.a_creation({"region_id": self.region_id, **network, **given}, self._creations)

    def legacy_client(self) -> "AcsClient":
        """A client of ``aliyun-python-sdk-core``, whose requests go to this tenant."""
        return official.legacy_client(self)

    def tea_client(self) -> Any:
        """A client of ``alibabacloud_cs20151215`` that asks this tenant."""
        return official.tea_client(self)

    def describe(self) -> Json:
        """What the simulator says of the tenant now."""
        return self._connection.ask("GET", f"tenants/{segment(self.name)}")  # type: ignore[no-any-return]

    def scenario(self, scenario: str | Json | None = None) -> Json:
        """The scenario in force; one that is given comes first: by shipped name, or whole."""
        if scenario is None:
            return self._ask("GET", "scenario")  # type: ignore[no-any-return]
        body = {"name": scenario} if isinstance(scenario, str) else scenario
        return self._ask("PUT", "scenario", body)  # type: ignore[no-any-return]

    def fixtures(self, given: Json | None = None) -> Json:
        """What the tenant finds; what is given is added first."""
        if given is not None:
            return self._ask("PUT", "fixtures", given)  # type: ignore[no-any-return]
        return self._ask("GET", "fixtures")  # type: ignore[no-any-return]

    def verify(self, *expectations: Json) -> None:
        """Hold expectations against the calls; with none, those of the scenario in force.

        Raises :class:`ExpectationMissedError` naming the calls that prove it.
        """
        if expectations:
            told = self._ask("POST", "calls/verify", {"expectations": list(expectations)})
        else:
            told = self._ask("POST", "scenario/verify", {})
        missed = [each for each in told["verdicts"] if not each["passed"]]
        if missed:
            raise ExpectationMissedError("\n".join(map(_missed, missed)))

    def timeline(self, cluster_id: str = "") -> Json:
        """Tasks, stages and steps per node, past and to come."""
        query = {"cluster": cluster_id} if cluster_id else {}
        return self._ask("GET", "timeline", **query)  # type: ignore[no-any-return]

    def decisions(self, **chosen: str) -> Sequence[Json]:
        """Every rule that was meant, with what it drew and what came of it."""
        found: list[Json] = self._ask("GET", "decisions", **chosen)["decisions"]
        return found

    def snapshot(self, name: str = "snapshot") -> Json:
        """Keep everything that the tenant has now under a name."""
        return self._ask("PUT", f"snapshots/{segment(name)}")  # type: ignore[no-any-return]

    def restore(self, name: str = "snapshot") -> None:
        """Make the tenant what it was when the snapshot was taken."""
        self._ask("POST", f"snapshots/{segment(name)}/load")

    def fork(self, snapshot: str = "snapshot") -> "Tenant":
        """A new tenant that is what this one was when the snapshot was taken."""
        made = self._ask("POST", f"snapshots/{segment(snapshot)}/fork", {})
        return Tenant(self._connection, made)

    def reset(self, *keep: str) -> None:
        """Make the tenant as new, but for what is named: ``calls``, ``clock``, ``fixtures``."""
        self._ask("POST", "reset", {"keep": list(keep)})

    def delete(self) -> None:
        """Forget the tenant for good."""
        self._connection.ask("DELETE", f"tenants/{segment(self.name)}")

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
        }


def in_a_line(call: Mapping[str, Any]) -> str:
    """A call of the journal: when, what, and how it was answered."""
    answer = f"{call['status'] or 'no answer'} {call['code'] or ''}".strip()
    return f"{call['time']} {call['method']} {call['path']} -> {answer}"


def _missed(verdict: Json) -> str:
    proof = "".join(f"\n    {in_a_line(call)}" for call in verdict["calls"][:20])
    return f"{flow(verdict['expectation'])}: {verdict['reason']}{proof}"
