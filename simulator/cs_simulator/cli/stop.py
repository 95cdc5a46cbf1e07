"""``cs-simulator stop``: end the simulator that ``start`` began in this folder."""

import json

import click

from cs_simulator.cli.main import fail
from cs_simulator.cli.start import end, running


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def stop(as_json: bool) -> None:
    """End the simulator that was started in this folder; everything it has is kept."""
    pid = running()
    if pid is None:
        fail("none was started in this folder, or it has ended")
    if not end(pid):
        fail(f"process {pid} does not end")
    click.echo(json.dumps({"stopped": pid}) if as_json else "stopped")
