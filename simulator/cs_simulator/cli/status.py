"""``cs-simulator status``: which simulator runs in this folder, or on this machine."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from cs_simulator.cli._output import fail, prints, show, table

if TYPE_CHECKING:
    from cs_simulator.runtime.presence import Presence


class RunningSimulator(TypedDict):
    """A simulator that runs on this machine."""

    url: str
    pid: int
    command: str
    """``start`` or ``serve``."""
    folder: str
    """The folder that it was started in."""
    database: str
    version: str
    replica: str | None
    """What it is called among several behind a proxy."""
    answers: bool


class Status(TypedDict):
    """The state of the simulator of this folder."""

    running: bool
    """Whether its process runs."""
    answers: bool
    pid: int | None
    url: str | None
    command: str | None
    """``start`` or ``serve``, whichever started it."""
    replica: str | None
    """What it is called among several behind a proxy."""
    all: list[RunningSimulator]
    """With ``--all``, every simulator of this user on this machine."""


@click.command()
@click.option("--all", "is_all", is_flag=True, help="List what you run on this machine.")
@prints(Status)
def status(as_json: bool, is_all: bool) -> None:
    """Show whether the simulator of this folder is running.

    It is the one that start has started, or else the one that serve runs in this folder. Exit code
    1 if it does not run, or does not answer.
    """
    from cs_simulator.client import server
    from cs_simulator.runtime import presence

    listed = [_described(one) for one in presence.all_running()] if is_all else []
    found = _of_folder()
    answers = [one for one in found if server.answers(one.url)]
    shown = next(iter([*answers, *found]), None)
    answer: Status = {
        "running": shown is not None,
        "answers": bool(answers),
        "pid": shown.pid if shown else None,
        "url": shown.url if shown else None,
        "command": shown.command if shown else None,
        "replica": (shown.replica or None) if shown else None,
        "all": listed,
    }
    if is_all:
        show(answer, lambda: _print(listed), as_json=as_json)
        return
    lines = [f"{one}{'' if one in answers else ', no answer'}" for one in found]
    show(answer, "\n".join(lines) or "not running", as_json=as_json)
    if not answers:
        sys.exit(1)


def _of_folder() -> "Sequence[Presence]":
    from cs_simulator.cli import _background
    from cs_simulator.runtime import presence

    try:
        _background.running()
    except _background.BackgroundError as error:
        fail(error, exit_code=1)
    return presence.of_folder(Path())


def _described(one: "Presence") -> RunningSimulator:
    from cs_simulator.client import server

    return {
        "url": one.url,
        "pid": one.pid,
        "command": one.command,
        "folder": one.folder,
        "database": one.database,
        "version": one.version,
        "replica": one.replica or None,
        "answers": server.answers(one.url),
    }


def _print(listed: Sequence[RunningSimulator]) -> None:
    titles = ("url", "pid", "command", "folder", "database", "version", "replica", "answers")
    table(titles, [tuple(one.values()) for one in listed])
