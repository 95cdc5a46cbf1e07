"""Ten thousand pods on a thousand nodes of one cluster: applied, settled, listed and watched."""

import json
import statistics
import time
from typing import Any

import orjson
from cs_simulator.operations import Answer, Incoming
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.tenant import Tenant

from tests.benchmarks import bodies
from tests.benchmarks.inside import DAY, a_post, memory, settings

SECOND = 1_000_000
SETTLES = 30
"""After how many virtual seconds all pods of an apply are ready."""
_TIMES = 5
ROOM = 1_000
"""How many pods each Deployment has."""
_DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments"
_PODS = "/api/v1/namespaces/default/pods"


class Api:
    """The Kubernetes API of the only cluster of a tenant."""

    def __init__(self, simulator: Simulator, tenant: Tenant, cluster_id: str) -> None:
        self.simulator, self.tenant, self.cluster_id = simulator, tenant, cluster_id

    async def ask(self, method: str, path: str, body: object = None) -> Answer:
        """Make a call that is not refused."""
        from cs_simulator.operations import ClusterCaller  # an older version has none

        raw_path, _, query = path.partition("?")
        raw = b"" if body is None else orjson.dumps(body)
        options = dict(pair.split("=") for pair in query.split("&") if pair)
        incoming = Incoming(
            method, raw_path, path, options, raw, "application/json", "",
            headers={"Accept": "application/json", "Content-Type": "application/json"},
            cluster_caller=ClusterCaller(self.cluster_id, "kubernetes-admin"),
        )  # fmt: skip
        answer = await self.simulator.dispatcher.answer("default", incoming)
        assert answer.status < 300, answer
        return answer

    async def move(self, seconds: int) -> None:
        """Let virtual time pass."""
        await self.simulator.advance(self.tenant, self.tenant.now(0.0) + seconds * SECOND)

    async def replicas(self, count: int) -> int:
        """How many pods of so many Deployments are available."""
        found = 0
        for number in range(count):
            answer = await self.ask("GET", f"{_DEPLOYMENTS}/web-{number}")
            found += json.loads(answer.body)["status"].get("availableReplicas", 0)
        return found


def a_deployment(number: int) -> dict[str, Any]:
    """A Deployment as people apply it, of pods with requests."""
    labels = {"app": f"web-{number}"}
    container = {
        "name": "app",
        "image": "registry.example.com/shop/web:1.0",
        "ports": [{"name": "http", "containerPort": 8080}],
        "resources": {"requests": {"cpu": "100m", "memory": "64Mi"}},
    }
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": f"web-{number}", "labels": labels},
        "spec": {
            "replicas": ROOM,
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": {"containers": [container]}},
        },
    }


async def a_cluster(simulator: Simulator, nodes: int) -> Api:
    """A cluster whose nodes are ready, and whose own components run."""
    tenant = await simulator.tenants.get("default")
    body = bodies.kubernetes(
        name="crowded", container_cidr="10.32.0.0/13", service_cidr="10.64.0.0/20",
        vpcid="vpc-crowded", vswitch_ids=["vsw-crowded"],
        nodepools=[bodies.pool("default", nodes, "vsw-crowded")],
    )  # fmt: skip
    created = await simulator.dispatcher.answer("default", a_post("/clusters", body))
    assert created.status == 202, created
    await simulator.advance(tenant, tenant.now(0.0) + DAY)
    api = Api(simulator, tenant, orjson.loads(created.body)["cluster_id"])
    found = orjson.loads((await api.ask("GET", "/api/v1/nodes")).body)["items"]
    assert len(found) == nodes, len(found)
    await api.move(2 * 3600)
    return api


class Watcher:
    """A watch of the pods, read after each virtual second."""

    def __init__(self, api: Api, begun: Answer) -> None:
        from cs_simulator.kubernetes.watching import Watch, WatchStart

        assert isinstance(begun.watch, WatchStart), begun
        self._api, self._watch = api, Watch(begun.watch)
        self.events = 0
        self.seconds = 0.0

    def read(self) -> None:
        """Take what has been committed since."""
        tenant, began = self._api.tenant, time.thread_time()
        self.events += len(self._watch.lines(tenant.world, tenant.kept_serial, tenant.now(0.0)))
        self.seconds += time.thread_time() - began
        assert not self._watch.is_over


async def apply(api: Api, first: int, last: int, watcher: Watcher | None = None) -> float:
    """Have Deployments run; returns the CPU seconds of each of their pods."""
    began = time.thread_time()
    for number in range(first, last):
        await api.ask("POST", _DEPLOYMENTS, a_deployment(number))
    for _ in range(SETTLES):
        await api.move(1)
        if watcher is not None:
            await api.simulator.flush(api.tenant)
            watcher.read()
    took = time.thread_time() - began - (watcher.seconds if watcher is not None else 0)
    return took / (last - first) / ROOM


async def listed(api: Api, pods: int) -> dict[str, float]:
    """What a list of all pods takes, against turning the same data into JSON."""
    took, plain = [], []
    for _ in range(_TIMES):
        began = time.thread_time()
        answer = await api.ask("GET", _PODS)
        took.append(time.thread_time() - began)
        items = orjson.loads(answer.body)
        began = time.thread_time()
        orjson.dumps(items)
        plain.append(time.thread_time() - began)
    assert len(items["items"]) == pods
    middle = statistics.median(took)
    return {"list": middle * 1e3, "list_ratio": middle / statistics.median(plain)}


async def measure(folder: str, nodes: int = 1_000, pods: int = 10_000) -> dict[str, float]:
    """CPU times are those of the thread that runs everything.

    ``few`` and ``many`` are milliseconds for one of the first and of the last thousand pods.
    """
    async with Simulator.open(settings(f"{folder}/workloads.db")) as simulator:
        began = time.thread_time()
        api = await a_cluster(simulator, nodes)
        found = {"cluster": time.thread_time() - began}
        before, count = memory(), pods // ROOM
        few = await apply(api, 0, 1)
        await apply(api, 1, count - 1)
        watcher = Watcher(api, await api.ask("GET", f"{_PODS}?watch=true"))
        many = await apply(api, count - 1, count, watcher)
        assert await api.replicas(count) == pods
        found["memory"] = (memory() - before) * 1024 / pods
        return {
            **found, **await listed(api, pods),
            "few": few * 1e3, "many": many * 1e3, "ratio": many / few,
            "event": watcher.seconds / watcher.events * 1e6, "events": watcher.events / ROOM,
        }  # fmt: skip
