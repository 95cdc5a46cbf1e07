"""``fidelity``: what of the API is simulated, how well that is known, and what nothing read."""

from collections import Counter

from cs_simulator.catalog.assumptions import all_assumptions
from cs_simulator.domain.records import tables
from cs_simulator.operations import reference
from cs_simulator.server.control._request import ControlCall, route
from cs_simulator.server.control.contract import server as contract
from cs_simulator.storage.conditions import equals


@route(contract.GET_FIDELITY)
async def get_fidelity(call: ControlCall) -> contract.Fidelity:
    """Show per operation what is modelled, verified and assumed, and which fields nothing read."""
    tenant = await call.tenant()
    await call.simulator.flush(tenant)
    history, no_fault = call.simulator.store.history, [equals("faults", "")]
    unaffected = await history.count_by(tables.CALL, tenant.number, ["operation"], no_fault)
    fields = await history.count_by(tables.CALL, tenant.number, ["operation", "unread"])
    unread: dict[str, Counter[str]] = {}
    for (operation, names), calls in fields.items():
        for name in str(names).split():
            unread.setdefault(str(operation), Counter())[name] += calls
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
                "received": unaffected.get((row.name,), 0),
                "unread": dict(unread.get(row.name, {})),
            }
            for row in reference()
        ],
        "assumptions": [
            {
                "number": known.number,
                "text": known.text,
                "operations": list(known.operations),
                "cluster_type": known.cluster_type or None,
            }
            for known in assumptions
        ],
    }
