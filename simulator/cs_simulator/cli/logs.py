"""``cs-simulator logs``: the log of the simulator of this folder."""

import time

import click

from cs_simulator.cli import _background
from cs_simulator.cli._output import echo, fail

_PAUSE = 0.2


@click.command()
@click.option("--lines", default=50, show_default=True, help="Print the last n lines.")
@click.option("--follow", is_flag=True, help="Print new lines until it ends, or Ctrl-C.")
def logs(lines: int, follow: bool) -> None:
    """Print the log of the simulator that was started in this folder."""
    try:
        with _background.LOG_FILE.open(encoding="utf-8", errors="replace") as log:
            for line in log.readlines()[-lines:] if lines > 0 else ():
                echo(click.unstyle(line), nl=False)
            while follow and _background.running() is not None:
                for line in log:
                    echo(click.unstyle(line), nl=False)
                time.sleep(_PAUSE)
    except OSError as error:
        fail(f"{_background.LOG_FILE}: {error.strerror}; was one started in this folder?")
    except KeyboardInterrupt:
        pass
