"""Make the dumps of this folder again: ``python -m tests.storage.old_databases.make [VERSION …]``.

It needs a checkout with its history.

For each version of the schema, the last commit that had it is unpacked, its own server is started
on a new file and brought through a life: clusters under way, and as far as that version has them
scale-outs, tenants, snapshots, fixtures, held tasks and steps under fault. What the file holds then
becomes ``vN.sql``. Then the same old server runs a copy of the file to its end, and what it answers
becomes ``vN.json``: the present code must come to the same.
"""

import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

from tests.support.old_databases import (
    FAULTY,
    FOLDER,
    POLLING,
    SNAPSHOTS_SINCE,
    STOCKED,
    Server,
    serving,
    tenants_of,
)

# The commit that brought the next version of the schema: its parent is the last one of a version.
NEXT = {
    1: "31a3ca3", 2: "caf6b44", 3: "baa8b02", 4: "8bca188", 5: "c0e5dab", 6: "9dc63a2",
    7: "0b3a6ac", 8: "465bb41", 9: "225f37c", 10: "315d494", 11: "9038059",
    12: "5ed2284",
    13: "f1035e3",
    14: "5507af5",
    15: "b9c57d3",
    16: "36477079",
    17: "03e4738c",
    18: "cfc99885",
}  # fmt: skip
BODY = {
    "instance_type": "ecs.n1.small",
    "network_mode": "vpc",
    "vpc_id": "vpc-2zedefault",
    "vswitch_id": "vsw-2zedefaultb",
    "password": "TestPwd124",
    "data_disk_category": "cloud_ssd",
    "data_disk_size": 40,
    "need_slb": True,
    "io_optimized": "optimized",
    "release_eip_flag": False,
    "region_id": "cn-beijing",
}
RULES = [
    {
        "id": "slow-address",
        "when": {"cluster": "slow", "stage": "eip"},
        "then": {"slow": {"factor": 40}},
    },
    {
        "id": "no-init",
        "when": {"cluster": "failing", "stage": "init"},
        "then": {
            "fail": {"code": "InternalError", "message": "it did «not» start", "after": "20m"}
        },
    },
    {"id": "held", "when": {"cluster": "stuck", "stage": "ecs"}, "then": {"stuck": {}}},
    {
        "id": "comes-and-goes",
        "when": {"cluster": "flapping"},
        "then": {"flapping": {"times": 3, "after": "30m", "every": "10m"}},
    },
    {
        "id": "refused",
        "when": {"operation": "DescribeApiVersion"},
        "then": {"error": "ServiceUnavailable"},
    },
]


