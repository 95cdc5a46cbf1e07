"""What the commands that ask a running simulator share: where it is, about whom, how to tell."""

import json
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

from cs_simulator.cli.main import fail
from cs_simulator.client import Connection, RefusedError, UnreachableError

ENDPOINT_FILE = Path(".cs-simulator/endpoint")
"""Where ``start`` notes the address."""


class ControlSession:
    """A running simulator, the tenant that is meant, and whether JSON is wanted."""

    def __init__(self, connection: Connection, tenant: str, *, as_json: bool) -> None:
        self.connection = connection
        self.tenant = tenant
        self.as_json = as_json

    def ask(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """The answer to a call about the tenant."""
        return self.connection.ask(method, path, body, tenant=self.tenant, **query)

    def tell(self, told: Any, text: str | Callable[[], None]) -> None:
        """Print JSON if that is wanted, else the text, or whatever the function prints."""
        if self.as_json:
            click.echo(json.dumps(told))
        elif callable(text):
            text()
        else:
            click.echo(text)


def with_control_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that find a simulator, and a :class:`ControlSession` to use."""

    @click.option(
        "--url", envvar="CS_SIMULATOR_URL", show_envvar=True,
        help="Address of the simulator; by default of the one that was started in this folder.",
    )  # fmt: skip
    @click.option(
        "--tenant", default="default", show_default=True, help="AccessKey id of the tenant."
    )
    @click.option(
        "--token", envvar="CS_SIMULATOR_CONTROL_TOKEN", show_envvar=True,
        help="Token of the control plane, if it wants one.",
    )  # fmt: skip
    @click.option("--json", "as_json", is_flag=True, help="Print JSON.")
    @wraps(command)
    def asking(
        url: str | None, tenant: str, token: str | None, as_json: bool, **given: Any
    ) -> None:
        try:
            with Connection(url or noted_address(), token or "") as connection:
                command(ControlSession(connection, tenant, as_json=as_json), **given)
        except ValueError as problem:
            fail(f"--url: {problem}")
        except RefusedError as refused:
            fail(str(refused))
        except UnreachableError as problem:
            click.echo(f"cs-simulator: {problem}", err=True)
            sys.exit(1)

    return asking


def noted_address() -> str:
    """The address that ``start`` noted in this folder, or the usual one."""
    try:
        return ENDPOINT_FILE.read_text("utf-8").strip()
    except OSError:
        return "http://127.0.0.1:8015"


def table(titles: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows: as a table on a terminal, else as columns separated by tabs."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in [titles, *texts]:
            click.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=None, pad_edge=False)
    for title in titles:
        shown.add_column(title, overflow="fold")
    for row in texts:
        shown.add_row(*row)
    Console().print(shown)
