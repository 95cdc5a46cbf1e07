"""``cs-simulator ca``: the certificate with which clients trust the simulator."""

import click

from cs_simulator.cli._output import echo, fail, prints, show
from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.settings import ENVIRONMENT_PREFIX, MEMORY, Settings
from cs_simulator.server.control.contract.server import Authority


@click.command()
@click.option(
    "--db",
    default=Settings().db,
    show_default=True,
    envvar=ENVIRONMENT_PREFIX + "DB",
    help="SQLite file of the simulator: its certificate authority is kept beside it.",
)
@prints(Authority)
def ca(db: str, as_json: bool) -> None:
    """Print the certificate of the simulator's authority.

    The authority is made if there is none.
    """
    from cs_simulator.runtime.certificates import CertificateAuthority

    if db == MEMORY:
        fail("--db :memory: keeps no authority; the running simulator has one: GET /_simulator/ca")
    try:
        certificate = CertificateAuthority(Settings(db=db).authority_folder).certificate
    except UsageError as error:
        fail(error)
    answer: Authority = {"certificate": certificate}
    show(answer, lambda: echo(certificate, nl=False), as_json=as_json)
