"""``cs-simulator reference faults``: every kind of fault."""

from collections.abc import Iterator
from typing import Any, TypedDict

import click

from cs_simulator.cli._output import prints
from cs_simulator.cli.reference._printing import print_rows, with_markdown


class FaultRow(TypedDict):
    """A kind of fault."""

    kind: str
    phases: list[str]
    """Where it may act; the first is the default."""
    summary: str
    parameters: dict[str, Any]
    """The JSON Schema of its parameters."""


@click.command()
@with_markdown
@prints(list[FaultRow])
def faults(**formats: bool) -> None:
    """Print every kind of fault, where it may act, and what it does."""
    print_rows(
        _faults(),
        _fault_text,
        _fault_markdown,
        ("kind", "acts in", "takes", "what it does"),
        **formats,
    )


def _faults() -> Iterator[FaultRow]:
    from cs_simulator.cluster_types import registry
    from cs_simulator.kubernetes import vocabulary
    from cs_simulator.scenarios.faults import all_kinds
    from cs_simulator.scenarios.file.schema import of_kinds

    parameters = of_kinds(vocabulary(registry()))
    for name, kind in all_kinds().items():
        yield {
            "kind": name,
            "phases": list(kind.phases),
            "summary": kind.description(),
            "parameters": parameters[name],
        }


def _fault_text(row: FaultRow) -> str:
    sentence = row["summary"].partition(". ")[0].removesuffix(".")
    return f"{row['kind']:<20} {', '.join(row['phases']):<22} {sentence}"


def _fault_markdown(row: FaultRow) -> str:
    takes = ", ".join(f"`{name}`" for name in row["parameters"].get("properties", {}))
    return f"| `{row['kind']}` | {', '.join(row['phases'])} | {takes} | {row['summary']} |"
