"""``cs-simulator scenario schema``: for editors that complete and check while one types."""

from pathlib import Path

import click


@click.command()
@click.option(
    "--write", "file", metavar="FILE", is_flag=False, flag_value="scenarios/schema.json",
    help="Write it to a file, scenarios/schema.json unless one is named.",
)  # fmt: skip
def schema(file: str | None) -> None:
    """Print the JSON Schema of scenario files."""
    from cs_simulator.cli.main import fail
    from cs_simulator.scenarios.file.schema import as_text

    if not file:
        click.echo(as_text(), nl=False)
        return
    try:
        Path(file).write_text(as_text(), "utf-8")
    except OSError as problem:
        fail(f"--write {file}: {problem.strerror}")
