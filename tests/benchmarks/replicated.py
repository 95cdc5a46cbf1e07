"""Replicas behind HAProxy as the shipped example has it, and loads of the calls of many tenants."""

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import bodies, servers
from tests.benchmarks.figure import Effort, Sample
from tests.benchmarks.installation import Installation
from tests.benchmarks.servers import Server, used_by_ended_processes
from tests.benchmarks.wrk import put_load
from tests.support.haproxy import proxying

CONNECTIONS = 64
TENANTS = tuple(f"team-{number}" for number in range(120))
THREE = ("cs-simulator-0", "cs-simulator-1", "cs-simulator-2")
ONE = THREE[:1]

_TURNS = """
local tenants, clusters = {%s}, {%s}
local requests, n = {}, 0
local function labelled(number)
  local key = "acs " .. tenants[number] .. ":x"
  return {["Authorization"] = key, ["Content-Type"] = "application/json"}
end
"""
_READ = """
function init(args)
  for number = 1, #tenants do
    requests[number] = wrk.format("GET", "/clusters/" .. clusters[number], labelled(number))
  end
end
request = function()
  n = n %% #tenants + 1
  return requests[n]
end
"""
_CREATE = """
request = function()
  n = n + 1
  local body = string.format([[%s]], n, math.floor(n / 256) %% 256, n %% 256)
  return wrk.format("POST", "/clusters", labelled(n %% #tenants + 1), body)
end
"""
_BODY = json.dumps(
    bodies.swarm(
        name="bench-%d", subnet_cidr="10.%d.%d.0/24", vpc_id="vpc-bench", vswitch_id="vsw-bench"
    )
)
SCRIPTS = {"DescribeClusterDetail": _READ.replace("%%", "%"), "CreateCluster": _CREATE % _BODY}


@dataclass
class Arrangement:
    """Servers that are called at one address."""

    url: str
    replicas: Sequence[Server]
    proxy: int = 0
    """The id of the process of the proxy; 0 without one."""

    def ask(self, tenant: str, method: str, path: str, body: object) -> object:
        """The body of the answer to a call of a tenant, which must succeed."""
        server = Server(int(self.url.rpartition(":")[2]), self.replicas[0].process)
        status, answer = server.ask(method, path, body, key=tenant)
        assert status < 300, answer
        return json.loads(answer)


@contextmanager
def replicas(
    installation: Installation, names: Sequence[str], *, is_proxied: bool
) -> Iterator[Arrangement]:
    """Replicas on a frozen clock, each on a file of its own, with or without the proxy."""
    options = ("--clock", "frozen", "--journal", "all")
    with ExitStack() as opened:
        running = [
            opened.enter_context(servers.simulator(installation, *options, "--replica", name))
            for name in names
        ]
        if not is_proxied:
            yield Arrangement(running[0].url, running)
            return
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        start = opened.enter_context(proxying(folder))
        addresses = [f"127.0.0.1:{server.port}" for server in running]
        proxy = start(dict(zip(names, addresses, strict=True)))
        yield Arrangement(proxy.url, running, proxy.process.pid)


@contextmanager
def bare(installation: Installation) -> Iterator[Arrangement]:
    """The bare server."""
    with servers.bare(installation) as server:
        yield Arrangement(server.url, [server])


def loaded(arrangement: Arrangement, operation: str, effort: Effort) -> Sample:
    """What a load costs: ``rate`` in requests/s, and microseconds of CPU for each request.

    ``cpu`` is that of the replicas, ``proxy`` that of HAProxy, ``client`` that of wrk.
    """
    clusters = [
        arrangement.ask(tenant, "POST", "/clusters", bodies.swarm(name="first"))["cluster_id"]  # type: ignore[index]
        for tenant in TENANTS
    ]
    script = _TURNS % (_listed(TENANTS), _listed(clusters)) + SCRIPTS[operation]
    before, proxied = _used(arrangement), _used_by(arrangement.proxy)
    client = used_by_ended_processes()
    load = put_load(arrangement.url, {}, CONNECTIONS, effort.seconds, script)
    client = used_by_ended_processes() - client
    return {
        "rate": load.rate,
        "cpu": (_used(arrangement) - before) / load.requests * 1e6,
        "proxy": (_used_by(arrangement.proxy) - proxied) / load.requests * 1e6,
        "client": client / load.requests * 1e6,
    }


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(f'"{text}"' for text in texts)


def _used(arrangement: Arrangement) -> float:
    return sum(server.used() for server in arrangement.replicas)


def _used_by(pid: int) -> float:
    """Seconds of CPU that a process has used so far; nothing for no process."""
    return servers.used_by(pid) if pid else 0.0


def grown(installation: Installation, tenants: int) -> Sample:
    """KiB of memory and of disk for each tenant with one cluster, in one replica."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "state.db"
        with servers.simulator(installation, "--clock", "frozen", db=str(file)) as server:
            server.ask("POST", "/clusters", bodies.swarm(), key="first")
            before = server.resident_mib()
            for number in range(tenants):
                status, answer = server.ask("POST", "/clusters", bodies.swarm(), key=f"t-{number}")
                assert status == 202, answer
            memory = server.resident_mib() - before
        disk = sum(os.path.getsize(each) for each in Path(folder).iterdir())
    return {"memory": memory * 1024 / tenants, "disk": disk / 1024 / tenants}
