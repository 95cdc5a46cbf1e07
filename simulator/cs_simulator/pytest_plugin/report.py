"""What the simulator saw of a test, and the command that repeats it."""

import shlex
import sys
from typing import TYPE_CHECKING

import pytest

from cs_simulator.pytest_plugin.item_state import MADE_WITH

if TYPE_CHECKING:
    from cs_simulator.client import Tenant


def report_of(item: pytest.Item, tenant: "Tenant") -> str:
    """Seed, calls, faults and timeline of a test, and how to repeat it."""
    from cs_simulator.domain.printable import as_line
    from cs_simulator.testing.seen import seen

    command = [sys.executable, "-m", "pytest", item.nodeid, f"--cs-seed={tenant.seed}"]
    if clock := item.stash[MADE_WITH].get("clock"):  # else it is that of the scenario
        command.append(f"--cs-clock={clock}")
    return "\n".join([as_line(f"repeat it: {shlex.join(command)}"), *seen(tenant)])
