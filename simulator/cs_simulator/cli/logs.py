"""``cs-simulator logs``: the log of the simulator of this folder."""

import time
from collections.abc import Iterable
from typing import TextIO

import click

from cs_simulator.cli._output import echo, fail

_PAUSE = 0.2


@click.command()
@click.option("--lines", default=50, show_default=True, help="Print the last n lines.")
@click.option("--follow", is_flag=True, help="Print new lines until it ends, or Ctrl-C.")
def logs(lines: int, follow: bool) -> None:
    """Print the log of the simulator that was started in this folder."""
    with _opened() as log:
        try:
            _print(log.readlines()[-lines:] if lines > 0 else ())
            while follow and _runs():
                _print(log)
                time.sleep(_PAUSE)
        except KeyboardInterrupt:
            pass


def _opened() -> TextIO:
    from cs_simulator.cli._background import LOG_FILE

    try:
        return LOG_FILE.open(encoding="utf-8", errors="replace")
    except OSError as error:
        fail(f"{LOG_FILE}: {error.strerror}; was one started in this folder?")


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        echo(click.unstyle(line), nl=False)


def _runs() -> bool:
    from cs_simulator.cli import _background

    try:
        return _background.running() is not None
    except _background.BackgroundError as error:
        fail(error)
