"""``cs-simulator scenario new``: a commented file to begin with, or a copy of another one."""

import re
from importlib.resources import files
from pathlib import Path

import click

from cs_simulator.cli._output import echo, fail

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")


@click.command()
@click.argument("name")
@click.option("--ack", "is_ack", is_flag=True, help="About Kubernetes clusters and node pools.")
@click.option("--from", "source", metavar="NAME", help="Copy a file, or a shipped scenario.")
def new(name: str, *, is_ack: bool, source: str | None) -> None:
    """Write a commented scenario file to begin with.

    NAME may be a path; the file has every section that there is, or with --from all that the other
    one has, under the new name. An existing file is not changed.

    Example: cs-simulator scenario new --ack no-more-addresses
    """
    path = Path(name if Path(name).suffix in (".yaml", ".yml") else f"{name}.yaml")
    if not _NAME.fullmatch(path.stem):
        fail(f"{path.stem}: a name consists of letters, digits, dots, dashes and underscores")
    if is_ack and source is not None:
        fail("--ack and --from: give one of them; a copy is about what the other file is about")
    text = text_for(path, is_ack=is_ack) if source is None else _copied(source, path)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        fail(f"{path}: it exists already; give another name")
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    echo(str(path))


def _copied(source: str, path: Path) -> str:
    """The text of a scenario with the name of the new file; exits if the copy could not be read."""
    from cs_simulator.cli.scenario import _files
    from cs_simulator.scenarios.file import reader
    from cs_simulator.scenarios.file.problems import UnusableFileError

    [original] = _files.resolve_paths([source])[:1]
    text = _files.text_of(original)
    try:
        loaded = reader.read(str(path), text, _files.load)
    except UnusableFileError as error:
        fail("\n".join(map(str, error.problems)))
    lines = text.splitlines(keepends=True)
    row, column = loaded.documents[0].values["metadata", "name"]
    line = lines[row - 1]
    name = loaded.scenario.metadata.name
    lines[row - 1] = line[: column - 1] + line[column - 1 :].replace(name, path.stem, 1)
    return "".join(lines)


def text_for(path: Path, *, is_ack: bool) -> str:
    """The text of a new file, about Swarm or about Kubernetes clusters."""
    template = "template_ack.yaml" if is_ack else "template.yaml"
    text = (files("cs_simulator.cli.scenario") / template).read_text("utf-8")
    known = {"file": str(path), "name": path.stem}
    return re.sub(r"\{(file|name)\}", lambda found: known[found[1]], text)
