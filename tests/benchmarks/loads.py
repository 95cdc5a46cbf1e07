"""The two calls that loads are made of, and what a load of them costs."""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from tests.benchmarks import bodies, servers
from tests.benchmarks.figure import Effort, Sample
from tests.benchmarks.installation import Installation
from tests.benchmarks.servers import Server
from tests.benchmarks.wrk import put_load

_CREATE = """
local n = 0
request = function()
  n = n + 1
  local body = string.format([[%s]], n, math.floor(n / 256) %% 256, n %% 256)
  return wrk.format("POST", "/clusters", nil, body)
end
"""
# One VPC with room for 65,536 container blocks: a block of 10.0.0.0/8 for each cluster.
_BODY = json.dumps(
    bodies.swarm(
        name="bench-%d", subnet_cidr="10.%d.%d.0/24", vpc_id="vpc-bench", vswitch_id="vsw-bench"
    )
)


@dataclass(frozen=True)
class Call:
    """A call that is made again and again; *prepare* returns its path, once a server runs."""

    name: str
    method: str
    prepare: Callable[[Server], str]
    script: str = ""


def _a_cluster(server: Server) -> str:
    status, answer = server.ask("POST", "/clusters", bodies.swarm(name="described"))
    assert status == 202, answer
    return f"/clusters/{json.loads(answer)['cluster_id']}"


def _after_the_first(server: Server) -> str:
    """The first creation of a process loads modules; the group ``start`` measures that."""
    _a_cluster(server)
    return "/clusters"


READ = Call("DescribeClusterDetail", "GET", _a_cluster)
CREATE = Call("CreateCluster", "POST", _after_the_first, _CREATE % _BODY)


def under_load(
    opened: AbstractContextManager[Server], call: Call, connections: int, seconds: int
) -> Sample:
    """What a load costs a server.

    ``rate`` is requests a second, ``p99`` milliseconds, ``cpu`` microseconds of CPU for each
    request until the load ends, ``life`` the same until the process has ended: with everything
    that was put off, and with the end itself.
    """
    with opened as server:
        path = call.prepare(server)
        before = server.used()
        headers = servers.signed(call.method, path)
        load = put_load(server.url + path, headers, connections, seconds, call.script)
        after = server.used()
    return {
        "rate": load.rate,
        "p99": load.p99,
        "cpu": (after - before) / load.requests * 1e6,
        "life": (server.used_in_all - before) / load.requests * 1e6,
    }


Measure = Callable[[Installation, Effort], Mapping[str, float]]


def loaded(call: Call, connections: int, *options: str) -> Measure:
    """Measures an installation under load, on a frozen clock, with more options of ``serve``."""

    def measure(installation: Installation, effort: Effort) -> Sample:
        opened = servers.simulator(installation, "--clock", "frozen", *options)
        return under_load(opened, call, connections, effort.seconds)

    return measure


def bare_loaded(call: Call, connections: int) -> Measure:
    """Measures the bare server under the same load."""

    def measure(installation: Installation, effort: Effort) -> Sample:
        return under_load(servers.bare(installation), call, connections, effort.seconds)

    return measure


def at(connections: int) -> str:
    """How rows say how many connections there were."""
    return f"at {connections} connection{'s' * (connections > 1)}"
