"""``cs-simulator scenario schema``: for editors that complete and check files."""

from pathlib import Path

import click

from cs_simulator.cli._output import echo, fail


@click.command()
@click.option(
    "--write", "file", metavar="FILE", is_flag=False, flag_value="scenarios/schema.json",
    help="Write it to a file, scenarios/schema.json by default.",
)  # fmt: skip
def schema(file: str | None) -> None:
    """Print the JSON Schema of scenario files."""
    from cs_simulator.cluster_types import registry
    from cs_simulator.kubernetes import vocabulary
    from cs_simulator.scenarios.file.schema import as_text

    text = as_text(vocabulary(registry()))
    if not file:
        echo(text, nl=False)
        return
    try:
        Path(file).write_text(text, "utf-8")
    except OSError as error:
        fail(f"--write {file}: {error.strerror}")
