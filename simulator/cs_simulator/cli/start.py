"""``cs-simulator start``: a simulator in the background of this folder."""

from typing import TypedDict

import click

from cs_simulator.cli import _background
from cs_simulator.cli._output import fail, prints, show


class Started(TypedDict):
    """The simulator that was started."""

    url: str
    pid: int
    log: str


@click.command(context_settings={"ignore_unknown_options": True})
@prints(Started)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def start(as_json: bool, options: tuple[str, ...]) -> None:
    """Start a simulator in the background, and wait until it is ready.

    OPTIONS are those of serve. The simulator belongs to this folder: status, logs and stop find it
    from here.

    Example: cs-simulator start --port 0 --clock polling
    """
    if _background.running() is not None:
        fail(f"one is already running in this folder: {_background.address()}; stop it first")
    try:
        pid = _background.launch(options)
    except _background.StartError as error:
        fail(error)
    url = _background.address()
    answer: Started = {"url": url, "pid": pid, "log": str(_background.LOG_FILE)}
    show(answer, url, as_json=as_json)
