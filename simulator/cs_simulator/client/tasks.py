"""What is under way for a tenant, and changing it by hand."""

from typing import Any

from cs_simulator.client.part import Part
from cs_simulator.server.control.contract import tasks as contract


class Tasks(Part):
    """The tenant's tasks."""

    def list(self) -> list[contract.Task]:
        """All tasks with the steps that are under way."""
        return self._call(contract.LIST_TASKS)["tasks"]

    def get(self, task_id: str) -> contract.Task:
        """A task with the steps that are under way."""
        return self._call(contract.GET_TASK, task_id)

    def hold(self, task_id: str, instance_id: str = "") -> contract.Task:
        """Hold a task, or one node of it: time passes, and its steps are not run."""
        return self._change(task_id, is_held=True, **_node(instance_id))

    def release(self, task_id: str, instance_id: str = "") -> contract.Task:
        """Run the steps of a held task, or of one node of it, again."""
        return self._change(task_id, is_held=False, **_node(instance_id))

    def finish(self, task_id: str) -> contract.Task:
        """Run everything that is left of a task now."""
        return self._change(task_id, state="success")

    def fail(self, task_id: str, code: str, message: str = "") -> contract.Task:
        """End a task now, as failed, with that error code."""
        return self._change(task_id, state="failed", code=code, message=message)

    def _change(self, task_id: str, **body: Any) -> contract.Task:
        return self._call(contract.PATCH_TASK, task_id, body)


def _node(instance_id: str) -> dict[str, str]:
    return {"instance_id": instance_id} if instance_id else {}
