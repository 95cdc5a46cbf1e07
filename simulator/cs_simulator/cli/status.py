"""``cs-simulator status``: whether the simulator that ``start`` began still runs."""

import json
import sys

import click

from cs_simulator.cli.start import address, answers, running


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(as_json: bool) -> None:
    """Tell whether the simulator that was started in this folder runs; exit code 1 if not."""
    pid = running()
    told = {"running": pid is not None, "answers": pid is not None and answers(address())}
    told |= {"pid": pid, "url": address() if pid else None}  # type: ignore[dict-item]
    if as_json:
        click.echo(json.dumps(told))
    elif pid is None:
        click.echo("not running")
    else:
        click.echo(f"{told['url']} (process {pid}){'' if told['answers'] else ', no answer'}")
    if not told["answers"]:
        sys.exit(1)
