"""What the simulator saw of a test, and the command that repeats it."""

import shlex
import sys
from typing import TYPE_CHECKING

import pytest

from cs_simulator.pytest_plugin.item_state import AGAIN, MADE_WITH

if TYPE_CHECKING:
    from cs_simulator.client import Tenant


def report_of(item: pytest.Item, tenant: "Tenant") -> str:
    """Seed, calls, faults and timeline of a test, and how to repeat it."""
    from cs_simulator.domain.printable import as_line
    from cs_simulator.testing.seen import seen

    command = [sys.executable, "-m", "pytest", item.nodeid, *_again(item, tenant)]
    return "\n".join([as_line(f"repeat it: {shlex.join(command)}"), *seen(tenant)])


def _again(item: pytest.Item, tenant: "Tenant") -> list[str]:
    if options := item.stash.get(AGAIN, None):
        return options
    clock = item.stash[MADE_WITH].get("clock")  # without one, it is that of the scenario
    return [f"--cs-seed={tenant.seed}", *([f"--cs-clock={clock}"] if clock else [])]
