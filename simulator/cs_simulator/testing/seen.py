"""What the simulator saw of a test: calls, faults and timeline, as lines of text."""

from collections.abc import Iterator

from cs_simulator.client import Tenant
from cs_simulator.client.calls import call_lines
from cs_simulator.domain.printable import as_line


def seen(tenant: Tenant) -> list[str]:
    """The calls of a tenant, the faults that acted, and the timeline of its tasks."""
    calls = [f"  {line}" for line in call_lines(tenant.calls.list())]
    lines = ["calls:" if calls else "calls: none", *calls]
    fired = [rule for rule in tenant.faults.list() if rule["hits"]]
    lines += [f"fault: {rule['id']} ({rule['kind']}), hits: {rule['hits']}" for rule in fired]
    tasks = list(_timeline(tenant))
    lines += ["timeline:", *tasks] if tasks else []
    return [as_line(line) for line in lines]


def _timeline(tenant: Tenant) -> Iterator[str]:
    for task in tenant.timeline()["tasks"]:
        code = f" {task['error_code']}" if task["error_code"] else ""
        yield f"  {task['operation']} {task['task_id']}: {task['state']}{code}"
        for step in task["steps"]:
            who = step["node"] or step["instance_id"] or ""
            yield f"    {step['stage']:16} {step['status']:9} {step['ended'] or '':28} {who}"
