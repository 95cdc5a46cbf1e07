"""What the simulator saw of a test, and the command that repeats it."""

import shlex
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from cs_simulator.pytest_plugin.item_state import MADE_WITH

if TYPE_CHECKING:
    from cs_simulator.client import Tenant


def report_of(item: pytest.Item, tenant: "Tenant") -> str:
    """Seed, calls, faults and timeline of a test, and how to repeat it."""
    from cs_simulator.client.calls import call_lines
    from cs_simulator.domain.printable import as_line

    command = [sys.executable, "-m", "pytest", item.nodeid, f"--cs-seed={tenant.seed}"]
    if clock := item.stash[MADE_WITH].get("clock"):  # else it is that of the scenario
        command.append(f"--cs-clock={clock}")
    lines = [f"repeat it: {shlex.join(command)}", "calls:"]
    lines += [f"  {line}" for line in call_lines(tenant.calls.list())]
    fired = [rule for rule in tenant.faults.list() if rule["hits"]]
    lines += [f"fault: {rule['id']} ({rule['kind']}), hits: {rule['hits']}" for rule in fired]
    lines += ["timeline:", *_timeline(tenant)]
    return "\n".join(map(as_line, lines))


def _timeline(tenant: "Tenant") -> Iterator[str]:
    for task in tenant.timeline()["tasks"]:
        code = f" {task['error_code']}" if task["error_code"] else ""
        yield f"  {task['operation']} {task['task_id']}: {task['state']}{code}"
        for step in task["steps"]:
            who = step["node"] or step["instance_id"] or ""
            yield f"    {step['stage']:16} {step['status']:9} {step['ended'] or '':28} {who}"
