"""``cs-simulator stop``: end the simulator of this folder."""

from pathlib import Path
from typing import TypedDict

import click

from cs_simulator.cli._output import fail, prints, show


class Stopped(TypedDict):
    """The process that was stopped."""

    stopped: int | None
    """Null if none was running."""


@click.command()
@prints(Stopped)
def stop(as_json: bool) -> None:
    """Stop the simulator that was started in this folder.

    Everything in its database is kept. Where none runs, nothing is done.
    """
    from cs_simulator.cli import _background

    try:
        found = _background.running()
        if found is not None:
            with _background.changing():
                found = _background.running()
                if found is not None:
                    _background.end(found)
    except _background.BackgroundError as error:
        fail(error)
    answer: Stopped = {"stopped": found.pid if found else None}
    show(answer, "stopped" if found else _not_running(), as_json=as_json)


def _not_running() -> str:
    """That nothing was to be stopped, and what runs here that ``stop`` does not end."""
    from cs_simulator.runtime import presence

    served = presence.of_folder(Path())
    by_hand = "".join(f"; {one} is to be ended where it was started" for one in served)
    return f"nothing to stop: no simulator that start has started runs in this folder{by_hand}"
