"""What the typed clients verify, and the record of it.

``python -m tests.sdk.typed.record`` writes it into ``catalog/verified.json``; the tests fail while
it is another one.
"""

import json

from cs_simulator.catalog._tables import FOLDER
from cs_simulator.operations import reference

from tests.sdk.schemas.walker import schemas
from tests.sdk.typed.older import OLDER
from tests.sdk.typed.rows import ROWS
from tests.sdk.typed.typed_clients import NodeClient, PythonClient

FILE = FOLDER / "verified.json"
CLIENTS = (PythonClient, NodeClient)


def refused() -> dict[str, str]:
    """The operations of today's SDK that are not modelled, each with the reason."""
    rows = [row for row in reference() if row.name in schemas()]
    modelled = {row.name for row in rows if row.is_modelled}
    return {row.name: row.reason for row in rows if row.name not in modelled}


def verified_by_rows() -> list[str]:
    """The operations whose answers, or whose refusals, each client reads in the tests."""
    return sorted({row.operation for row in ROWS} | refused().keys() | OLDER.keys())


def _write() -> None:
    whole = json.loads(FILE.read_text("utf-8"))
    whole["ack"] = {client.name: verified_by_rows() for client in CLIENTS}
    FILE.write_text(json.dumps(whole, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    _write()
