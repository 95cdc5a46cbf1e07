"""A typed client of the control plane: what the commands, the pytest plugin and tests share.

It needs nothing but the standard library. Paths and the types of answers are those of
:mod:`cs_simulator.server.control.contract`. What belongs to a tenant is loaded when it is first
used: health checks need only the connection.
"""

from typing import TYPE_CHECKING

from cs_simulator.client.connection import Connection, RefusedError, UnreachableError

if TYPE_CHECKING:
    from cs_simulator.client.tenant import Tenant, TenantClient

__all__ = ["Connection", "RefusedError", "Tenant", "TenantClient", "UnreachableError"]


def __getattr__(name: str) -> object:
    """Load the classes of a tenant on first use."""
    if name in ("Tenant", "TenantClient"):
        from cs_simulator.client import tenant

        return getattr(tenant, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
