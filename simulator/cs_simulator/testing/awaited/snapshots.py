"""``Snapshots``, awaited. It is made by ``python -m tests.testing.awaited``."""

from cs_simulator.client.snapshots import Snapshots
from cs_simulator.server.control.contract import snapshots as contract
from cs_simulator.server.control.contract.tenants import NewTenant, Tenant
from cs_simulator.testing.awaited.part import AwaitedPart


class AwaitedSnapshots(AwaitedPart[Snapshots]):
    """The tenant's snapshots, by name."""

    async def list(self) -> list[contract.Snapshot]:
        """The snapshots, in the order in which they were taken."""
        return await self._wait(self.blocking.list)

    async def save(self, name: str) -> contract.Snapshot:
        """Save everything that the tenant has now, in place of the snapshot of that name."""
        return await self._wait(self.blocking.save, name)

    async def load(self, name: str) -> Tenant:
        """Make the tenant what it was when the snapshot was taken."""
        return await self._wait(self.blocking.load, name)

    async def compare(self, name: str, other: str = "") -> contract.SnapshotDifference:
        """How a snapshot differs from another one, or from what the tenant has now."""
        return await self._wait(self.blocking.compare, name, other)

    async def fork(self, name: str, tenant: str = "") -> NewTenant:
        """Make a new tenant of a snapshot; its name is invented if none is given."""
        return await self._wait(self.blocking.fork, name, tenant)

    async def delete(self, name: str) -> None:
        """Delete a snapshot."""
        await self._wait(self.blocking.delete, name)

    async def download(self, name: str) -> bytes:
        """A snapshot as a SQLite file."""
        return await self._wait(self.blocking.download, name)

    async def upload(self, name: str, file: bytes) -> contract.Snapshot:
        """Save a downloaded file as a snapshot."""
        return await self._wait(self.blocking.upload, name, file)
