"""Making tenants by the control plane, whatever is in front of it.

The client invents the name and sends it beside the body: where a proxy has several simulators
behind it, the name decides which of them makes the tenant, and has it.
"""

import os
from collections.abc import Mapping
from typing import Any

from cs_simulator.client.connection import Connection
from cs_simulator.server.control.contract import tenants


def invented_name() -> str:
    """A name that no tenant has: it looks like an AccessKey id."""
    return f"LTAI{os.urandom(10).hex()}"


def make(connection: Connection, body: Mapping[str, Any]) -> tenants.NewTenant:
    """Make a tenant as the *body* says; it is given a name if it has none.

    A tenant of a snapshot is one of a snapshot of the tenant ``default``.
    """
    name = body.get("name") or invented_name()
    whose = "default" if "from_snapshot" in body else str(name)
    return connection.call(tenants.MAKE_TENANT, body={**body, "name": name}, tenant=whose)
