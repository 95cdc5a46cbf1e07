"""The API of a Swarm cluster's manager, at the cluster's own address.

A cluster's ``master_url`` ends in its id. Its client certificate names the cluster too, so that an
address without the id works as well; with the certificate of another cluster it is refused. Errors
are plain text here, as those of the service.

What the service does: serves its application API and the Docker Remote API there (Alibaba Cloud
Container Service documentation, "Call methods" and "Connect by Docker tools"). Modelled are the
list of nodes, ``/version``, ``/info`` and ``/_ping``, which Docker's clients put below a version:
``/v1.50/version``.
"""

import re
from collections.abc import Sequence

import orjson
from aiohttp import web

from cs_simulator.domain.errors import TenantAwayError
from cs_simulator.operations import Answer, Incoming
from cs_simulator.runtime.certificates import cluster_of
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.simulator import Simulator

DOCKER_API, SWARM = "1.22", "swarm/1.2.8"
_VERSION = re.compile(r"^v1\.[0-9]{1,3}/")


class _RefusedError(Exception):
    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


async def answer(
    simulator: Simulator, request: web.Request, names: Sequence[tuple[str, str]]
) -> web.Response:
    """Answer a request at the address of a Swarm cluster; *names* are those of the certificate."""
    try:
        found = await _answer(simulator, request, names)
        return found if isinstance(found, web.Response) else _json(found)
    except _RefusedError as refused:
        return web.Response(status=refused.status, text=f"{refused}\n")
    except TenantAwayError as away:
        text = f"{away.code}: {away.at_clusters}\n"
        return web.Response(status=503, text=text, headers=dict(away.headers))
    except Exception:  # noqa: BLE001 - the one place that answers for the unexpected
        log.exception("master.broke", path=request.path)
        return web.Response(status=500, text="see the simulator's log\n")


async def _answer(
    simulator: Simulator, request: web.Request, names: Sequence[tuple[str, str]]
) -> object:
    tenant, cluster_id = _certified(names)
    path = _VERSION.sub("", _below(request.path, cluster_id))
    if request.method in ("GET", "HEAD") and path == "_ping":
        return web.Response(text="OK", headers={"Api-Version": DOCKER_API})
    if request.method != "GET" or path not in ("hosts", "version", "info"):
        raise _RefusedError(
            501,
            f"{request.method} /{path} is not modelled by this simulator: nothing runs on the"
            " cluster; GET /hosts/, /version, /info and /_ping are",
        )
    hosts = await _hosts(simulator, tenant, cluster_id, request)
    if path == "hosts":
        return hosts
    return _version() if path == "version" else _info(cluster_id, hosts)


def _certified(names: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Tenant and cluster of the certificate that the client presented."""
    certified = cluster_of(names)
    if certified is None:
        raise _RefusedError(403, "the certificate is not of a cluster; use the one from /certs")
    return certified


def _below(path: str, cluster_id: str) -> str:
    """The path below the cluster's address, without slashes at its ends."""
    first, _, rest = path.strip("/").partition("/")
    if first.lower() == cluster_id:
        return rest.strip("/")
    if len(first) == len(cluster_id) and first.lower().startswith("c"):
        raise _RefusedError(403, "the certificate belongs to another cluster")
    return path.strip("/")


async def _hosts(
    simulator: Simulator, tenant: str, cluster_id: str, request: web.Request
) -> list[dict[str, object]]:
    """The cluster's nodes: an ordinary call of the API, journalled with this request's path."""
    incoming = Incoming(
        method="GET",
        raw_path=f"/clusters/{cluster_id}/hosts",
        target=request.raw_path,
        query={},
        body=b"",
        content_type="",
        region_header="",
        received=simulator.system_clock.wall(),
    )
    answer: Answer = await simulator.dispatcher.answer(tenant, incoming)
    body = orjson.loads(answer.body)
    if answer.code:
        raise _RefusedError(answer.status, body.get("message") or body["Message"])
    hosts: list[dict[str, object]] = body
    return hosts


def _version() -> dict[str, object]:
    return {"ApiVersion": DOCKER_API, "Arch": "amd64", "Os": "linux", "Version": SWARM}


def _info(cluster_id: str, hosts: list[dict[str, object]]) -> dict[str, object]:
    """What ``docker info`` prints of a Swarm manager."""

    def total(name: str) -> int:
        return sum(value for host in hosts if isinstance(value := host[name], int))

    nodes = [["Nodes", str(len(hosts))]]
    for host in hosts:
        nodes += [[f" {host['Name']}", str(host["IP"])], ["  └ Status", str(host["Status"])]]
    return {
        "Architecture": "amd64",
        "Containers": total("Containers"),
        "ContainersPaused": total("ContainersPaused"),
        "ContainersRunning": total("ContainersRunning"),
        "ContainersStopped": total("ContainersStopped"),
        "Name": cluster_id,
        "OperatingSystem": "linux",
        "ServerVersion": SWARM,
        "SystemStatus": [["Role", "primary"], ["Strategy", "spread"], *nodes],
    }


def _json(body: object) -> web.Response:
    return web.Response(body=orjson.dumps(body), content_type="application/json", charset="utf-8")
