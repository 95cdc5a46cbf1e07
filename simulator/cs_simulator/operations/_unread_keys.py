"""Which keys of a query an operation does not have: misspelt ones, mostly.

What an operation has is declared in the catalogue's shapes: keys of today's SDK, and others that
older clients send.
"""

from cs_simulator.catalog.shapes import query_keys
from cs_simulator.operations._operation import Call

OF_EVERY_CALL = ("RegionId",)
"""The keys that every call may have."""


def unread_keys(call: Call) -> list[str]:
    """Each such key as ``?key``; nothing reads their values.

    Calls of the style RPC and of a cluster's Kubernetes API are not looked at.
    """
    incoming = call.incoming
    if not incoming.query or incoming.action or incoming.cluster_caller is not None:
        return []
    known = query_keys(call.operation.name)
    return [f"?{key}" for key in incoming.query if key not in known and key not in OF_EVERY_CALL]
