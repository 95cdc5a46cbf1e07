"""``cs-simulator scenario list``: those that are installed, and those of ``--config-dir``."""

import json
import textwrap

import click

from cs_simulator.cli.main import fail


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(as_json: bool) -> None:
    """List the scenarios that are found by name: name, what it teaches, tags."""
    from cs_simulator.cli.scenario import files
    from cs_simulator.runtime.files import scenario_library

    rows = []
    for path in scenario_library.known(files.own()):
        whole, problems = files.checked(path)
        if whole is None:
            fail("\n".join(map(str, problems)))
        metadata = whole.scenario.metadata
        rows.append(
            {
                "name": path.stem,
                "description": metadata.description,
                "tags": list(metadata.tags),
                "file": str(path),
            }
        )
    if as_json:
        click.echo(json.dumps(rows))
        return
    width = max((len(str(row["name"])) for row in rows), default=0)
    for row in rows:
        text = f"{row['description']} [{', '.join(row['tags'])}]"
        lines = textwrap.wrap(text, max(100 - width - 2, 40)) or [""]
        for number, line in enumerate(lines):
            click.echo(f"{'' if number else row['name']:<{width}}  {line}")
