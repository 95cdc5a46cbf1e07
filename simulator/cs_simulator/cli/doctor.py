"""``cs-simulator doctor``: whether everything is as it must be, from here to a cluster's end."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click

from cs_simulator import __version__
from cs_simulator.cli._control_session import ControlSession, with_control_options
from cs_simulator.client import RefusedError
from cs_simulator.client.tenant import Tenant
from cs_simulator.domain import instants

_SDKS = ("aliyun-python-sdk-core", "aliyun-python-sdk-cs", "alibabacloud_cs20151215")
_SKEW = 60.0


@click.command()
@with_control_options
def doctor(asked: ControlSession) -> None:
    """Check the server, its database, the clocks, the SDKs, and a cluster's whole life.

    Exit code 1 if something is wrong.
    """
    found = list(_examined(asked))
    told = [{"check": name, "ok": ok, "told": text} for name, ok, text in found]
    lines = [f"{'ok  ' if ok else 'FAIL'}  {name}: {text}" for name, ok, text in found]
    asked.tell({"ok": all(ok for _, ok, _ in found), "checks": told}, "\n".join(lines))
    if not all(ok for _, ok, _ in found):
        sys.exit(1)


def _examined(asked: ControlSession) -> Iterator[tuple[str, bool, str]]:
    for name, examine in _CHECKS:
        try:
            yield name, True, examine(asked)
        except (AssertionError, RefusedError) as problem:
            yield name, False, str(problem)


def _server(asked: ControlSession) -> str:
    told = asked.connection.ask("GET", "health")
    if told["version"] != __version__:
        raise AssertionError(f"it is {told['version']}, and this command is {__version__}")
    return f"{asked.connection.url}, version {told['version']}, clock {told['clock']}"


def _database(asked: ControlSession) -> str:
    asked.connection.ask("GET", "readyz")
    return str(asked.connection.ask("GET", "health")["database"])


def _clocks(asked: ControlSession) -> str:
    """The simulator judges the dates of signatures by its own clock."""
    told = asked.connection.ask("GET", "health")["wall_time"]
    ahead = instants.from_text(told) / instants.SECOND - time.time()
    if abs(ahead) > _SKEW:
        raise AssertionError(f"the simulator's is {ahead:+.0f} s off; signatures would be refused")
    return f"within {abs(ahead):.1f} s"


def _sdks(asked: ControlSession) -> str:
    found = []
    for name in _SDKS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} is not installed")
    return ", ".join(found)


def _life(asked: ControlSession) -> str:
    """Make a cluster in a tenant of its own, where nothing goes wrong, and let it grow up."""
    tenant = Tenant.make(asked.connection, clock="frozen", scenario={"name": "healthy"})
    body = {
        "name": "doctor", "size": 1, "network_mode": "vpc", "vpc_id": tenant.vpc_id,
        "vswitch_id": tenant.vswitch_id, "subnet_cidr": "172.28.0.0/24",
        "instance_type": "ecs.n1.small", "password": "Doctor-1234",
        "data_disk_category": "cloud_ssd", "data_disk_size": 40,
    }  # fmt: skip
    try:
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"acs {tenant.access_key_id}:unsigned",
        }
        _, raw = asked.connection.send("POST", "/clusters", json.dumps(body).encode(), headers)
        answer: dict[str, Any] = json.loads(raw)
        if "cluster_id" not in answer:
            return f"not tried: {answer.get('code')} (calls must be signed here)"
        tenant.clock.until(cluster=answer["cluster_id"])
        return "created and running"
    finally:
        tenant.delete()


_CHECKS: tuple[tuple[str, Callable[[ControlSession], str]], ...] = (
    ("server", _server),
    ("database", _database),
    ("clocks", _clocks),
    ("SDKs", _sdks),
    ("a cluster's life", _life),
)
