"""``fidelity``: what of the API is simulated, how well that is known, and what nothing read."""

from collections import Counter
from typing import Any

from cs_simulator.catalog.assumptions import all_assumptions
from cs_simulator.operations import reference
from cs_simulator.server.control._request import ControlCall, route


@route("GET", "fidelity")
async def get_fidelity(call: ControlCall) -> object:
    """Tell per operation what is modelled, verified and assumed; and fields that nothing read."""
    tenant = await call.tenant()
    await call.simulator.flush(tenant)
    calls = await call.simulator.store.entries(tenant.number, "call")
    unread: dict[str, Counter[str]] = {}
    for each in calls:
        if each.unread:
            unread.setdefault(each.operation, Counter()).update(each.unread.split())
    untouched = Counter(each.operation for each in calls if not each.faults)
    operations: list[dict[str, Any]] = [
        {
            "operation": row.name,
            "calls": row.calls,
            "is_modelled": row.is_modelled,
            "reason": row.reason or None,
            "verified_by": row.verified_by,
            "assumptions": [each.number for each in all_assumptions() if each.concerns(row.name)],
            "received": untouched[row.name],
            "unread": dict(unread.get(row.name, {})),
        }
        for row in reference(later=True)
    ]
    return {
        "operations": operations,
        "assumptions": [
            {"number": each.number, "text": each.text, "operations": list(each.operations)}
            for each in all_assumptions()
        ],
    }
