"""Saying that a server is ready, and where: to its log, to a file, and to this machine's list."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cs_simulator import __version__
from cs_simulator.catalog.defaults import default_network
from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime import presence, state_folder
from cs_simulator.runtime.access import from_here
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.settings import MEMORY, Settings


@contextmanager
def announced(
    settings: Settings,
    addresses: Sequence[str],
    notes: Sequence[str],
    started_in: str,
) -> Iterator[None]:
    """Say where the server is, as long as the block runs; the first address is that of ``--port``.

    Raises :class:`UsageError` for an endpoint file that cannot be written.
    """
    path = Path(settings.endpoint_file) if settings.endpoint_file else None
    if path:
        _write_endpoint(path, addresses[0])
    for note in notes:
        log.warning("option.not_applied", reason=note)
    _log_ready(settings, addresses[0])
    said = _presence(settings, addresses, notes, started_in)
    try:
        with presence.announced(said, settings.control_token, started_in):
            yield
    finally:
        if path:
            path.unlink(missing_ok=True)


def _presence(
    settings: Settings,
    addresses: Sequence[str],
    notes: Sequence[str],
    started_in: str,
) -> presence.Presence:
    ports = [int(address.rpartition(":")[2]) for address in addresses]
    if settings.master_port.isdecimal():
        ports.append(int(settings.master_port))
    return presence.Presence(
        pid=os.getpid(),
        began=presence.beginning_of(os.getpid()),
        url=from_here(addresses[0]),
        folder=presence.place_of(Path()),
        command="start" if started_in else "serve",
        database=settings.db if settings.db == MEMORY else str(Path(settings.db).absolute()),
        version=__version__,
        replica=settings.replica,
        ports=tuple(ports),
        notes=tuple(notes),
    )


def _log_ready(settings: Settings, endpoint: str) -> None:
    region = settings.default_region
    vpc_id, vswitch_id = default_network(region)
    log.info(
        "server.ready", endpoint=endpoint, version=__version__, database=settings.db,
        clock=settings.clock, region_id=region, vpc_id=vpc_id, vswitch_id=vswitch_id,
        console=f"{endpoint}/", more=f"{endpoint}/_simulator/fixtures",
    )  # fmt: skip


def _write_endpoint(path: Path, endpoint: str) -> None:
    try:
        state_folder.write(path, f"{endpoint}\n", state_folder.mode_of(path))
    except OSError as problem:
        raise UsageError(f"--endpoint-file {path}: {problem.strerror}") from None
