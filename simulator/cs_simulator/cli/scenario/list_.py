"""``cs-simulator scenario list``: the shipped scenarios, and those of ``--config-dir``."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import TypedDict

import click

from cs_simulator.cli._output import echo, fail, prints, show


class KnownScenario(TypedDict):
    """A scenario that is found by name."""

    name: str
    description: str
    tags: list[str]
    file: str


@click.command("list")
@prints(list[KnownScenario])
def list_(as_json: bool) -> None:
    """List the scenarios that are found by name."""
    found = list(_known())
    show(found, lambda: _print(found), as_json=as_json)


def _known() -> Iterator[KnownScenario]:
    from cs_simulator.cli.scenario import _files
    from cs_simulator.runtime.files import scenario_library

    for path in scenario_library.known(_files.user_folder()):
        loaded, problems = _files.checked(path)
        if loaded is None:
            fail("\n".join(map(str, problems)))
        metadata = loaded.scenario.metadata
        yield {
            "name": path.stem,
            "description": metadata.description,
            "tags": list(metadata.tags),
            "file": str(path),
        }


def _print(found: Sequence[KnownScenario]) -> None:
    """Print names beside wrapped descriptions, within 100 columns where names allow it."""
    width = max((len(known["name"]) for known in found), default=0)
    for known in found:
        text = f"{known['description']} [{', '.join(known['tags'])}]"
        lines = textwrap.wrap(text, max(100 - width - 2, 40)) or [""]
        for number, line in enumerate(lines):
            echo(f"{'' if number else known['name']:<{width}}  {line}")
