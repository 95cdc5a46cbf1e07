"""A typed client of the control plane: what the commands, the pytest plugin and tests share.

It needs nothing but the standard library. Paths and the types of answers are those of
:mod:`cs_simulator.server.control.contract`.
"""

from cs_simulator.client.connection import Connection, RefusedError, UnreachableError
from cs_simulator.client.tenant import Tenant, TenantClient

__all__ = ["Connection", "RefusedError", "Tenant", "TenantClient", "UnreachableError"]
