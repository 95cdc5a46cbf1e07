"""A field added tomorrow, to every record and to everything kept as JSON, reads what is old.

The product is copied, each of those classes gets one more field with a default, the tables one more
column, and the changed product is served on the databases of earlier versions.
"""

import ast
import json
import shutil
import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path

import cs_simulator
import pytest
from cs_simulator.cluster_types.swarm.properties import SwarmProperties
from cs_simulator.domain import by_name
from cs_simulator.domain.records.tables import TABLES
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.scenarios.rules.effects import StepEffect
from cs_simulator.scenarios.rules.pods import PodEffect
from cs_simulator.storage.changes import TenantRow
from cs_simulator.testing import Simulator

from tests.support.old_databases import Server, expected, restore, serving, versions

PACKAGE = Path(cs_simulator.__file__).parent
KEPT_AS_JSON = (PodEffect, StepEffect, TenantRow, TenantSpec)
ADDED = "added_later: str = 'as before'"
LAST = versions()[-1]


def with_one_more_field(kind, package, field):
    """Add a field to a class, after its others, in a copy of the package."""
    path = package / Path(import_module(kind.__module__).__file__).relative_to(PACKAGE)
    lines = path.read_text("utf-8").splitlines()
    [found] = [
        node
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name == kind.__name__
    ]
    last_field = max(n.end_lineno for n in found.body if isinstance(n, ast.AnnAssign))
    lines.insert(last_field, f"    {field}")
    path.write_text("\n".join(lines) + "\n", "utf-8")


def with_one_more_default(path):
    """Add a default to the properties of clusters, which are no class with defaults."""
    text = path.read_text("utf-8")
    assert "_DEFAULTS = SwarmProperties(\n" in text
    more = "_DEFAULTS = SwarmProperties(\n    added_later='as before',\n"
    path.write_text(text.replace("_DEFAULTS = SwarmProperties(\n", more), "utf-8")


@pytest.fixture(scope="module")
def code_of_tomorrow(tmp_path_factory):
    """A folder with the changed product."""
    code = tmp_path_factory.mktemp("tomorrow")
    package = code / "cs_simulator"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    for kind in (*KEPT_AS_JSON, *(table.record for table in TABLES)):
        with_one_more_field(kind, package, ADDED)
    with_one_more_field(SwarmProperties, package, ADDED.partition(" =")[0])
    with_one_more_default(package / "cluster_types" / "swarm" / "properties.py")
    migrations = package / "storage" / "migrations"
    (migrations / f"{len(list(migrations.glob('*.sql'))) + 1:04}_tomorrow.sql").write_text(
        "".join(
            f"ALTER TABLE {name} ADD COLUMN added_later TEXT NOT NULL DEFAULT 'as before';\n"
            for name in ("tenant", *(table.name for table in TABLES))
        )
    )
    return code


@pytest.mark.parametrize("version", versions())
def test_a_database_of_each_version_is_read_by_code_with_more_fields(
    code_of_tomorrow, tmp_path, version
):
    path = tmp_path / "old.db"
    restore(version, path)

    with serving("cs_simulator", code_of_tomorrow, path) as url:
        outcomes = Server(url).run_to_the_end(version)

    assert outcomes.keys() == expected(version).keys()
    assert version != LAST or outcomes == expected(version)
    with closing(sqlite3.connect(path)) as database:
        written = database.execute("SELECT DISTINCT added_later FROM task").fetchall()
    assert written == [("as before",)]


def test_what_is_kept_as_json_is_all_that_is_read_by_name():
    used = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "by_name.build":
                used.add(ast.unparse(node.args[0]))

    assert used == {
        "PodEffect",
        "StepEffect",
        "TenantRow",
        "cls",
    }  # TenantSpec is what its own method reads


@pytest.mark.parametrize("kind", KEPT_AS_JSON, ids=lambda kind: kind.__name__)
def test_names_that_a_later_version_wrote_are_skipped(kind):
    without_default = {"kind": "slow", "rule": "r"} if kind is StepEffect else {}
    if kind is TenantRow:
        without_default = dict.fromkeys(TenantRow._fields[:8], "x")

    value = by_name.build(kind, without_default | {"added_later": 1})

    assert value == kind(**without_default)


def test_a_file_in_which_a_later_version_kept_more_opens(tmp_path):
    path = tmp_path / "newer.db"
    restore(LAST, path)
    with Simulator(db=str(path), clock="frozen"):
        pass
    more = "json_set({0}, '$.added_later', 1)"
    with closing(sqlite3.connect(path)) as database:
        for table, column in (
            ("step", "step_effect"), ("tenant", "spec"), ("tenant", "counts"),
            ("snapshot", "tenant_row"),
        ):  # fmt: skip
            database.execute(
                f"UPDATE {table} SET {column} = {more.format(column)} WHERE {column} <> ''"
            )
            forgotten = (
                "tenant_row = json_remove(tenant_row, '$.checksum')"
                if table == "snapshot"
                else "checksum = 0"
            )  # that version's checksum is another one
            database.execute(f"UPDATE {table} SET {forgotten}")
        database.commit()
        [(kept,), *_] = database.execute("SELECT step_effect FROM step WHERE step_effect <> ''")
    assert json.loads(kept)["added_later"] == 1

    with Simulator(db=str(path), clock="frozen") as simulator:
        outcomes = Server(simulator.url).run_to_the_end(LAST)

    assert outcomes == expected(LAST)
