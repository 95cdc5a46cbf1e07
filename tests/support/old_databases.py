"""Databases that earlier versions wrote, and a server on one of them, whatever its version."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "storage" / "old_databases"
POLLING, STOCKED, FAULTY = "LTAIpolling", "LTAIfixtures", "LTAIfaults"
FIRST = {"": 1, POLLING: 3, STOCKED: 5, FAULTY: 7}
"""The tenants, and the version from which on each is there; unsigned calls are of the first."""
SNAPSHOTS_SINCE = 4


def versions():
    """The versions of the schema of which there is a database."""
    return sorted(int(path.stem[1:]) for path in FOLDER.glob("v*.sql"))


def restore(version, path):
    """Make the file that a version wrote."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript((FOLDER / f"v{version}.sql").read_text("utf-8"))


def expected(version):
    """How a version's own code brought its database to the end."""
    return json.loads((FOLDER / f"v{version}.json").read_text("utf-8"))


def tenants_of(version):
    return [tenant for tenant, first in FIRST.items() if first <= version]


class Server:
    """A running server, old or new, and the calls that are made to it."""

    def __init__(self, base):
        self.base = base

    def call(self, method, path, body=None, tenant=""):
        """Status and JSON of an answer."""
        headers = {"Content-Type": "application/json"}
        if tenant:
            headers |= {"Authorization": f"acs {tenant}:x", "X-Simulator-Tenant": tenant}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else None
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, json.loads(answer.read() or b"null")

    def ok(self, *args, **kwargs):
        """The JSON of a good answer."""
        status, body = self.call(*args, **kwargs)
        assert status < 300, (args, status, body)
        return body

    def advance(self, tenant="", **how):
        return self.ok("POST", "/_simulator/clock/advance", how, tenant)

    def outcome(self, tenant=""):
        """How everything of a tenant stands, to compare it with what another version answers."""
        clusters = self.ok("GET", "/clusters", tenant=tenant)
        keys = ("state", "size", "updated")
        found = {cluster["name"]: {key: cluster[key] for key in keys} for cluster in clusters}
        return {"now": self.ok("GET", "/_simulator/clock", tenant=tenant)["now"], "clusters": found}

    def run_to_the_end(self, version):
        """How everything stands before and after all has run; where there are snapshots, twice."""
        tenants = tenants_of(version)
        found = {tenant: self._run_out(tenant) for tenant in tenants}
        if version >= SNAPSHOTS_SINCE:
            for tenant in tenants:
                self.ok("POST", "/_simulator/snapshots/middle/load", tenant=tenant)
                found[f"{tenant}@middle"] = self._run_out(tenant)
        return found

    def _run_out(self, tenant):
        before = self.outcome(tenant)
        self.advance(until="idle", tenant=tenant)
        return {"before": before, "after": self.outcome(tenant)}


@contextmanager
def serving(package, code, db):
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
