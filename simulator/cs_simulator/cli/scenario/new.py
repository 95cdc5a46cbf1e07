"""``cs-simulator scenario new``: a commented file to begin with."""

import re
from importlib.resources import files
from pathlib import Path

import click

from cs_simulator.cli._output import echo, fail

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")


@click.command()
@click.argument("name")
@click.option("--ack", "is_ack", is_flag=True, help="About Kubernetes clusters and node pools.")
def new(name: str, *, is_ack: bool) -> None:
    """Write a commented scenario file to begin with.

    NAME may be a path; the file has every section that there is. An existing file is not changed.

    Example: cs-simulator scenario new --ack no-more-addresses
    """
    path = Path(name if Path(name).suffix in (".yaml", ".yml") else f"{name}.yaml")
    if not _NAME.fullmatch(path.stem):
        fail(f"{path.stem}: a name consists of letters, digits, dots, dashes and underscores")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text_for(path, is_ack=is_ack))
    except FileExistsError:
        fail(f"{path}: it exists already; give another name")
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    echo(str(path))


def text_for(path: Path, *, is_ack: bool) -> str:
    """The text of a new file, about Swarm or about Kubernetes clusters."""
    template = "template_ack.yaml" if is_ack else "template.yaml"
    text = (files("cs_simulator.cli.scenario") / template).read_text("utf-8")
    known = {"file": str(path), "name": path.stem}
    return re.sub(r"\{(file|name)\}", lambda found: known[found[1]], text)
