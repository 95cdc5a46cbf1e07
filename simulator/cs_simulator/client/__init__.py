"""A small client of the control plane: what the command line, the pytest plugin and tests share.

It needs nothing but the standard library.
"""

from cs_simulator.client.connection import Connection, RefusedError, UnreachableError
from cs_simulator.client.tenant import Tenant

__all__ = ["Connection", "RefusedError", "Tenant", "UnreachableError"]
