"""Exploring the clients as users do: pytest runs their tests, and what it shows is read."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.planted_bugs import explored
from tests.planted_bugs.bugs import BUGS, Bug
from tests.support import as_a_user
from tests.support.forker import LEAN

ROOT = Path(__file__).parents[2]
_TIMEOUT = 900  # seconds, for one client and 300 scenarios on a busy machine
_FOUND = re.compile(r"^(\d+) scenarios? tried; ", re.MULTILINE)
_SAVED = "saved: "


class Shown(NamedTuple):
    """What pytest shows of the exploration of a client."""

    seconds: float
    """What all of it took, the search for the smallest scenario included."""
    reason: str
    """Why its test fails; empty if it passes."""
    examples: int
    """Under how many scenarios it was run to find the smallest that breaks it; 0 if none does."""
    rules: list[dict[str, Any]]
    """The rules of the smallest scenario that breaks it."""

    @property
    def kinds(self) -> list[str]:
        """The kinds of faults of these rules."""
        thens = [rule["then"] for rule in self.rules]
        return [then if isinstance(then, str) else str(*then) for then in thens]


def explore(kind: str, examples: int, bugs: Iterable[Bug] = BUGS) -> Mapping[str, Shown]:
    """What is shown of the clients of a kind, by the titles of their bugs.

    They are explored one after the other, under so many scenarios each.
    """
    names = {f"test_{kind}[{bug.module}]": bug.title for bug in bugs}
    path = Path(explored.__file__).relative_to(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        shown = Path(folder) / "shown.jsonl"
        command = (
            *(sys.executable, "-m", "pytest", "-q", *LEAN, "-p", "no:xdist"),
            *("-o", "addopts=", f"--cs-save={folder}"),
            *(f"{path}::{name}" for name in names),
        )
        environment = as_a_user.environment(
            PLANTED_BUGS_EXAMPLES=str(examples),
            PLANTED_BUGS_SHOWN=str(shown),
            CI="true",  # Hypothesis draws the same in every run
        )
        ran = subprocess.run(
            command, cwd=ROOT, env=environment, timeout=_TIMEOUT,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert shown.is_file(), ran.stdout + ran.stderr
        lines = [json.loads(line) for line in shown.read_text("utf-8").splitlines()]
        return {names[line["name"]]: _shown(line) for line in lines}


def _shown(line: Mapping[str, Any]) -> Shown:
    seconds, reason, text = line["seconds"], line["reason"], line["text"]
    found = _FOUND.search(text)
    if found is None:
        return Shown(seconds, f"{reason}\n{text}" if reason else "", 0, [])
    saved = text.partition(_SAVED)[2].partition("\n")[0]
    scenario = yaml.safe_load(Path(saved.strip()).read_text("utf-8"))
    return Shown(seconds, reason, int(found[1]), scenario["rules"])
