"""What the simulator saw of a test, and the command that repeats it."""

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cs_simulator.pytest_plugin.item_state import AGAIN, MADE_WITH

if TYPE_CHECKING:
    from cs_simulator.client import Tenant


def report_of(item: pytest.Item, tenant: "Tenant") -> str:
    """Seed, calls, faults and timeline of a test, and how to repeat it."""
    from cs_simulator.domain.printable import as_line
    from cs_simulator.testing.seen import seen

    command = [sys.executable, "-m", "pytest", named_here(item), *_again(item, tenant)]
    return "\n".join([as_line(f"repeat it: {shlex.join(command)}"), *seen(tenant)])


def keep_for_page(item: pytest.Item, tenant: "Tenant", when: str | None) -> str:
    """Keep what the page about a test needs; returns why that is not possible, else nothing."""
    if not item.config.getoption("--cs-report"):
        return ""
    from cs_simulator.pytest_plugin import html_reports

    return html_reports.keep(item, when, tenant)


def named_here(item: pytest.Item) -> str:
    """A test as it is named where pytest was started."""
    file = os.path.relpath(item.path, item.config.invocation_params.dir)
    return f"{Path(file).as_posix()}::{item.nodeid.partition('::')[2]}"


def _again(item: pytest.Item, tenant: "Tenant") -> list[str]:
    if options := item.stash.get(AGAIN, None):
        return options
    file = item.config.getoption("--cs-scenario")
    clock = item.stash[MADE_WITH].get("clock")  # without one, it is that of the scenario
    made = [("--cs-scenario", file), ("--cs-seed", tenant.seed), ("--cs-clock", clock)]
    return [f"{name}={value}" for name, value in made if value not in (None, "")]
