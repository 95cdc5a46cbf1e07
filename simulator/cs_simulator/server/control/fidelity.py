"""``fidelity``: what of the API is simulated, how well that is known, and what nothing read."""

from collections import Counter

from cs_simulator.catalog.assumptions import all_assumptions
from cs_simulator.domain.records import CallEntry
from cs_simulator.operations import reference
from cs_simulator.server.control._request import ControlCall, route
from cs_simulator.server.control.contract import server as contract


@route(contract.GET_FIDELITY)
async def get_fidelity(call: ControlCall) -> contract.Fidelity:
    """Show per operation what is modelled, verified and assumed, and which fields nothing read."""
    tenant = await call.tenant()
    await call.simulator.flush(tenant)
    calls: list[CallEntry] = await call.simulator.store.entries(tenant.number, "call")
    unread: dict[str, Counter[str]] = {}
    for entry in calls:
        if entry.unread:
            unread.setdefault(entry.operation, Counter()).update(entry.unread.split())
    unaffected = Counter(entry.operation for entry in calls if not entry.faults)
    assumptions = all_assumptions()
    return {
        "operations": [
            {
                "operation": row.name,
                "calls": row.calls,
                "is_modelled": row.is_modelled,
                "reason": row.reason or None,
                "verified_by": row.verified_by,
                "assumptions": [known.number for known in assumptions if known.concerns(row.name)],
                "received": unaffected[row.name],
                "unread": dict(unread.get(row.name, {})),
            }
            for row in reference(later=True)
        ],
        "assumptions": [
            {"number": known.number, "text": known.text, "operations": list(known.operations)}
            for known in assumptions
        ],
    }
