"""Two hundred clusters, each with a watch of its nodes: memory and latency."""

import asyncio
import base64
import json
import ssl
import statistics
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import yaml

from tests.benchmarks import bodies
from tests.benchmarks.installation import Installation
from tests.benchmarks.servers import Server, simulator

CLUSTERS = 200
WRITES = 100
NODES = "/api/v1/nodes"
PATCH = {"Content-Type": "application/merge-patch+json"}
QUOTAS = [f"--quota={name}=100000" for name in ("kubernetes_clusters", "managed_clusters")]


def ok(server: Server, method: str, path: str, body: object = None) -> dict:
    status, answer = server.ask(method, path, body)
    assert status < 300, answer
    return json.loads(answer)


def create(server: Server, number: int) -> str:
    """A cluster with one pool of one node; returns its id."""
    body = bodies.kubernetes(
        name=f"watched-{number}",
        container_cidr=f"172.{20 + number // 128}.{number % 128 * 2}.0/23",
        service_cidr="192.168.240.0/20",
        nodepools=[bodies.pool("default", 1)],
    )
    return ok(server, "POST", "/clusters", body)["cluster_id"]


def address(server: Server, cluster_id: str, folder: Path) -> tuple[str, ssl.SSLContext]:
    """The address in the kubeconfig of a cluster, and the TLS of its user."""
    config = yaml.safe_load(ok(server, "GET", f"/k8s/{cluster_id}/user_config")["config"])
    cluster, user = config["clusters"][0]["cluster"], config["users"][0]["user"]
    trusted = base64.b64decode(cluster["certificate-authority-data"]).decode()
    context = ssl.create_default_context(cadata=trusted)
    for name in ("certificate", "key"):
        (folder / name).write_bytes(base64.b64decode(user[f"client-{name}-data"]))
    context.load_cert_chain(folder / "certificate", folder / "key")
    return cluster["server"], context


async def latencies(addresses: list[tuple[str, ssl.SSLContext]], server: Server) -> dict:
    """Milliseconds from the sending of a write to its event, with a watch of each cluster open."""
    async with AsyncExitStack() as stack:
        sessions = [
            await stack.enter_async_context(
                aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=context))
            )
            for _, context in addresses
        ]
        names = []
        for (url, _), session in zip(addresses, sessions, strict=True):
            async with session.get(url + NODES) as answer:
                names.append((await answer.json())["items"][0]["metadata"]["name"])
        called = server.resident_mib()
        watches = [
            await stack.enter_async_context(session.get(f"{url}{NODES}?watch=true"))
            for (url, _), session in zip(addresses, sessions, strict=True)
        ]
        for watch in watches:
            await watch.content.readline()  # the node as it is
        watched = server.resident_mib()
        took = []
        for number in range(WRITES):
            place = number % len(addresses)
            url, session = addresses[place][0], sessions[place]
            body = {"metadata": {"annotations": {"example.com/written": str(number)}}}
            began = time.perf_counter()
            async with session.patch(
                f"{url}{NODES}/{names[place]}", json=body, headers=PATCH
            ) as answer:
                assert answer.status == 200, await answer.text()
            line = json.loads(await watches[place].content.readline())
            took.append((time.perf_counter() - began) * 1000)
            written = line["object"]["metadata"]["annotations"]["example.com/written"]
            assert written == str(number), line
        return {"called": called, "watched": watched, "p50": statistics.median(took)}


def measure(installation: Installation, clusters: int = CLUSTERS) -> dict[str, float]:
    """KiB per cluster: there, called, with a watch; and the median latency in milliseconds."""
    with (
        tempfile.TemporaryDirectory() as folder,
        simulator(installation, "--clock=frozen", *QUOTAS, master_port="0") as server,
    ):
        first = create(server, 0)
        ok(server, "POST", "/_simulator/clock/advance?tenant=bench", {"until": "idle"})
        address(server, first, Path(folder))  # what the first of all calls loads is counted once
        before = server.resident_mib()
        ids = [create(server, number) for number in range(1, clusters + 1)]
        ok(server, "POST", "/_simulator/clock/advance?tenant=bench", {"until": "idle"})
        there = server.resident_mib()
        addresses = [address(server, cluster_id, Path(folder)) for cluster_id in ids]
        found = asyncio.run(latencies(addresses, server))
    per = 1024 / clusters
    return {
        "there": (there - before) * per,
        "called": (found["called"] - there) * per,
        "watch": (found["watched"] - found["called"]) * per,
        "p50": found["p50"],
    }
