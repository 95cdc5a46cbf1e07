"""``cs-simulator reference control``: every call of the control plane."""

from collections.abc import Iterator
from typing import TypedDict

import click

from cs_simulator.cli._output import prints
from cs_simulator.cli.reference._printing import print_rows, with_markdown


class RouteRow(TypedDict):
    """A call of the control plane."""

    method: str
    path: str
    about: str
    """Which of several simulators behind a proxy answers it, by what it is about."""
    summary: str
    answer: str
    """The name of the answer's shape, or its media type if it is not JSON."""


@click.command()
@with_markdown
@prints(list[RouteRow])
def control(**formats: bool) -> None:
    """Print every call of the control plane."""
    print_rows(
        _routes(),
        lambda row: f"{row['method']:<7} {row['path']:<44} {row['summary']}",
        lambda row: (
            f"| `{row['method']} {row['path']}` | {row['about']} | {row['summary']}"
            f" | {row['answer']} |"
        ),
        ("call", "about", "what it does", "answer"),
        **formats,
    )


def _routes() -> Iterator[RouteRow]:
    from cs_simulator.server.control.contract.endpoint import JSON
    from cs_simulator.server.control.routes import all_routes

    for route in all_routes():
        endpoint = route.endpoint
        is_json = endpoint.media_type == JSON
        yield {
            "method": endpoint.method,
            "path": f"/_simulator/{endpoint.path}",
            "about": endpoint.scope.value,
            "summary": route.summary,
            "answer": endpoint.answers.__name__ if is_json else endpoint.media_type,
        }
