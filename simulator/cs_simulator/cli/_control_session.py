"""What the commands that call a running simulator share: which one, the tenant, the output."""

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from cs_simulator.cli._output import fail, show
from cs_simulator.client import Connection, RefusedError, TenantClient, UnreachableError

# Seconds that an answer may take: longer than a proxy waits for a replica that is away, before it
# says so (tests/examples/shared: 30 s).
ANSWER = 45.0
LONG_ANSWER = 300.0  # one that runs or copies much
_MOST = 86_400.0


class ControlSession:
    """A running simulator, the client of a tenant, and whether JSON is printed."""

    def __init__(self, connection: Connection, tenant: str, token: str, *, as_json: bool) -> None:
        self.connection = connection
        self.token = token
        """The token of the control plane; empty if it needs none, as far as is known."""
        self.tenant = TenantClient(connection, tenant)
        self.as_json = as_json

    def show(self, answer: Any, text: str | Callable[[], None]) -> None:
        """Print JSON if that is wanted, else the text, or whatever the function prints."""
        show(answer, text, as_json=self.as_json)


def with_session(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that find a simulator, and a :class:`ControlSession` to use."""
    return session_of(ANSWER)(command)


def session_of(
    patience: float, *, of_tenant: bool = True
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The same, for a command whose answers may take *patience* seconds.

    One that is not about a tenant, or that takes its name otherwise, has no ``--tenant``.
    """
    with_tenant: Callable[[Callable[..., None]], Callable[..., None]] = click.option(
        "--tenant", default="default", show_default=True, envvar="CS_SIMULATOR_TENANT",
        show_envvar=True, help="AccessKey id of the tenant.",
    )  # fmt: skip

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @click.option(
            "--url", envvar="CS_SIMULATOR_URL", show_envvar=True,
            help="Address of the simulator; by default the one that was started in this folder.",
        )  # fmt: skip
        @(with_tenant if of_tenant else _as_it_is)
        @click.option(
            "--token", envvar="CS_SIMULATOR_CONTROL_TOKEN", show_envvar=True,
            help="Token of the control plane, if it needs one.",
        )  # fmt: skip
        @click.option(
            "--answer-timeout", default=patience, show_default=True,
            envvar="CS_SIMULATOR_ANSWER_TIMEOUT", help="Seconds that an answer may take.",
        )  # fmt: skip
        @wraps(command)
        def run(
            url: str | None,
            token: str | None,
            answer_timeout: float,
            as_json: bool,
            tenant: str = "default",
            **given: Any,
        ) -> None:
            if not 0 < answer_timeout <= _MOST:
                fail(f"--answer-timeout {answer_timeout:g}: give seconds, above 0, at most a day")
            found, found_token = (url, "" if token else token_of(url)) if url else of_this_folder()
            try:
                known = token or found_token
                with Connection(found, known, patience=answer_timeout) as opened:
                    command(ControlSession(opened, tenant, known, as_json=as_json), **given)
            except ValueError as error:
                fail(f"--url: {error}")
            except RefusedError as error:
                fail(error)
            except UnreachableError as error:
                fail(f"{error}{_of_variable(found)}", exit_code=1)

        return run

    return decorate


def _as_it_is(command: Callable[..., None]) -> Callable[..., None]:
    return command


def _of_variable(url: str) -> str:
    """Where an address comes from that the command line need not have named; empty if it has."""
    if os.environ.get("CS_SIMULATOR_URL") != url:
        return ""
    return "; CS_SIMULATOR_URL names that address: unset it to use the simulator of this folder"


def token_of(url: str) -> str:
    """The token of the simulator at an address, if it is one of ours on this machine."""
    from cs_simulator.runtime import presence

    same = (one for one in presence.all_running() if one.url == url.rstrip("/"))
    return next((one.token for one in same), "")


def of_this_folder() -> tuple[str, str]:
    """Address and token of the simulator that was started in this folder.

    Without one the command ends: whoever listens on the usual port may be somebody else's.
    """
    from cs_simulator.runtime import presence

    try:
        found = presence.of_folder(Path())
    except PermissionError as error:
        fail(f"{error.filename}: {error.strerror}; name a simulator with --url")
    if not found:
        others = [str(one) for one in presence.all_running()]
        listed = f"; elsewhere on this machine: {', '.join(others)}" if others else ""
        fail(
            "no simulator was started in this folder: cs-simulator start starts one, and --url or"
            f" CS_SIMULATOR_URL names another, such as http://127.0.0.1:8015{listed}"
        )
    if len(found) > 1:
        fail(f"several run in this folder: {', '.join(map(str, found))}; name one with --url")
    return found[0].url, found[0].token
