"""Every kind of fault with one small rule of it, and how its effect is seen from outside.

``shows_effect(play, number)`` does once what the rule is about, and returns whether the fault was
seen;
*number* makes the cluster that it needs another one than before.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from json import loads

from cs_simulator.cluster_types import example_pool, registry, type_of_body
from cs_simulator.cluster_types.ack.creation import example as ack_example
from cs_simulator.kubernetes.watching import Watch
from cs_simulator.server.app import SIMULATOR

from tests.support.own_api import PODS, call_own_api, make_pod
from tests.support.scenario_client import ScenarioClient

IsHurt = Callable[[ScenarioClient, int], Awaitable[bool]]


@dataclass(frozen=True, kw_only=True)
class KindCase:
    """A rule of one kind, without its id, and how it is seen to act."""

    then: object
    shows_effect: IsHurt
    when: dict | None = None
    phase: str | None = None

    def rule(self, **more):
        """The rule as a scenario has it."""
        optional = {"when": self.when, "phase": self.phase}
        return {
            "id": "shown",
            "then": self.then,
            **{name: value for name, value in optional.items() if value},
            **more,
        }


# ---- calls of a cluster's own API


async def of_cluster(play, number, target):
    """Call the API of a running cluster of that number, which is made if it is not there yet."""
    answer = await call_own_api(play.api, await a_cluster(play, number), target)
    return play.api.app[SIMULATOR], answer


async def a_cluster(play, number):
    """The id of a running cluster of that number, which is made if it is not there yet."""
    found = (await play.control("GET", "clusters"))["clusters"]
    ids = {cluster["name"]: cluster["cluster_id"] for cluster in found}
    if f"k{number}" in ids:
        return ids[f"k{number}"]
    made = await play.call("POST", "/clusters", ack_example({"name": f"k{number}"}, number))
    await play.advance()
    return made.ok()["cluster_id"]


async def api_is_away(play, number):
    _, answer = await of_cluster(play, number, "/api/v1/nodes")
    return (answer.status, answer.code) == (503, "ServiceUnavailable")


def ends(piece) -> IsHurt:
    """A watch of nodes ends at once, with what its last line then says."""

    async def shows_effect(play, number):
        simulator, answer = await of_cluster(play, number, "/api/v1/nodes?watch=true")
        assert answer.status == 200, answer
        watch = Watch(answer.watch, answer.watch_end)
        tenant = simulator.tenants.loaded["default"]
        lines = watch.lines(tenant.world, tenant.kept_serial, tenant.now(0.0))
        return watch.is_over and piece in b"".join(lines)

    return shows_effect


# ---- pods


async def a_pod(play, number, by):
    """Make a pod of that number on the only node of a cluster, and let it run; returns it."""
    cluster_id = await a_cluster(play, 1)
    if not (await play.control("GET", f"clusters/{cluster_id}"))["nodes"]:
        await a_node_pool(play, f"/clusters/{cluster_id}", desired_size=1)
    await make_pod(play.api, cluster_id, f"shown-{number}")
    await play.advance(by=by)
    answer = await call_own_api(play.api, cluster_id, f"{PODS}/shown-{number}")
    return loads(answer.body)


def waits_for(reason, *, by="2m") -> IsHurt:
    """The container of a pod waits for that, and does not run."""

    async def shows_effect(play, number):
        pod = await a_pod(play, number, by)
        (status,) = pod["status"]["containerStatuses"]
        assert ("running" in status["state"]) == ("waiting" not in status["state"])
        return status["state"].get("waiting", {}).get("reason") == reason

    return shows_effect


async def runs_and_is_not_ready(play, number):
    pod = await a_pod(play, number, "10m")
    assert pod["status"]["phase"] == "Running"
    return not pod["status"]["containerStatuses"][0]["ready"]


async def is_killed_once(play, number):
    pod = await a_pod(play, number, "4m")
    (status,) = pod["status"]["containerStatuses"]
    killed = status["lastState"].get("terminated", {}).get("reason") == "OOMKilled"
    assert (status["restartCount"], status["ready"]) == (int(killed), True)
    return killed


async def is_evicted(play, number):
    status = (await a_pod(play, number, "10m"))["status"]
    assert (status["phase"] == "Failed") == ("reason" in status)
    return status.get("reason") == "Evicted"


# ---- calls


def code_of(body):
    """The code of a refusal, in either dialect."""
    return body.get("Code", body.get("code"))


def refused(status, code) -> IsHurt:
    """A creation is refused with that status and code, and nothing is created."""

    async def shows_effect(play, number):
        found, body = await play.create(number)
        is_made = f"c{number}" in await play.names()
        assert is_made == (found == 202), (found, body)
        assert found in (202, status), body
        return (found, code_of(body)) == (status, code)

    return shows_effect


def broken(piece, *, is_done) -> IsHurt:
    """A creation has no readable answer, and was done or not."""

    async def shows_effect(play, number):
        status, problem = await play.create(number)
        is_broken = status == 0 and piece in f"{type(problem).__name__}: {problem}"
        is_made = f"c{number}" in await play.names()
        assert is_made == (is_done or not is_broken), (status, problem)
        return is_broken

    return shows_effect


async def succeeds_without_effect(play, number):
    status, body = await play.create(number)
    assert status == 202, body
    return f"c{number}" not in await play.names()


async def fails_with_effect(play, number):
    status, body = await play.create(number)
    assert f"c{number}" in await play.names()
    return (status, code_of(body)) == (500, "InternalError")


async def is_done_twice(play, number):
    status, body = await play.create(number)
    assert f"c{number}" in await play.names()
    return (status, code_of(body)) == (400, "InvalidCidrBlock.Overlapped")


async def is_throttled(play, _number):
    answers = [await play.call("GET", "/clusters") for _ in range(2)]
    return [(status, code_of(body)) for status, body in answers if status != 200] == [
        (400, "Throttling.User")
    ]


async def is_worse_later(play, _number):
    answers = [await play.call("GET", "/clusters")]
    await play.advance(by="1m")
    answers.append(await play.call("GET", "/clusters"))
    return 503 in [status for status, _ in answers]


async def is_not_seen(play, number):
    cluster_id = await play.created(number)
    status, _ = await play.call("GET", f"/clusters/{cluster_id}")
    return status == 404


async def is_not_listed(play, number):
    await play.created(number)
    _, listed = await play.call("GET", "/clusters")
    return f"c{number}" not in {cluster["name"] for cluster in listed}


async def is_mislabelled(play, number):
    answer = await play.api.get(f"/clusters?name=c{number}")
    assert await answer.json(content_type=None) == []
    return answer.content_type == "text/html"


def a_kubernetes_cluster(number, **changes):
    """The body of a creation, whose name and blocks differ from those with another number."""
    return type_of_body(registry(), changes).creation.example(changes, number)


def lacks_role(code) -> IsHurt:
    """The creation of a Kubernetes cluster is refused with that code; that of others is not."""

    async def shows_effect(play, number):
        body = a_kubernetes_cluster(number, cluster_type="ManagedKubernetes", name=f"c{number}")
        status, answer = await play.call("POST", "/clusters", body)
        assert (f"c{number}" in await play.names()) == (status == 202), answer
        await play.created(number + 50)
        address = "https://ram.console.aliyun.com/#/role/authorize?request=%7B%22Services%22%3A"
        return (status, code_of(answer)) == (400, code) and address in answer["message"]

    return shows_effect


async def a_managed_cluster(play, number):
    """Create a Kubernetes cluster that runs; returns its path."""
    body = a_kubernetes_cluster(number, cluster_type="ManagedKubernetes", name=f"c{number}")
    created = (await play.call("POST", "/clusters", body)).ok()
    await play.advance()
    return f"/clusters/{created['cluster_id']}"


async def a_node_pool(play, path, **changes):
    """Create a node pool and let it be made; returns its path."""
    body = example_pool(registry(), changes, 1)
    created = (await play.call("POST", f"{path}/nodepools", body)).ok()
    await play.advance()
    return f"{path}/nodepools/{created['nodepool_id']}"


async def refuses_a_second_pool(play, number):
    """While one pool is made, another one is refused; at rest, the same is accepted."""
    path = f"{await a_managed_cluster(play, number)}/nodepools"
    first = example_pool(registry(), {"name": "one", "desired_size": 1}, 1)
    second = example_pool(registry(), {"name": "two"}, 1)
    (await play.call("POST", path, first)).ok()
    status, answer = await play.call("POST", path, second)
    await play.advance()
    assert len((await play.call("GET", path)).ok()["nodepools"]) == 1 + (status == 200)
    message = "cannot operate cluster where state is scaling"
    refusal = (status, code_of(answer), answer.get("message"))
    return refusal == (400, "InvalidStatus.Forbidden", message)


async def keeps_its_node(play, number):
    """The removal of a node is over, and the node is still there."""
    pool = await a_node_pool(play, await a_managed_cluster(play, number), desired_size=1)
    [shown] = (await play.control("GET", f"pools/{pool.rpartition('/')[2]}"))["nodes"]
    query = f"instance_ids=%5B%22{shown['instance_id']}%22%5D&drain_node=true&release_node=true"
    (await play.call("DELETE", f"{pool}/nodes?{query}")).ok()
    await play.advance(by="25m")
    during = (await play.call("GET", pool)).ok()["status"]
    await play.advance()
    after = (await play.call("GET", pool)).ok()["status"]
    assert after["state"] == "active"
    return (during["state"], after["total_nodes"]) == ("removing_nodes", 1)


async def has_no_kubeconfig_yet(play, number):
    """A cluster runs, and its kubeconfig comes a minute later."""
    path = f"/k8s/{(await a_managed_cluster(play, number)).rpartition('/')[2]}/user_config"
    status, answer = await play.call("GET", path)
    await play.advance(by="2m")
    assert (await play.call("GET", path)).ok()["config"]
    return (status, code_of(answer)) == (400, "ErrorClusterState")


async def lacks_its_state(play, number):
    cluster_id = await play.created(number)
    status, body = await play.call("GET", f"/clusters/{cluster_id}")
    assert (status, body["size"]) == (200, 1)
    return "state" not in body and body["name"] is None and body["new"] == [1]


async def loses_its_connection(play, number):
    """An answer is right, and the next request on the same connection is not looked at."""
    (await play.call("GET", "/clusters")).ok()
    status, problem = await play.create(number)
    assert (f"c{number}" in await play.names()) == (status == 202), problem
    return status == 0


async def waits_for_its_turn(play, number):
    """While one cluster is made, another one is refused; then it is accepted."""
    await play.created(number)
    status, answer = await play.create(number + 20)
    assert (f"c{number + 20}" in await play.names()) == (status == 202)
    await play.advance()
    return (status, code_of(answer)) == (409, "OperationConflict")


async def has_another_header(play, _number):
    answer = await play.api.get("/clusters")
    assert answer.status == 200
    return answer.headers.get("X-Cache") == "HIT"


async def is_slow_to_answer(play, _number):
    before = (await play.control("GET", "clock"))["now"]
    assert (await play.call("GET", "/clusters")).status == 200
    return _seconds(before, (await play.control("GET", "clock"))["now"]) == 60


# ---- tasks


def failed(code, *, stage) -> IsHurt:
    """A creation ends badly with that code, at that stage."""

    async def shows_effect(play, number):
        cluster = await play.settled(number)
        (task,) = cluster["tasks"]
        timeline = await play.control("GET", f"timeline?cluster={cluster['cluster_id']}")
        steps = timeline["tasks"][0]["steps"]
        bad = {step["stage"] for step in steps if step["status"] == "failed"}
        assert (cluster["state"] == "failed") == bool(bad) == (task["state"] == "failed")
        return (task["error_code"], bad) == (code, {stage})

    return shows_effect


async def is_stuck(play, number):
    return (await play.settled(number))["state"] == "initial"


async def is_slow_to_create(play, number):
    cluster = await play.settled(number)
    assert cluster["state"] == "running"
    (task,) = cluster["tasks"]
    return _seconds(task["created"], task["updated"]) > 1000


async def is_partly_there(play, number):
    cluster = await play.settled(number, size=3)
    assert cluster["state"] == "running"
    return [node["state"] for node in cluster["nodes"]].count("failed") == 1


async def has_its_nodes_words(play, number):
    cluster = await play.settled(number)
    log = await play.log(cluster["cluster_id"])
    assert ("init: giving up" in log) == (cluster["state"] == "failed")
    return "0 of 1 received:\nGet:1" in log


async def is_lost_later(play, number):
    cluster = await play.settled(number)
    assert cluster["state"] == "running"
    return cluster["nodes"][0]["is_lost"]


async def comes_and_goes(play, number):
    cluster = await play.settled(number)
    log = await play.log(cluster["cluster_id"])
    assert not cluster["nodes"][0]["is_lost"]
    return (log.count("is disconnected"), log.count("is back")) == (2, 2)


async def cannot_be_deleted(play, number):
    cluster = await play.settled(number)
    path = f"/clusters/{cluster['cluster_id']}"
    assert (await play.call("DELETE", path)).status == 202
    await play.advance()
    status, body = await play.call("GET", path)
    return status == 200 and body["state"] == "delete_failed"


async def is_throttled_inside(play, number):
    cluster = await play.settled(number)
    assert cluster["state"] == "running"
    return "was throttled and tried again 2 times" in await play.log(cluster["cluster_id"])


def _seconds(one, other):
    return (datetime.fromisoformat(other) - datetime.fromisoformat(one)).total_seconds()


CREATE = {"operation": "CreateCluster"}
LIST = {"operation": "DescribeClusters"}
SHOWN = {"namespace": "default"}

KIND_CASES = {
    # answers
    "error": KindCase(
        then={"error": "ServiceUnavailable"},
        when=CREATE,
        shows_effect=refused(503, "ServiceUnavailable"),
    ),
    "throttle": KindCase(then={"throttle": "1/h"}, when=LIST, shows_effect=is_throttled),
    "quota": KindCase(then="quota", shows_effect=refused(400, "QuotaExceeded.Cluster")),
    "role_missing": KindCase(
        then="role_missing", shows_effect=lacks_role("ErrManagedAddonRoleNotAttach")
    ),
    "cluster_busy": KindCase(then="cluster_busy", shows_effect=refuses_a_second_pool),
    "api_not_ready": KindCase(then="api_not_ready", shows_effect=has_no_kubeconfig_yet),
    "unauthorized": KindCase(
        then="unauthorized", when=CREATE, shows_effect=refused(404, "InvalidAccessKeyId.NotFound")
    ),
    "forbidden": KindCase(
        then="forbidden", when=CREATE, shows_effect=refused(403, "StatusForbidden")
    ),
    "maintenance": KindCase(
        then="maintenance",
        when=CREATE,
        shows_effect=refused(503, "ServiceUnavailable.RegionMaintaining"),
    ),
    "outage": KindCase(then="outage", when=CREATE, shows_effect=refused(503, "ServiceUnavailable")),
    "degradation": KindCase(
        then={"degradation": {"ramp": "1m"}}, when=LIST, shows_effect=is_worse_later
    ),
    # transport
    "delay": KindCase(
        then={"delay": {"takes": "1m", "virtual": True}}, when=LIST, shows_effect=is_slow_to_answer
    ),
    "reset": KindCase(
        then="reset", when=CREATE, shows_effect=broken("reset by peer", is_done=False)
    ),
    "empty": KindCase(
        then="empty", when=CREATE, shows_effect=broken("ServerDisconnected", is_done=True)
    ),
    "truncate": KindCase(
        then={"truncate": 20}, when=CREATE, shows_effect=broken("ClientPayloadError", is_done=True)
    ),
    "malformed": KindCase(then="malformed", when=CREATE, shows_effect=broken("JSON", is_done=True)),
    "hang": KindCase(
        then={"hang": "20ms"}, when=CREATE, shows_effect=broken("ServerDisconnected", is_done=False)
    ),
    "wrong_content_type": KindCase(
        then="wrong_content_type", when=LIST, shows_effect=is_mislabelled, phase="read"
    ),
    "edit_answer": KindCase(
        then={"edit_answer": {"set": {"new": [1]}, "drop": "state", "null": ["name"]}},
        when={"operation": "DescribeClusterDetail"},
        shows_effect=lacks_its_state,
    ),
    "stale_connection": KindCase(
        then="stale_connection", when=LIST, shows_effect=loses_its_connection
    ),
    "task_limit": KindCase(then="task_limit", shows_effect=waits_for_its_turn),
    "answer_headers": KindCase(
        then={"answer_headers": {"headers": {"X-Cache": "HIT"}}},
        when=LIST,
        shows_effect=has_another_header,
    ),
    # ambiguity
    "lost_reply": KindCase(
        then="lost_reply", when=CREATE, shows_effect=broken("reset by peer", is_done=True)
    ),
    "error_after_commit": KindCase(
        then="error_after_commit", when=CREATE, shows_effect=fails_with_effect
    ),
    "ghost_success": KindCase(
        then="ghost_success", when=CREATE, shows_effect=succeeds_without_effect
    ),
    "stale_read": KindCase(
        then={"stale_read": "1h"},
        when={"operation": "DescribeClusterDetail"},
        shows_effect=is_not_seen,
    ),
    "list_lag": KindCase(then={"list_lag": "1h"}, shows_effect=is_not_listed),
    "duplicate_delivery": KindCase(
        then="duplicate_delivery", when=CREATE, shows_effect=is_done_twice
    ),
    # tasks
    "fail": KindCase(
        then={"fail": "QuotaExceeded.Eip"},
        when={"stage": "boot"},
        shows_effect=failed("QuotaExceeded.Eip", stage="boot"),
    ),
    "api_away": KindCase(then="api_away", shows_effect=api_is_away),
    "watch_cut": KindCase(then="watch_cut", shows_effect=ends(b"")),
    "watch_expired": KindCase(then="watch_expired", shows_effect=ends(b"too old resource version")),
    "no_stock": KindCase(
        then="no_stock", shows_effect=failed("OperationDenied.NoStock", stage="ecs")
    ),
    "stuck": KindCase(then="stuck", when={"stage": "init"}, shows_effect=is_stuck),
    "slow": KindCase(then={"slow": 20}, when={"stage": "init"}, shows_effect=is_slow_to_create),
    "partial": KindCase(then={"partial": 1}, shows_effect=is_partly_there),
    "init_timeout": KindCase(then="init_timeout", shows_effect=has_its_nodes_words),
    "ready_then_lost": KindCase(then="ready_then_lost", shows_effect=is_lost_later),
    "flapping": KindCase(then={"flapping": 2}, shows_effect=comes_and_goes),
    "delete_fails": KindCase(then="delete_fails", shows_effect=cannot_be_deleted),
    "drain_timeout": KindCase(then="drain_timeout", shows_effect=keeps_its_node),
    "eip_quota": KindCase(then="eip_quota", shows_effect=failed("QuotaExceeded.Eip", stage="eip")),
    "slb_quota": KindCase(
        then="slb_quota", shows_effect=failed("ORDER.QUANTITY_INVALID", stage="slb")
    ),
    "address_exhausted": KindCase(
        then="address_exhausted", shows_effect=failed("InvalidVSwitchId.IpNotEnough", stage="ecs")
    ),
    # pods
    "image_pull_fails": KindCase(
        then="image_pull_fails", when=SHOWN, shows_effect=waits_for("ImagePullBackOff")
    ),
    "crash_loop": KindCase(
        then="crash_loop", when=SHOWN, shows_effect=waits_for("CrashLoopBackOff")
    ),
    "never_ready": KindCase(then="never_ready", when=SHOWN, shows_effect=runs_and_is_not_ready),
    "out_of_memory": KindCase(
        then={"out_of_memory": "3m"}, when=SHOWN, shows_effect=is_killed_once
    ),
    "evicted": KindCase(then="evicted", when=SHOWN, shows_effect=is_evicted),
    "throttled_inside": KindCase(
        then={"throttled_inside": 2}, when={"stage": "ecs"}, shows_effect=is_throttled_inside
    ),
}
