"""Make the index of the control plane: ``python -m tests.server.control.index``.

It says of each route where it is, so that a call loads its own only.
"""

from pathlib import Path

from cs_simulator.server.control.routes import all_routes

FILE = Path(__file__).parents[3] / "simulator/cs_simulator/server/control/_index.py"
HEAD = '''\
"""Where each route is: made by ``python -m tests.server.control.index``."""

from cs_simulator.server.control._request import Declared

# fmt: off
INDEX = (
'''
PACKAGE = "cs_simulator.server.control."


def declared(route):
    """The row of a route: its module, method and path."""
    module = route.handle.__module__.removeprefix(PACKAGE)
    return module, route.endpoint.method, route.endpoint.path


def text():
    rows = "".join(f"    Declared{row!r},\n" for row in map(declared, all_routes()))
    return f"{HEAD}{rows})\n".replace("'", '"')


def write():
    FILE.write_text(text(), "utf-8")


if __name__ == "__main__":
    write()
