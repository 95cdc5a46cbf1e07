"""``cs-simulator tenants``: which there are, and moving one to another simulator."""

import click

from cs_simulator.cli._control_session import LONG_ANSWER, ControlSession, session_of, token_of
from cs_simulator.cli._group import Group
from cs_simulator.cli._output import echo, fail, prints, table
from cs_simulator.client import Connection, RefusedError
from cs_simulator.client.moves import (
    Moved,
    MoveFailedError,
    TargetUnreachableError,
    TenantMove,
    last_move,
)
from cs_simulator.domain.errors import UsageError
from cs_simulator.server.control.contract.moves import Move
from cs_simulator.server.control.contract.tenants import LIST_TENANTS, TenantNames


@click.group(cls=Group)
def tenants() -> None:
    """List the tenants, and move one to another simulator."""


@tenants.command("list")
@prints(TenantNames)
@click.option("--replica", metavar="NAME",
    help="Which of several replicas is to list its tenants; each knows only its own.",
)  # fmt: skip
@session_of(LONG_ANSWER, of_tenant=False)
def list_tenants(session: ControlSession, replica: str | None) -> None:
    """List the tenants, with those that move or have moved to elsewhere.

    Of several replicas one has to be named, even if its own address is given.
    """
    chosen = {"replica": replica} if replica else {}
    try:
        found = session.connection.call(LIST_TENANTS, **chosen)
    except RefusedError as refused:
        if refused.code != "ReplicaRequired":
            raise
        fail(f"{refused}; this command takes its name as --replica NAME")
    session.show(found, lambda: table(("tenant", "state", "where"), _rows(found)))


def _rows(found: TenantNames) -> list[tuple[str, str, str]]:
    """Name, state and what is to be known besides: where it goes, or what is damaged."""
    moves, damaged = found["moves"], found["damaged"]
    rows: list[tuple[str, str, str]] = []
    for name in sorted({*found["tenants"], *moves}):
        move = moves.get(name)
        if move is not None:
            rows.append((name, move["state"], _place(move["url"], move["replica"])))
        else:
            rows.append((name, "damaged" if name in damaged else "here", damaged.get(name, "")))
    return rows


@tenants.command()
@click.argument("name", metavar="TENANT")
@click.option("--to", help="Address of the simulator that it moves to.")
@click.option(
    "--to-token", envvar="CS_SIMULATOR_TO_TOKEN", show_envvar=True,
    help="Token of the control plane of that one; by default that of --url.",
)  # fmt: skip
@click.option("--cancel", is_flag=True, help="Take a move back that has not arrived.")
@click.option(
    "--target-is-lost", is_flag=True,
    help="With --cancel: do not ask the other simulator, which is gone for good.",
)  # fmt: skip
@prints(Moved)
@session_of(LONG_ANSWER, of_tenant=False)
def move(
    session: ControlSession,
    name: str,
    to: str | None,
    to_token: str | None,
    *,
    cancel: bool,
    target_is_lost: bool,
) -> None:
    """Move a TENANT with all that it has to another simulator.

    It is closed while it moves: its calls are refused, to be tried again. Whatever breaks half-way,
    nothing is lost, and the same command goes on. Secrets do not move: key pairs that the control
    plane has made. The file goes through this machine.

    Example: cs-simulator tenants move team-a --to http://127.0.0.1:8025
    """
    if target_is_lost and not cancel:
        fail("--target-is-lost is about --cancel")
    noted = last_move(session.connection, name) if cancel else None
    if cancel and (noted is None or noted["state"] != "leaving"):
        fail(_not_leaving(name, session.connection.url, noted), exit_code=1)
    url = to or (noted and noted["url"])
    if not url:
        fail("--to: give the address of the simulator that it moves to")
    try:
        known = to_token or token_of(url) or session.token  # replicas share one
        with Connection(url, known, patience=LONG_ANSWER, advice="check the address") as target:
            moving = TenantMove(name, session.connection, target)
            if noted is not None:
                moved = moving.cancel(noted, target_is_lost=target_is_lost)
            else:
                moved = moving.run()
    except ValueError as error:
        fail(f"--to: {error}")
    except (MoveFailedError, TargetUnreachableError, UsageError) as error:
        fail(error, exit_code=1)
    session.show(moved, lambda: _say(moved))


def _not_leaving(name: str, url: str, noted: Move | None) -> str:
    """Why there is nothing to cancel, and what to do instead."""
    if noted is None or noted["state"] != "left" or not noted["url"]:
        return f"the tenant {name!r} is not leaving {url}"
    return (
        f"the tenant {name!r} has left for {_place(noted['url'], noted['replica'])}; to have it"
        f" back, move it: cs-simulator tenants move {name} --url {noted['url']} --to {url}"
    )


def _say(moved: Moved) -> None:
    place, rows = _place(moved["url"], moved["replica"]), sum(moved["rows"].values())
    if moved["is_canceled"]:
        echo(f"{moved['tenant']}: open again at {place}")
        return
    echo(f"{moved['tenant']}: lives at {place}: {rows} rows, {moved['snapshots']} snapshots")
    for left_out in moved["not_moved"]:
        echo(f"did not move: {left_out}")


def _place(url: str | None, replica: str | None) -> str:
    return f"{url} (replica {replica})" if replica else url or ""