class Life(Server):
    """What an old server is brought through."""

    def create(self, name, number, size=1, tenant=""):
        body = BODY | {"name": name, "size": size, "subnet_cidr": f"172.28.{number}.0/24"}
        return self.ok("POST", "/clusters", body, tenant)["cluster_id"]

    def live(self, version):
        """Everything that this version can have under way at once."""
        done = self.create("done", 1, size=2)
        leaving = self.create("leaving", 2)
        self.advance(until="idle")
        self.call("POST", "/clusters", BODY | {"name": "refused"})
        self.create("under-way", 3, size=3)
        self.advance(by="90s")
        if version >= 2:
            self._grow(done)
        self.ok("DELETE", f"/clusters/{leaving}")
        if version >= 3:
            self._other_tenant()
        if version >= 5:
            self._fixtures()
        if version >= 7:
            self._faults()
        if version >= 6:
            held = self.create("held", 4)
            self.advance(by="20s")
            tasks = self.ok("GET", "/_simulator/tasks")["tasks"]
            [task] = [task for task in tasks if task["cluster_id"] == held]
            self.ok("PATCH", f"/_simulator/tasks/{task['task_id']}", {"is_held": True})
        if version >= SNAPSHOTS_SINCE:
            for tenant in tenants_of(version):
                self.ok("PUT", "/_simulator/snapshots/middle", tenant=tenant)
            self.advance(by="20s")

    def _grow(self, done):
        self.ok("POST", f"/clusters/{done}/tags", [{"key": "a", "value": "«1»"}])
        self.ok("POST", f"/clusters/{done}/token", {"is_permanent": True, "expire": 0})
        self.ok("POST", "/templates", {"name": "t", "template": "web:\n  image: nginx\n"})
        growing = BODY | {"size": 4}
        self.ok("PUT", f"/clusters/{done}", growing)

    def _other_tenant(self):
        made = {"name": POLLING, "seed": 7, "clock": {"mode": "polling"}, "quotas": {"clusters": 3}}
        self.ok("POST", "/_simulator/tenants", made)
        self.create("polled", 1, size=2, tenant=POLLING)
        self.ok("GET", "/clusters", tenant=POLLING)  # a second look would move its clock

    def _fixtures(self):
        fixtures = {
            "quotas": {"nodes_per_cluster": 7},
            "stock": [{"zone_id": "cn-beijing-b", "instance_type": "ecs.n1.small", "available": 1}],
        }
        made = {"name": STOCKED, "fixtures": fixtures, "clock": {"mode": "frozen"}}
        self.ok("POST", "/_simulator/tenants", made)
        self.create("stocked", 1, tenant=STOCKED)
        self.advance(by="1m", tenant=STOCKED)  # it has the only instance by then
        self.create("out-of-stock", 2, tenant=STOCKED)
        self.advance(by="10s", tenant=STOCKED)

    def _faults(self):
        scenario = {
            "apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "old"},
            "rules": RULES[:-1],
            "timeline": [{"at": "3h", "do": "lose_node", "cluster": "done", "for": "10m"}],
        }  # fmt: skip
        made = {"name": FAULTY, "seed": 3, "clock": {"mode": "frozen"}, "scenario": scenario}
        self.ok("POST", "/_simulator/tenants", made)
        self.ok("PATCH", "/_simulator/faults", {"rules": [RULES[-1]]}, FAULTY)
        assert self.call("GET", "/version", tenant=FAULTY)[0] == 503
        self.create("done", 1, tenant=FAULTY)
        self.advance(by="30m", tenant=FAULTY)
        for number, name in enumerate(("slow", "failing", "stuck", "flapping"), 2):
            self.create(name, number, size=2, tenant=FAULTY)
        self.advance(by="4m", tenant=FAULTY)


# The first version of which the import package has a folder around it.
PACKAGE_MOVED = 8


def unpack(version, folder):
    """Unpack the last code of a version; returns the name of its package, and where it lies."""
    shown = subprocess.run(
        ["git", "archive", f"{NEXT[version]}^", "simulator"], capture_output=True, check=True
    )
    with tarfile.open(fileobj=BytesIO(shown.stdout)) as archive:
        archive.extractall(folder, filter="data")
    if version >= PACKAGE_MOVED:
        return "cs_simulator", folder / "simulator"
    return "simulator", folder


def dump(db):
    with closing(sqlite3.connect(db)) as database:
        [(marked,)] = database.execute("PRAGMA application_id")
        [(version,)] = database.execute("PRAGMA user_version")
        lines = [*database.iterdump(), f"PRAGMA application_id = {marked};"]
        return "\n".join([*lines, f"PRAGMA user_version = {version};", ""])


def make(version):
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "state.db"
        package, code = unpack(version, Path(folder) / "code")
        with serving(package, code, db) as url:
            Life(url).live(version)
        (FOLDER / f"v{version}.sql").write_text(dump(db), encoding="utf-8")
        copy = Path(shutil.copy(db, Path(folder) / "copy.db"))
        with serving(package, code, copy) as url:
            end = Life(url).run_to_the_end(version)
        text = json.dumps(end, indent=1, ensure_ascii=False) + "\n"
        (FOLDER / f"v{version}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for wanted in sys.argv[1:] or NEXT:
        make(int(wanted))
