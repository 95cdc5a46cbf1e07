"""What is known of routes before they are loaded: the index is what their modules declare."""

import subprocess
import sys

from cs_simulator.server.control._index import INDEX
from cs_simulator.server.control.routes import all_routes, load

from tests.server.control.index import FILE, text


def test_the_index_has_what_the_modules_declare():
    assert FILE.read_text("utf-8") == text(), "run python -m tests.server.control.index"


def test_what_is_loaded_by_the_index_is_what_is_collected():
    assert {id(load(declared)) for declared in INDEX} == {id(route) for route in all_routes()}
    assert len(INDEX) == len(all_routes())


def test_a_call_loads_its_own_route_only():
    program = """
import sys
from cs_simulator.server.control.routes import find
before = set(sys.modules)
find("GET", "tenants/one")
print(*(name for name in sys.modules if name not in before))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    handlers = {f"cs_simulator.server.control.{declared.module}" for declared in INDEX}
    loaded = handlers & set(ran.stdout.split())
    assert loaded == {"cs_simulator.server.control.clock", "cs_simulator.server.control.tenants"}
