"""``cs-simulator ca``: the certificate that clients trust to trust the simulator."""

import json

import click

from cs_simulator.cli.main import fail
from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.settings import ENVIRONMENT_PREFIX, MEMORY, Settings


@click.command()
@click.option(
    "--db",
    default=Settings().db,
    show_default=True,
    envvar=ENVIRONMENT_PREFIX + "DB",
    help="SQLite file of the simulator: its authority is kept beside it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def ca(db: str, as_json: bool) -> None:
    """Print the certificate of the simulator's authority, making one if there is none."""
    from cs_simulator.runtime.certificates import CertificateAuthority

    if db == MEMORY:
        fail("--db :memory: keeps no authority; ask the running one: GET /_simulator/ca")
    try:
        certificate = CertificateAuthority(Settings(db=db).authority_folder).certificate
    except UsageError as problem:
        fail(str(problem))
    click.echo(json.dumps({"certificate": certificate}) if as_json else certificate, nl=as_json)
