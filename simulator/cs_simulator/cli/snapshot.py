"""``cs-simulator snapshot``: everything that a tenant has, kept, loaded, forked, carried away."""

from pathlib import Path

import click

from cs_simulator.cli._control_session import ControlSession, table, with_control_options
from cs_simulator.cli.main import fail
from cs_simulator.client.connection import segment


@click.group()
def snapshot() -> None:
    """Keep everything that a tenant has, and go on from there."""


@snapshot.command("list")
@with_control_options
def list_snapshots(asked: ControlSession) -> None:
    """List the tenant's snapshots."""
    told = asked.ask("GET", "snapshots")
    rows = [(each["name"], each["taken"], each["now"]) for each in told["snapshots"]]
    asked.tell(told, lambda: table(("name", "taken", "virtual time"), rows))


@snapshot.command()
@click.argument("name")
@with_control_options
def save(asked: ControlSession, name: str) -> None:
    """Keep everything that the tenant has now under a NAME; what had that name is replaced.

    Example: cs-simulator snapshot save before-the-upgrade
    """
    told = asked.ask("PUT", f"snapshots/{segment(name)}")
    asked.tell(told, f"{name}: {sum(told['rows'].values())} rows")


@snapshot.command()
@click.argument("name")
@with_control_options
def load(asked: ControlSession, name: str) -> None:
    """Make the tenant what it was when the snapshot NAME was taken.

    Example: cs-simulator snapshot load before-the-upgrade
    """
    told = asked.ask("POST", f"snapshots/{segment(name)}/load")
    asked.tell(told, f"{told['tenant']}: {told['now']}, {told['clusters']} clusters")


@snapshot.command()
@click.argument("name")
@click.option("--as", "as_name", help="Name of the new tenant; one is invented without it.")
@with_control_options
def fork(asked: ControlSession, name: str, as_name: str | None) -> None:
    """Make a new tenant of the snapshot NAME, and print the new one's name.

    Example: cs-simulator snapshot fork before-the-upgrade --as what-if
    """
    body = {"name": as_name} if as_name else {}
    told = asked.ask("POST", f"snapshots/{segment(name)}/fork", body)
    asked.tell(told, told["tenant"])


@snapshot.command()
@click.argument("name")
@with_control_options
def delete(asked: ControlSession, name: str) -> None:
    """Delete the snapshot NAME.

    Example: cs-simulator snapshot delete before-the-upgrade
    """
    told = asked.ask("DELETE", f"snapshots/{segment(name)}")
    asked.tell(told, f"{name}: deleted")


@snapshot.command()
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@with_control_options
def download(asked: ControlSession, name: str, file: Path) -> None:
    """Write the snapshot NAME to a FILE, which another simulator can take in.

    Example: cs-simulator snapshot download before-the-upgrade before.db
    """
    asked.ask("GET", f"snapshots/{segment(name)}")  # says why, if there is none
    _, raw = asked.connection.ask_raw("GET", f"snapshots/{segment(name)}/file", tenant=asked.tenant)
    try:
        file.write_bytes(raw)
    except OSError as problem:
        fail(f"{file}: {problem.strerror}")
    asked.tell({"name": name, "file": str(file), "bytes": len(raw)}, f"{file}: {len(raw)} bytes")


@snapshot.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("name")
@with_control_options
def upload(asked: ControlSession, file: Path, name: str) -> None:
    """Take a FILE that was downloaded, here or elsewhere, in as the snapshot NAME.

    Example: cs-simulator snapshot upload before.db before-the-upgrade
    """
    try:
        raw = file.read_bytes()
    except OSError as problem:
        fail(f"{file}: {problem.strerror}")
    told = asked.ask("PUT", f"snapshots/{segment(name)}/file", raw)
    asked.tell(told, f"{name}: {sum(told['rows'].values())} rows")
