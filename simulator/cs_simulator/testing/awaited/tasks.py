"""``Tasks``, awaited. It is made by ``python -m tests.testing.awaited``."""

from cs_simulator.client.tasks import Tasks
from cs_simulator.server.control.contract import tasks as contract
from cs_simulator.testing.awaited.part import AwaitedPart


class AwaitedTasks(AwaitedPart[Tasks]):
    """The tenant's tasks."""

    async def list(self) -> list[contract.Task]:
        """All tasks with the steps that are under way."""
        return await self._wait(self.blocking.list)

    async def get(self, task_id: str) -> contract.Task:
        """A task with the steps that are under way."""
        return await self._wait(self.blocking.get, task_id)

    async def hold(self, task_id: str, instance_id: str = "") -> contract.Task:
        """Hold a task, or one node of it: time passes, and its steps are not run."""
        return await self._wait(self.blocking.hold, task_id, instance_id)

    async def release(self, task_id: str, instance_id: str = "") -> contract.Task:
        """Run the steps of a held task, or of one node of it, again."""
        return await self._wait(self.blocking.release, task_id, instance_id)

    async def finish(self, task_id: str) -> contract.Task:
        """Run everything that is left of a task now."""
        return await self._wait(self.blocking.finish, task_id)

    async def fail(self, task_id: str, code: str, message: str = "") -> contract.Task:
        """End a task now, as failed, with that error code."""
        return await self._wait(self.blocking.fail, task_id, code, message)
