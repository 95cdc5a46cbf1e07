"""``cs-simulator snapshot``: everything that a tenant has, saved, loaded, forked, exported."""

from pathlib import Path
from typing import TypedDict

import click

from cs_simulator.cli._control_session import LONG_ANSWER, ControlSession, session_of
from cs_simulator.cli._group import Group
from cs_simulator.cli._output import fail, prints, table
from cs_simulator.server.control.contract.snapshots import Snapshot, SnapshotList
from cs_simulator.server.control.contract.tenants import NewTenant, Tenant
from cs_simulator.server.control.contract.values import Deleted


class Downloaded(TypedDict):
    """The file of a snapshot."""

    name: str
    file: str
    bytes: int


@click.group(cls=Group)
def snapshot() -> None:
    """Save, load, fork, export and import a tenant's snapshots."""


@snapshot.command("list")
@prints(SnapshotList)
@session_of(LONG_ANSWER)
def list_snapshots(session: ControlSession) -> None:
    """List the tenant's snapshots."""
    found = session.tenant.snapshots.list()
    rows = [(saved["name"], saved["taken"], saved["now"]) for saved in found]
    titles = ("name", "taken", "virtual time")
    session.show(SnapshotList(snapshots=found), lambda: table(titles, rows))


@snapshot.command()
@click.argument("name")
@prints(Snapshot)
@session_of(LONG_ANSWER)
def save(session: ControlSession, name: str) -> None:
    """Save everything that the tenant has now.

    A snapshot of the same NAME is replaced.

    Example: cs-simulator snapshot save before-the-upgrade
    """
    _show(session, session.tenant.snapshots.save(name))


@snapshot.command()
@click.argument("name")
@prints(Tenant)
@session_of(LONG_ANSWER)
def load(session: ControlSession, name: str) -> None:
    """Make the tenant what it was when the snapshot was taken.

    NAME is that of the snapshot.

    Example: cs-simulator snapshot load before-the-upgrade
    """
    tenant = session.tenant.snapshots.load(name)
    under = f", under {tenant['scenario']!r}" if tenant["scenario"] else ", without a scenario"
    text = f"{tenant['tenant']}: {tenant['now']}, {tenant['clusters']} clusters{under}"
    session.show(tenant, text)


@snapshot.command()
@click.argument("name")
@click.option("--as", "as_name", help="Name of the new tenant; invented by default.")
@prints(NewTenant)
@session_of(LONG_ANSWER)
def fork(session: ControlSession, name: str, as_name: str | None) -> None:
    """Make a new tenant of a snapshot, and print its name.

    NAME is that of the snapshot.

    Example: cs-simulator snapshot fork before-the-upgrade --as what-if
    """
    tenant = session.tenant.snapshots.fork(name, as_name or "")
    session.show(tenant, tenant["tenant"])


@snapshot.command()
@click.argument("name")
@prints(Deleted)
@session_of(LONG_ANSWER)
def delete(session: ControlSession, name: str) -> None:
    """Delete the snapshot NAME.

    Example: cs-simulator snapshot delete before-the-upgrade
    """
    session.tenant.snapshots.delete(name)
    session.show(Deleted(deleted=name), f"{name}: deleted")


@snapshot.command()
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@prints(Downloaded)
@session_of(LONG_ANSWER)
def download(session: ControlSession, name: str, file: Path) -> None:
    """Write the snapshot NAME to a FILE.

    Another simulator can import it with snapshot upload.

    Example: cs-simulator snapshot download before-the-upgrade before.db
    """
    raw = session.tenant.snapshots.download(name)
    try:
        file.write_bytes(raw)
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    answer: Downloaded = {"name": name, "file": str(file), "bytes": len(raw)}
    session.show(answer, f"{file}: {len(raw)} bytes")


@snapshot.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("name")
@prints(Snapshot)
@session_of(LONG_ANSWER)
def upload(session: ControlSession, file: Path, name: str) -> None:
    """Import a downloaded FILE as the snapshot NAME.

    Example: cs-simulator snapshot upload before.db before-the-upgrade
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    _show(session, session.tenant.snapshots.upload(name, raw))


def _show(session: ControlSession, saved: Snapshot) -> None:
    session.show(saved, f"{saved['name']}: {sum(saved['rows'].values())} rows")
