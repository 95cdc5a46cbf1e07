"""What the commands that call a running simulator share: its address, the tenant, the output."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from cs_simulator.cli._output import fail, show
from cs_simulator.client import Connection, RefusedError, TenantClient, UnreachableError

ENDPOINT_FILE = Path(".cs-simulator/endpoint")
"""Where ``start`` writes the address."""


class ControlSession:
    """A running simulator, the client of a tenant, and whether JSON is printed."""

    def __init__(self, connection: Connection, tenant: str, *, as_json: bool) -> None:
        self.connection = connection
        self.tenant = TenantClient(connection, tenant)
        self.as_json = as_json

    def show(self, answer: Any, text: str | Callable[[], None]) -> None:
        """Print JSON if that is wanted, else the text, or whatever the function prints."""
        show(answer, text, as_json=self.as_json)


def with_session(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that find a simulator, and a :class:`ControlSession` to use."""

    @click.option(
        "--url", envvar="CS_SIMULATOR_URL", show_envvar=True,
        help="Address of the simulator; by default the one that was started in this folder.",
    )  # fmt: skip
    @click.option(
        "--tenant", default="default", show_default=True, help="AccessKey id of the tenant."
    )
    @click.option(
        "--token", envvar="CS_SIMULATOR_CONTROL_TOKEN", show_envvar=True,
        help="Token of the control plane, if it needs one.",
    )  # fmt: skip
    @wraps(command)
    def run(url: str | None, tenant: str, token: str | None, as_json: bool, **given: Any) -> None:
        try:
            with Connection(url or noted_address(), token or "") as connection:
                command(ControlSession(connection, tenant, as_json=as_json), **given)
        except ValueError as error:
            fail(f"--url: {error}")
        except RefusedError as error:
            fail(error)
        except UnreachableError as error:
            fail(error, exit_code=1)

    return run


def noted_address() -> str:
    """The address that ``start`` wrote in this folder, or the usual one."""
    try:
        return ENDPOINT_FILE.read_text("utf-8").strip()
    except OSError:
        return "http://127.0.0.1:8015"
