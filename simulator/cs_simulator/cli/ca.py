"""``cs-simulator ca``: the certificate with which clients trust the simulator."""

from pathlib import Path

import click

from cs_simulator.cli._output import echo, fail, note, prints, show
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
@click.option(
    "--authority-certificate",
    default="",
    envvar=ENVIRONMENT_PREFIX + "AUTHORITY_CERTIFICATE",
    help="File with the certificate of an authority that the simulator is given.",
)
@click.option(
    "--authority-key",
    default="",
    envvar=ENVIRONMENT_PREFIX + "AUTHORITY_KEY",
    help="File with its private key.",
)
@click.option(
    "--new",
    "folder",
    default="",
    metavar="FOLDER",
    help="Make a new authority in this folder, to give to simulators; refused if it has one.",
)
@prints(Authority)
def ca(db: str, authority_certificate: str, authority_key: str, folder: str, as_json: bool) -> None:
    """Print the certificate of the simulator's authority.

    The authority is made if there is none. One that is given is checked as serve does.

    With --new, FOLDER gets ca.pem and ca-key.pem: give them to each of several simulators as
    --authority-certificate and --authority-key, and the same clients trust all of them.
    """
    from cs_simulator.runtime import authority_files
    from cs_simulator.runtime.certificates import CertificateAuthority, authority_of
    from cs_simulator.runtime.system_clock import SystemClock

    given = Settings(
        db=db, authority_certificate=authority_certificate, authority_key=authority_key
    )
    try:
        if folder:
            authority = CertificateAuthority("", authority_files.make_new(Path(folder)))
        else:
            authority = authority_of(given, SystemClock())
            if db == MEMORY and not authority_certificate:
                fail(
                    "--db :memory: keeps no authority; the running simulator has one: GET"
                    " /_simulator/ca"
                )
        certificate = authority.certificate
    except UsageError as error:
        fail(error)
    if folder:
        note(f"wrote {authority_files.CERTIFICATE} and {authority_files.KEY} in {folder}")
    answer: Authority = {"certificate": certificate}
    show(answer, lambda: echo(certificate, nl=False), as_json=as_json)
