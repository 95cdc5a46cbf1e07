"""``cs-simulator status``: whether the simulator of this folder is running."""

import sys
from typing import TypedDict

import click

from cs_simulator.cli import _background
from cs_simulator.cli._output import prints, show


class Status(TypedDict):
    """The state of the simulator that was started in this folder."""

    running: bool
    """Whether its process runs."""
    answers: bool
    pid: int | None
    url: str | None


@click.command()
@prints(Status)
def status(as_json: bool) -> None:
    """Show whether the simulator of this folder is running.

    It is the one that start has started. Exit code 1 if it does not run, or does not answer.
    """
    pid, url = _background.running(), _background.address()
    is_running = pid is not None
    answer: Status = {
        "running": is_running,
        "answers": is_running and _background.answers(url),
        "pid": pid,
        "url": url if is_running else None,
    }
    text = f"{url} (process {pid}){'' if answer['answers'] else ', no answer'}"
    show(answer, text if is_running else "not running", as_json=as_json)
    if not answer["answers"]:
        sys.exit(1)
