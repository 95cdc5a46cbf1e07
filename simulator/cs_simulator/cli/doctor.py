"""``cs-simulator doctor``: whether everything works, from the server to the life of a cluster."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypedDict

import click

from cs_simulator import __version__
from cs_simulator.cli._control_session import ControlSession, with_session
from cs_simulator.cli._output import prints
from cs_simulator.client import RefusedError, Tenant
from cs_simulator.client.server import check_ready, health
from cs_simulator.domain import instants
from cs_simulator.server.control.contract.server import Health

_SDKS = ("aliyun-python-sdk-core", "aliyun-python-sdk-cs", "alibabacloud_cs20151215")
_MOST_SKEW = 60.0
_SIGNS = {True: "ok  ", False: "FAIL", None: "----"}


class Check(TypedDict):
    """One check."""

    check: str
    ok: bool | None
    """Null for one that could not be tried."""
    detail: str


class Checks(TypedDict):
    """Whether everything works, as far as it was tried."""

    ok: bool
    checks: list[Check]


class _CheckError(Exception):
    """A check failed; the text says why."""


class _NotTriedError(Exception):
    """A check says nothing; the text says why."""


@click.command()
@prints(Checks)
@with_session
def doctor(session: ControlSession) -> None:
    """Check everything from the server to the life of a cluster.

    That is the server, its database, the clocks, the SDKs, and a cluster in a tenant of its own.
    Behind a proxy, the server is the replica that has the tenant.
    Exit code 1 if something is wrong.
    """
    checks = list(_checks(session))
    answer: Checks = {"ok": all(check["ok"] is not False for check in checks), "checks": checks}
    lines = (f"{_SIGNS[check['ok']]}  {check['check']}: {check['detail']}" for check in checks)
    session.show(answer, "\n".join(lines))
    if not answer["ok"]:
        sys.exit(1)


def _checks(session: ControlSession) -> Iterator[Check]:
    for name, check in _CHECKS:
        try:
            yield {"check": name, "ok": True, "detail": check(session)}
        except _NotTriedError as reason:
            yield {"check": name, "ok": None, "detail": f"not tried: {reason}"}
        except (_CheckError, RefusedError) as error:
            yield {"check": name, "ok": False, "detail": str(error)}


def _health(session: ControlSession) -> Health:
    """That of the replica which has the tenant, where there are several."""
    return health(session.connection, session.tenant.name)


def _server(session: ControlSession) -> str:
    found = _health(session)
    if found["version"] != __version__:
        raise _CheckError(f"its version is {found['version']}, that of this command {__version__}")
    replica = f", replica {found['replica']}" if found["replica"] else ""
    return f"{session.connection.url}, version {found['version']}, clock {found['clock']}{replica}"


def _database(session: ControlSession) -> str:
    check_ready(session.connection, session.tenant.name)
    return _health(session)["database"]


def _errors(session: ControlSession) -> str:
    found = _health(session)
    if found["problems"]:
        raise _CheckError("; ".join(f"{name}: {why}" for name, why in found["problems"].items()))
    if found["internal_errors"]:
        number = found["internal_errors"]
        raise _CheckError(f"{number} since its start, of the simulator itself; see its log")
    return "none since its start"


def _clocks(session: ControlSession) -> str:
    """The simulator checks the dates of signatures against its own clock."""
    wall_time = _health(session)["wall_time"]
    ahead = instants.from_text(wall_time) / instants.SECOND - time.time()
    if abs(ahead) > _MOST_SKEW:
        raise _CheckError(f"the simulator's is {ahead:+.0f} s off; signatures would be refused")
    return f"within {abs(ahead):.1f} s"


def _sdks(session: ControlSession) -> str:
    found = []
    for name in _SDKS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} is not installed")
    if all(name.endswith("is not installed") for name in found):
        raise _NotTriedError("none is installed here")
    return ", ".join(found)


def _life(session: ControlSession) -> str:
    """Create a cluster in a tenant of its own, where nothing goes wrong, until it is running."""
    tenant = Tenant.make(session.connection, clock="frozen", scenario={"name": "ack-healthy"})
    body = {
        "name": "doctor", "cluster_type": "ManagedKubernetes", "region_id": tenant.region_id,
        "vpcid": tenant.vpc_id, "vswitch_ids": [tenant.vswitch_id],
        "container_cidr": "172.20.0.0/16", "service_cidr": "172.21.0.0/20",
    }  # fmt: skip
    try:
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"acs {tenant.access_key_id}:unsigned",
        }
        _, raw = session.connection.send("POST", "/clusters", json.dumps(body).encode(), headers)
        answer: dict[str, Any] = json.loads(raw)
        if "cluster_id" not in answer:
            if health(session.connection, tenant.access_key_id)["auth"] == "enforce":
                raise _NotTriedError("calls must be signed here, and this command signs none")
            raise _CheckError(f"the creation was refused: {answer.get('code')}")
        tenant.clock.until(cluster=answer["cluster_id"])
        return "created and running"
    finally:
        tenant.delete()


_CHECKS: tuple[tuple[str, Callable[[ControlSession], str]], ...] = (
    ("server", _server),
    ("database", _database),
    ("errors", _errors),
    ("clocks", _clocks),
    ("SDKs", _sdks),
    ("a cluster's life", _life),
)
