"""Writes the catalogue's source ``sdk_shapes.yaml`` from ``ack_schemas.yaml``.

``python -m tests.sdk.schemas.derive``, after ``generate``; then
``python -m cs_simulator.catalog.build`` makes the table that the simulator reads.
"""

import sys
from pathlib import Path

import yaml
from cs_simulator.catalog.build import CATALOG

from tests.sdk.schemas.walker import schemas

FILE = Path(CATALOG) / "sources" / "sdk_shapes.yaml"
HEAD = """\
# What the SDK sends for each operation, and what it reads in the answer, by the names on the wire.
# Made of tests/sdk/schemas/ack_schemas.yaml: python -m tests.sdk.schemas.derive
#
# A type is string, boolean, integer, number, any, or map: an object of any fields. [x] = list of x;
# {'*': x} = object with free keys and values x. An answer of "none" is not read by the SDK.
#
# Source: alibabacloud_cs20151215 7.2.3.

"""


def written() -> str:
    """The source as it should be: one line for each operation."""
    lines = [f"{name}: {_flow(shape)}" for name, shape in schemas().items()]
    return HEAD + "\n".join(lines) + "\n"


def _flow(shape: object) -> str:
    dumped = yaml.dump(shape, default_flow_style=True, sort_keys=False, width=10**9)
    return dumped.removesuffix("\n")


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
    sys.stdout.write(f"{FILE.name} written\n")
