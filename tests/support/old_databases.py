"""Databases that earlier versions wrote, and a server on one of them, whatever its version."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.support.answer import Answer
from tests.support.process import call_url

FOLDER = Path(__file__).parents[1] / "storage" / "old_databases"
POLLING, STOCKED, FAULTY = "LTAIpolling", "LTAIfixtures", "LTAIfaults"
FIRST = {"": 1, POLLING: 3, STOCKED: 5, FAULTY: 7}
"""The tenants, and the version from which on each is there; unsigned calls are of the first."""
SNAPSHOTS_SINCE = 4


def versions() -> list[int]:
    """The versions of the schema of which there is a database."""
    return sorted(int(path.stem[1:]) for path in FOLDER.glob("v*.sql"))


def restore(version: int, path: Path) -> None:
    """Make the file that a version wrote."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript((FOLDER / f"v{version}.sql").read_text("utf-8"))


def expected(version: int) -> Any:
    """How a version's own code brought its database to the end."""
    return json.loads((FOLDER / f"v{version}.json").read_text("utf-8"))


def tenants_of(version: int) -> list[str]:
    return [tenant for tenant, first in FIRST.items() if first <= version]


class Server:
    """A running server, old or new, and the calls that are made to it."""

    def __init__(self, base: str) -> None:
        self.base = base

    def call(self, method: str, path: str, body: object = None, tenant: str = "") -> Answer:
        """Make a call of the tenant, to either API."""
        headers = {"Authorization": f"acs {tenant}:x", "X-Simulator-Tenant": tenant}
        return call_url(self.base + path, method, body, headers=headers if tenant else {})

    def ok(self, method: str, path: str, body: object = None, tenant: str = "") -> Any:
        """Make a call that must succeed; returns the body of the response."""
        return self.call(method, path, body, tenant).ok()

    def advance(self, tenant: str = "", **how: object) -> Any:
        return self.ok("POST", "/_simulator/clock/advance", how, tenant)

    def outcome(self, tenant: str = "") -> dict[str, Any]:
        """How everything of a tenant stands, to compare it with what another version answers."""
        clusters = self.ok("GET", "/clusters", tenant=tenant)
        keys = ("state", "size", "updated")
        found = {cluster["name"]: {key: cluster[key] for key in keys} for cluster in clusters}
        return {"now": self.ok("GET", "/_simulator/clock", tenant=tenant)["now"], "clusters": found}

    def run_to_the_end(self, version: int) -> dict[str, Any]:
        """How everything stands before and after all has run; where there are snapshots, twice."""
        tenants = tenants_of(version)
        found = {tenant: self._run_out(tenant) for tenant in tenants}
        if version >= SNAPSHOTS_SINCE:
            for tenant in tenants:
                self.ok("POST", "/_simulator/snapshots/middle/load", tenant=tenant)
                found[f"{tenant}@middle"] = self._run_out(tenant)
        return found

    def _run_out(self, tenant: str) -> dict[str, Any]:
        before = self.outcome(tenant)
        self.advance(until="idle", tenant=tenant)
        return {"before": before, "after": self.outcome(tenant)}


@contextmanager
def serving(package: str, code: Path, db: Path) -> Iterator[str]:
    """Serve a file by the code in a folder, in a process of its own; gives the address."""
    with tempfile.TemporaryDirectory() as folder:
        endpoint = Path(folder) / "endpoint"
        options = ["--port", "0", "--endpoint-file", str(endpoint), "--log-level", "error"]
        options += ["--clock", "frozen", "--db", str(db)]
        command = [sys.executable, "-P", "-m", package, "serve", *options]
        process = subprocess.Popen(command, cwd=folder, env=os.environ | {"PYTHONPATH": str(code)})
        try:
            while not endpoint.exists():
                assert process.poll() is None
                time.sleep(0.05)
            yield endpoint.read_text().split()[0].rstrip("/")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
