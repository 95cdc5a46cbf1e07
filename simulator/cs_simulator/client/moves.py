"""Moving a tenant from one simulator to another, step by step, as often as it takes.

Each simulator notes its part so that no restart forgets it: see
:mod:`cs_simulator.runtime.departures`. What broke half-way is done again by :meth:`TenantMove.run`.
"""

import http.client
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict

from cs_simulator.client import server
from cs_simulator.client.connection import Connection, RefusedError, UnreachableError
from cs_simulator.server.control.contract import moves as contract
from cs_simulator.server.control.contract import tenants
from cs_simulator.server.control.contract.values import Counts


class MoveFailedError(Exception):
    """The tenant has not moved; the text says why, where it is, and what to do."""


class TargetUnreachableError(UnreachableError):
    """The simulator that the tenant moves to does not answer."""


class Moved(TypedDict):
    """Where a tenant lives after a move, or after one that was canceled."""

    tenant: str
    move: str
    is_canceled: bool
    url: str
    """Where it lives now."""
    replica: str | None
    """What that simulator is called among several; null for one that stands alone."""
    rows: Counts
    """How many rows of each table it has."""
    snapshots: int
    not_moved: list[str]
    """What did not move with it, in words."""


_SECRETS = (
    "secrets: key pairs that the control plane has made; give the other simulator the same"
    " (--credentials, or PUT credentials)"
)
_CERTIFICATES = (
    "kubeconfigs and certificates of clusters: fetch them again, since they lead to the simulator"
    " that issued them"
)


def last_move(connection: Connection, name: str) -> contract.Move | None:
    """The last move of a tenant, as that simulator knows it."""
    try:
        return connection.call(contract.GET_MOVE, name)
    except RefusedError as refused:
        if refused.status == http.client.NOT_FOUND:
            return None
        raise


class TenantMove:
    """The move of a tenant between two simulators."""

    def __init__(self, name: str, source: Connection, target: Connection) -> None:
        self.name = name
        self._source = source
        self._target = target

    def run(self) -> Moved:
        """Move the tenant, or go on where that broke before; returns where it lives now.

        Raises :class:`MoveFailedError`, and ``UnreachableError`` or ``RefusedError`` where nothing
        has begun.
        """
        noted = last_move(self._source, self.name)
        if noted is None or noted["state"] not in ("leaving", "left"):
            self._check_target()
        with self._naming_target():
            replica = server.health(self._target)["replica"] or ""
        body = {"url": self._target.url, "replica": replica}
        try:
            move = self._source.call(contract.LEAVE, self.name, body)
            if move["state"] == "leaving":
                move = self._go_on(move)
        except UnreachableError as problem:
            raise self._interrupted(problem) from problem
        return {
            "tenant": self.name,
            "move": move["move"],
            "is_canceled": False,
            "url": move["url"] or self._target.url,
            "replica": move["replica"],
            "rows": move["rows"],
            "snapshots": move["snapshots"],
            "not_moved": [_SECRETS, _CERTIFICATES],
        }

    @contextmanager
    def _naming_target(self) -> Iterator[None]:
        """Say that it is the other simulator which fails, and not the one of --url."""
        try:
            yield
        except UnreachableError as problem:
            raise TargetUnreachableError(str(problem)) from problem
        except RefusedError as refused:
            if refused.status != http.client.UNAUTHORIZED:
                raise
            raise RefusedError(
                refused.status,
                refused.code,
                f"{self._target.url} refuses the token: give that of its control plane, as"
                " --to-token or CS_SIMULATOR_TO_TOKEN",
                refused.details,
            ) from refused

    def _check_target(self) -> None:
        """Refuse what the other simulator would refuse anyway, before the tenant is closed."""
        self._source.call(tenants.GET_TENANT, self.name)  # that there is one comes first
        try:
            with self._naming_target():
                self._target.call(tenants.GET_TENANT, self.name)
        except RefusedError as refused:
            # It is not there, or it went from there to elsewhere.
            if refused.code in ("NotFound", "TenantMoved"):
                return
            raise
        raise MoveFailedError(
            f"{self._target.url} has a tenant {self.name!r} already, or is the simulator that it is"
            " to leave; nothing has changed"
        )

    def _go_on(self, move: contract.Move) -> contract.Move:
        """Take a tenant that is closed to where it goes."""
        with self._naming_target():
            there = last_move(self._target, self.name)
        if there is None or (there["move"], there["state"]) != (move["move"], "arrived"):
            with tempfile.TemporaryDirectory() as folder:
                there = self._carried(move, Path(folder) / "tenant.db")
        _compare(move, there)
        return self._source.call(contract.END_MOVE, self.name, {"move": move["move"]})

    def _carried(self, move: contract.Move, path: Path) -> contract.Move:
        with path.open("wb") as file:
            self._source.save(contract.DOWNLOAD_MOVE, self.name, file)
        try:
            with path.open("rb") as file:
                return self._target.call(contract.ARRIVE, self.name, file)
        except RefusedError as refused:
            raise self._taken_back(move, refused) from refused

    def _taken_back(self, move: contract.Move, why: RefusedError) -> MoveFailedError:
        """Open the tenant again that the other simulator does not take."""
        said = f"{self._target.url} refuses it: {why}"
        try:
            self.cancel(move)
        except (MoveFailedError, RefusedError, UnreachableError) as problem:
            return MoveFailedError(f"{said}; it is still closed, since {problem}")
        return MoveFailedError(f"{said}; it is open again where it was")

    def _interrupted(self, problem: UnreachableError) -> MoveFailedError:
        return MoveFailedError(
            f"{problem}; nothing of the tenant {self.name!r} is lost, but it is closed now: the"
            " same command goes on, and --cancel opens it again if it has not arrived"
        )

    def cancel(self, move: contract.Move, *, target_is_lost: bool = False) -> Moved:
        """Open the tenant again, unless it has arrived; returns where it lives.

        The other simulator is asked first, so that it cannot come later; one that is lost for good
        cannot be asked. Raises :class:`MoveFailedError` if it has arrived.
        """
        chosen = {"move": move["move"]}
        if not target_is_lost:
            try:
                with self._naming_target():
                    self._target.call(contract.CANCEL_MOVE, self.name, **chosen)
            except RefusedError as refused:
                if refused.code != "TenantArrived":
                    raise
                raise MoveFailedError(
                    f"it has arrived at {self._target.url}: finish the move (the same command"
                    " without --cancel), and move it back"
                ) from None
            except UnreachableError as problem:
                raise MoveFailedError(
                    f"{problem}; if it is gone for good: --cancel --target-is-lost"
                ) from problem
        canceled = self._source.call(contract.CANCEL_MOVE, self.name, **chosen)
        return {
            "tenant": self.name,
            "move": canceled["move"],
            "is_canceled": True,
            "url": self._source.url,
            "replica": server.health(self._source)["replica"],
            "rows": canceled["rows"],
            "snapshots": canceled["snapshots"],
            "not_moved": [],
        }


def _compare(left: contract.Move, there: contract.Move) -> None:
    """Raise :class:`MoveFailedError` unless what came is as much as what left."""
    before, after = (
        {table: rows for table, rows in move["rows"].items() if rows} for move in (left, there)
    )
    if (before, left["snapshots"]) != (after, there["snapshots"]):
        raise MoveFailedError(
            f"what came is not what left: {after} and {there['snapshots']} snapshots, not {before}"
            f" and {left['snapshots']}; it is closed where it was, and nothing of it is lost"
        )
