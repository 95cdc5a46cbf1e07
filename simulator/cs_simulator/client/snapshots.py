"""Snapshots of a tenant: everything that it has at a moment."""

from contextlib import suppress

from cs_simulator.client import new_tenants
from cs_simulator.client.connection import RefusedError, UnreachableError
from cs_simulator.client.part import Part
from cs_simulator.server.control.contract import snapshots as contract
from cs_simulator.server.control.contract.tenants import DELETE_TENANT, NewTenant, Tenant


class Snapshots(Part):
    """The tenant's snapshots, by name."""

    def list(self) -> list[contract.Snapshot]:
        """The snapshots, in the order in which they were taken."""
        return self._call(contract.LIST_SNAPSHOTS)["snapshots"]

    def save(self, name: str) -> contract.Snapshot:
        """Save everything that the tenant has now, in place of the snapshot of that name."""
        return self._call(contract.SAVE_SNAPSHOT, name)

    def load(self, name: str) -> Tenant:
        """Make the tenant what it was when the snapshot was taken."""
        return self._call(contract.LOAD_SNAPSHOT, name)

    def compare(self, name: str, other: str = "") -> contract.SnapshotDifference:
        """How a snapshot differs from another one, or from what the tenant has now."""
        chosen = {"with": other} if other else {}
        return self._call(contract.DIFF_SNAPSHOTS, name, **chosen)

    def fork(self, name: str, tenant: str = "") -> NewTenant:
        """Make a new tenant of a snapshot; its name is invented if none is given."""
        tenant = tenant or new_tenants.invented_name()
        try:
            return self._call(contract.FORK_SNAPSHOT, name, {"name": tenant})
        except RefusedError as refused:
            if refused.code != contract.FORK_ELSEWHERE:
                raise
        return self._carry(name, tenant)

    def _carry(self, name: str, tenant: str) -> NewTenant:
        """Make a new tenant of a snapshot's file: another simulator than this one's may have it."""
        file = self.download(name)
        made = new_tenants.make(self._connection, {"name": tenant})
        there = Snapshots(self._connection, tenant)
        try:
            there.upload(name, file)
            loaded = there.load(name)
            there.delete(name)
        except BaseException:
            with suppress(RefusedError, UnreachableError):
                self._connection.call(DELETE_TENANT, tenant)
            raise
        return {**made, **loaded}

    def delete(self, name: str) -> None:
        """Delete a snapshot."""
        self._call(contract.DELETE_SNAPSHOT, name)

    def download(self, name: str) -> bytes:
        """A snapshot as a SQLite file."""
        return self._call(contract.DOWNLOAD_SNAPSHOT, name)

    def upload(self, name: str, file: bytes) -> contract.Snapshot:
        """Save a downloaded file as a snapshot."""
        return self._call(contract.UPLOAD_SNAPSHOT, name, file)
