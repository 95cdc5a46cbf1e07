"""Make the index of operations: ``python -m tests.operations.index``.

It says of each operation what its route is and where it is, so that a call loads its own only.
"""

from pathlib import Path

from cs_simulator.operations import all_operations, rpc_operations

FILE = Path(__file__).parents[2] / "simulator/cs_simulator/operations/_index.py"
HEAD = '''\
"""Where each operation is, and its route: made by ``python -m tests.operations.index``."""

# ruff: noqa: E501 - a row is a line
from cs_simulator.operations._routing import Declared

# fmt: off
INDEX = (
'''
PACKAGE = "cs_simulator.operations."


def declared(operation):
    """The row of an operation: its module, name, methods, path, cluster type and product."""
    module = operation.handle.__module__.removeprefix(PACKAGE)
    methods = (operation.method, *operation.also)
    about = (operation.path, operation.cluster_type, operation.product)
    return module, operation.name, methods, *about


def text():
    operations = (*all_operations(), *rpc_operations().values())
    rows = "".join(f"    Declared{row!r},\n" for row in map(declared, operations))
    return f"{HEAD}{rows})\n".replace("'", '"')


def write():
    FILE.write_text(text(), "utf-8")


if __name__ == "__main__":
    write()
