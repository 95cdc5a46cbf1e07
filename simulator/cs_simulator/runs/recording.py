"""Recorded calls: an export of the journal, or the file of a snapshot."""

import shutil
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from cs_simulator.domain import instants
from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.records import ActiveScenario, CallEntry
from cs_simulator.storage.errors import StorageError
from cs_simulator.storage.snapshot_reader import read_file

_SQLITE = b"SQLite format 3\x00"


class RecordedCall(NamedTuple):
    """One call, and how it was answered."""

    number: int
    """Counts the calls of the tenant, from 1."""
    at: int
    operation: str
    method: str
    target: str
    body: Any
    status: int
    code: str
    request_id: str
    cluster_id: str
    task_id: str
    region_id: str = ""


class Recording(NamedTuple):
    """The calls of one tenant, and what is known of how it was made."""

    calls: list[RecordedCall]
    seed: int | None = None
    origin: str = ""
    scenario: str = ""
    """The scenario that was in force at the end, as JSON."""
    began: int | None = None
    """The instant from which it was in force."""


async def read(file: str) -> Recording:
    """The recording of a file; raises :class:`UsageError` for a file that is none."""
    path = Path(file)
    try:
        return await _of_snapshot(path) if _is_snapshot(path) else _of_export(path)
    except OSError as error:
        raise UsageError(str(error.strerror), subject=file) from None
    except StorageError as error:
        raise UsageError(error.cause, subject=file) from None


def _is_snapshot(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _of_export(path: Path) -> Recording:
    calls = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            calls.append(_call(line, f"{path}:{number}"))
    if not calls:
        raise UsageError("there are no calls in it", subject=str(path))
    return Recording(calls)


def _call(line: bytes, position: str) -> RecordedCall:
    try:
        call = orjson.loads(line)
        return RecordedCall(
            number=int(call["number"]),
            at=instants.from_text(call["time"]),
            operation=call["operation"] or "",
            method=str(call["method"]),
            target=str(call["path"]),
            body=call["body"],
            status=int(call["status"]),
            code=call["code"] or "",
            request_id=str(call["request_id"]),
            cluster_id=call["cluster_id"] or "",
            task_id=call["task_id"] or "",
            region_id=call.get("region_id") or "",
        )
    except (ValueError, TypeError, KeyError):
        raise UsageError(
            "it is no call",
            subject=position,
            advice="give an export of GET /_simulator/calls/export, or the file of a snapshot",
        ) from None


async def _of_snapshot(path: Path) -> Recording:
    """The recording in a snapshot's file, which stays as it is: a copy is opened."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "snapshot.db"
        shutil.copyfile(path, copy)
        stored, entries = await read_file(str(copy))
    active = next(iter(stored.records["scenario"]), None)
    return Recording(
        calls=[_recorded(entry) for entry in entries if isinstance(entry, CallEntry)],
        seed=stored.tenant_row.seed,
        origin=stored.tenant_row.origin,
        scenario=active.text if isinstance(active, ActiveScenario) else "",
        began=active.started if isinstance(active, ActiveScenario) else None,
    )


def _recorded(entry: CallEntry) -> RecordedCall:
    try:
        body = orjson.loads(entry.body) if entry.body else None
    except orjson.JSONDecodeError:
        body = entry.body
    return RecordedCall(
        number=entry.serial,
        at=entry.at,
        operation=entry.operation,
        method=entry.method,
        target=entry.target,
        body=body,
        status=entry.status,
        code=entry.code,
        request_id=entry.request_id,
        cluster_id=entry.cluster_id,
        task_id=entry.task_id,
        region_id=entry.region_id,
    )
