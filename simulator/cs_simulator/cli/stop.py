"""``cs-simulator stop``: end the simulator of this folder."""

from typing import TypedDict

import click

from cs_simulator.cli import _background
from cs_simulator.cli._output import fail, prints, show


class Stopped(TypedDict):
    """The process that was stopped."""

    stopped: int


@click.command()
@prints(Stopped)
def stop(as_json: bool) -> None:
    """Stop the simulator that was started in this folder.

    Everything in its database is kept.
    """
    pid = _background.running()
    if pid is None:
        fail("none was started in this folder, or it has ended")
    if not _background.end(pid):
        fail(f"process {pid} does not end")
    answer: Stopped = {"stopped": pid}
    show(answer, "stopped", as_json=as_json)
