"""``cs-simulator reference openapi``: the OpenAPI documents that a server has."""

import json

import click

from cs_simulator.cli._output import echo


@click.command()
@click.option("--service", is_flag=True, help="Describe the API alone, without the control plane.")
def openapi(service: bool) -> None:
    """Print the description of API and control plane, as OpenAPI 3.1.

    Example: cs-simulator reference openapi --service
    """
    if service:
        from cs_simulator.server.control.openapi_service import service_document as document
    else:
        from cs_simulator.server.control.openapi_document import document
    echo(json.dumps(document(), indent=2))
