"""``tenants/{name}/move``: the steps by which a tenant moves to another simulator.

The one who moves it asks the simulator that it leaves (``PUT``, then ``GET …/file``), gives the
file to the other one (``PUT …/file``), and reports that to the first one (``POST …/end``).
Each step may be repeated. Everything moves but secrets, which are nowhere stored.
"""

import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from cs_simulator.domain.errors import DamagedTenantError
from cs_simulator.engine import redaction
from cs_simulator.runtime import settings_check
from cs_simulator.runtime.tenants.directory import TenantExistsError
from cs_simulator.runtime.tenants.moves import (
    ArrivedError,
    MoveError,
    NoMoveError,
    TenantInUseError,
)
from cs_simulator.server.control import _files
from cs_simulator.server.control._request import (
    ControlCall,
    ControlError,
    NotFoundError,
    check_name,
    route,
)
from cs_simulator.server.control.contract import moves as contract
from cs_simulator.server.control.rendering.moves import move_object
from cs_simulator.storage.errors import SnapshotGoneError, StorageError, SurroundingsError
from cs_simulator.storage.moves import MOVE_ID, Move

_LONGEST_URL = 512
# The status and the code of what is refused.
_REFUSED: tuple[tuple[type[MoveError], int, str], ...] = (
    (TenantInUseError, 409, "TenantInUse"),
    (ArrivedError, 409, "TenantArrived"),
    (NoMoveError, 404, "NotFound"),
)


@route(contract.GET_MOVE)
async def get_move(call: ControlCall) -> contract.Move:
    """Show the last move of a tenant: to another simulator, or from one."""
    return move_object(_noted(call))


@route(contract.LEAVE)
async def leave(call: ControlCall) -> contract.Move:
    """Close a tenant that moves to the simulator at ``url``, which is called ``replica``."""
    if call.subject not in call.simulator.tenants:
        raise NotFoundError("tenant", call.subject)
    check_name(call.subject)  # the other simulator would refuse it, once it is closed
    url, replica = _url(call.body.get("url")), call.body.get("replica", "")
    if not isinstance(replica, str) or not (
        not replica or settings_check.REPLICA.fullmatch(replica)
    ):
        raise ControlError("replica is a name as --replica takes it")
    try:
        return move_object(await call.simulator.departures.leave(call.subject, url, replica))
    except MoveError as problem:
        raise _refused(problem) from None


@route(contract.CANCEL_MOVE)
async def cancel_move(call: ControlCall) -> contract.Move:
    """Open a tenant again that is leaving; where it was to go, refuse it by that ``move``."""
    simulator, move_id = call.simulator, call.request.query.get("move", "")
    if move_id and not MOVE_ID.fullmatch(move_id):
        raise ControlError("move is the one that PUT answered")
    noted = simulator.tenants.moves.get(call.subject)
    is_leaving = noted is not None and noted.state == "leaving" and move_id in ("", noted.move)
    try:
        if is_leaving:
            return move_object(await simulator.departures.cancel(call.subject, move_id))
        if move_id:
            return move_object(await simulator.arrivals.withdraw(call.subject, move_id))
    except MoveError as problem:
        raise _refused(problem) from None
    noted = _noted(call)
    raise ControlError(
        f"the tenant {call.subject!r} is not leaving: it has {noted.state}",
        status=409,
        code="MoveRefused",
    )


@route(contract.DOWNLOAD_MOVE)
async def download_move(call: ControlCall) -> web.StreamResponse:
    """Export a tenant that is leaving, with its snapshots, as one SQLite file."""
    _noted(call)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tenant.db"
        try:
            await call.simulator.departures.export(call.subject, str(path))
        except MoveError as problem:
            raise _refused(problem) from None
        return await _files.send(call.request, path)


@route(contract.ARRIVE)
async def arrive(call: ControlCall) -> contract.Move:
    """Import the file of a tenant that moves here; given again, it changes nothing."""
    simulator, name, settings = call.simulator, check_name(call.subject), call.simulator.settings
    # A tenant and as many snapshots as it may have, each as large as it may be.
    most = settings.snapshot_size * (settings.snapshot_limit + 1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tenant.db"
        await _files.receive(call.request, path, most, "a tenant that moves")
        try:
            return move_object(await simulator.arrivals.arrive(name, str(path)))
        except MoveError as problem:
            raise _refused(problem) from None
        except TenantExistsError as problem:
            raise ControlError(str(problem), status=409, code="TenantExists") from None
        except DamagedTenantError as problem:
            raise _not_a_tenant(problem.reason) from None
        except StorageError as problem:
            is_of_file = problem.subject == str(path) or "the snapshot" in problem.subject
            if not is_of_file or isinstance(problem, SurroundingsError | SnapshotGoneError):
                raise  # it is not the file that is to blame
            raise _not_a_tenant(problem.cause) from None


@route(contract.END_MOVE)
async def end_move(call: ControlCall) -> contract.Move:
    """Delete a tenant that has arrived where it was to go by that ``move``."""
    _noted(call)
    move_id = call.body.get("move")
    if not isinstance(move_id, str) or not move_id:
        raise ControlError("move is the one that PUT answered")
    try:
        return move_object(await call.simulator.departures.end(call.subject, move_id))
    except MoveError as problem:
        raise _refused(problem) from None


def _url(given: object) -> str:
    """The address of a simulator; raises :class:`ControlError` for what is none."""
    try:
        parts = urlsplit(given if isinstance(given, str) else "")
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname)
        is_one = is_one and not (parts.username or parts.password or parts.query or parts.fragment)
        _ = parts.port
    except ValueError:  # a port that is no number, a bracket that is not closed
        is_one = False
    if not is_one or len(str(given)) > _LONGEST_URL or not str(given).isprintable():
        raise ControlError("url is the address of a simulator, like http://127.0.0.1:8015")
    if redaction.text(str(given)) != given:  # it is stored and shown
        raise ControlError("url has something in it that looks like a secret")
    return str(given)


def _refused(problem: MoveError) -> ControlError:
    for kind, status, code in _REFUSED:
        if isinstance(problem, kind):
            return ControlError(str(problem), status=status, code=code)
    return ControlError(str(problem), status=409, code="MoveRefused")


def _noted(call: ControlCall) -> Move:
    """The last move of the tenant that the path names; raises :class:`ControlError` without one."""
    move = call.simulator.tenants.moves.get(call.subject)
    if move is not None:
        return move
    if call.subject not in call.simulator.tenants:
        raise NotFoundError("tenant", call.subject)
    raise ControlError(f"the tenant {call.subject!r} has not moved", status=404, code="NotFound")


def _not_a_tenant(cause: str) -> ControlError:
    return ControlError(f"the file: {cause}", code="NotATenant")
