"""What is known of operations before they are loaded: the index is what their modules declare."""

import subprocess
import sys

from cs_simulator.operations._lookup import INDEX, all_operations, load, rpc_operations

from tests.operations.index import FILE, text


def test_the_index_has_what_the_modules_declare():
    assert FILE.read_text("utf-8") == text(), "run python -m tests.operations.index"


def test_what_is_loaded_by_the_index_is_what_is_collected():
    collected = [*all_operations(), *rpc_operations().values()]
    assert [load(declared) for declared in INDEX] == collected


def test_a_call_loads_its_own_operation_only():
    program = """
import sys
from cs_simulator.operations import Incoming, call_of
call_of(Incoming("GET", "/version", "/version", {}, b"", "", ""), "1", None)
def is_one(name):
    _, package, *path = (*name.split("."), "")
    return package == "operations" and len(path) > 2 and not path[1].startswith("_")
print(*filter(is_one, sys.modules))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["cs_simulator.operations.account.describe_api_version"]
