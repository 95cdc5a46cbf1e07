"""``snapshots``: copies of everything that a tenant has, each saved under a name.

A snapshot has the resources, the clock, the counters and the journal. A tenant that loads it
behaves from there on as the original would have. It is exported as one SQLite file.
"""

import tempfile
from pathlib import Path

from aiohttp import web

from cs_simulator.domain import instants
from cs_simulator.domain.errors import DamagedTenantError
from cs_simulator.runtime.tenants.directory import TenantExistsError
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control import _files
from cs_simulator.server.control._replicas import refuse_fork
from cs_simulator.server.control._request import ControlCall, ControlError, NotFoundError, route
from cs_simulator.server.control.contract import snapshots as contract
from cs_simulator.server.control.contract.tenants import NewTenant
from cs_simulator.server.control.contract.tenants import Tenant as DescribedTenant
from cs_simulator.server.control.contract.values import Deleted
from cs_simulator.server.control.tenants import describe, hand_over, name_of
from cs_simulator.storage.comparison import Difference
from cs_simulator.storage.errors import StorageError, SurroundingsError
from cs_simulator.storage.snapshots import Snapshot

_LONGEST_NAME = 128


@route(contract.LIST_SNAPSHOTS)
async def list_snapshots(call: ControlCall) -> contract.SnapshotList:
    """List the snapshots of the tenant."""
    tenant = await call.tenant_or_blank()
    return {"snapshots": await snapshot_objects(call, tenant)}


async def snapshot_objects(call: ControlCall, tenant: Tenant) -> list[contract.Snapshot]:
    """The snapshots of a tenant, in the order in which they were taken."""
    found = await call.simulator.store.snapshots_of(tenant.number)
    return [_object(snapshot) for snapshot in found]


@route(contract.SAVE_SNAPSHOT)
async def save_snapshot(call: ControlCall) -> contract.Snapshot:
    """Save everything that the tenant has now under a name."""
    tenant = await call.tenant()
    return _object(await call.simulator.save_snapshot(tenant, _name(call)))


@route(contract.GET_SNAPSHOT)
async def get_snapshot(call: ControlCall) -> contract.Snapshot:
    """Describe a snapshot."""
    return _object(await _existing(call))


@route(contract.DELETE_SNAPSHOT)
async def delete_snapshot(call: ControlCall) -> Deleted:
    """Delete a snapshot."""
    tenant = await call.tenant_or_blank()
    if not await call.simulator.store.drop_snapshot(tenant.number, call.subject):
        raise _unknown(call)
    return {"deleted": call.subject}


@route(contract.LOAD_SNAPSHOT)
async def load_snapshot(call: ControlCall) -> DescribedTenant:
    """Restore the tenant to what it was when the snapshot was taken."""
    snapshot = await _existing(call)
    call.let_go()
    await call.simulator.lifecycle.load_snapshot(call.tenant_name, snapshot)
    return describe(call, await call.tenant())


@route(contract.FORK_SNAPSHOT)
async def fork_snapshot(call: ControlCall) -> NewTenant:
    """Create a tenant from a snapshot; returns its key pair."""
    refuse_fork(call)
    snapshot, name = await _existing(call), name_of(call, is_of_snapshot=True)
    try:
        await call.simulator.lifecycle.fork(snapshot, name, call.simulator.usual_end())
    except TenantExistsError as problem:
        raise ControlError(str(problem), status=409, code="TenantExists") from None
    return await hand_over(call, name)


@route(contract.DIFF_SNAPSHOTS)
async def diff_snapshots(call: ControlCall) -> contract.SnapshotDifference:
    """Compare a snapshot with what the tenant has now, or with another one, ``?with=NAME``."""
    mine, name = await _existing(call), call.request.query.get("with", "")
    after = await _other(call, name) if name else await _now(call)
    differences = await call.simulator.store.compare_snapshots(mine, after)
    tables = {table: _difference(difference) for table, difference in differences.items()}
    return {"from": mine.name, "to": name or None, "tables": tables}


async def _other(call: ControlCall, name: str) -> Snapshot:
    tenant = await call.tenant_or_blank()
    other = await call.simulator.store.find_snapshot(tenant.number, name)
    if other is None:
        raise ControlError(f"with: there is no snapshot {name!r}", status=404, code="NotFound")
    return other


async def _now(call: ControlCall) -> int:
    """The number of the tenant, once everything that it has now is committed."""
    tenant = await call.tenant()
    tenant.catch_up(call.reading)
    await call.simulator.keep(tenant)
    return tenant.number


@route(contract.DOWNLOAD_SNAPSHOT)
async def download_snapshot(call: ControlCall) -> web.StreamResponse:
    """Export a snapshot as one SQLite file."""
    snapshot = await _existing(call)
    call.let_go()  # sending it may take its time
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "snapshot.db"
        await call.simulator.store.export_snapshot(snapshot, str(path))
        return await _files.send(call.request, path)


@route(contract.UPLOAD_SNAPSHOT)
async def upload_snapshot(call: ControlCall) -> contract.Snapshot:
    """Import a SQLite file that was exported, here or elsewhere, as a snapshot."""
    simulator, name = call.simulator, _name(call)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "snapshot.db"
        await _files.receive(call.request, path, simulator.settings.snapshot_size, "a snapshot")
        tenant = await call.tenant_or_blank()  # not before: a body may take its time
        try:
            return _object(await simulator.import_snapshot(tenant, name, str(path)))
        except DamagedTenantError as problem:
            raise _not_a_snapshot(problem.reason) from None
        except StorageError as problem:
            if problem.subject != str(path) or isinstance(problem, SurroundingsError):
                raise  # it is not the file that is to blame
            raise _not_a_snapshot(problem.cause) from None


def _not_a_snapshot(cause: str) -> ControlError:
    return ControlError(f"the file: {cause}", code="NotASnapshot")


async def _existing(call: ControlCall) -> Snapshot:
    tenant = await call.tenant_or_blank()
    snapshot = await call.simulator.store.find_snapshot(tenant.number, call.subject)
    if snapshot is None:
        raise _unknown(call)
    return snapshot


def _unknown(call: ControlCall) -> ControlError:
    return NotFoundError("snapshot", call.subject)


def _name(call: ControlCall) -> str:
    if not call.subject.isprintable() or not 0 < len(call.subject) <= _LONGEST_NAME:
        raise ControlError(f"a name has 1 to {_LONGEST_NAME} printable characters")
    return call.subject


def _object(snapshot: Snapshot) -> contract.Snapshot:
    return {
        "name": snapshot.name,
        "taken": instants.as_exact_text(snapshot.taken),
        "now": instants.as_exact_text(snapshot.tenant_row.now),
        "seed": snapshot.tenant_row.seed,
        "rows": snapshot.rows,
    }


def _difference(difference: Difference) -> contract.TableDifference:
    changed = {
        label: {field: [before, after] for field, (before, after) in fields.items()}
        for label, fields in difference.changed.items()
    }
    return {"added": difference.added, "removed": difference.removed, "changed": changed}
