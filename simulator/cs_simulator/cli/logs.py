"""``cs-simulator logs``: what the simulator that ``start`` began has logged."""

import time

import click

from cs_simulator.cli.main import fail
from cs_simulator.cli.start import LOG_FILE, running

_PAUSE = 0.2


@click.command()
@click.option("--lines", default=50, show_default=True, help="The last so many.")
@click.option("--follow", is_flag=True, help="Go on until it ends, or Ctrl-C.")
def logs(lines: int, follow: bool) -> None:
    """Print the log of the simulator that was started in this folder."""
    try:
        with LOG_FILE.open(encoding="utf-8", errors="replace") as log:
            for line in log.readlines()[-lines:] if lines > 0 else ():
                click.echo(line, nl=False)
            while follow and running() is not None:
                for line in log:
                    click.echo(line, nl=False)
                time.sleep(_PAUSE)
    except OSError as problem:
        fail(f"{LOG_FILE}: {problem.strerror}; was one started in this folder?")
    except KeyboardInterrupt:
        pass
