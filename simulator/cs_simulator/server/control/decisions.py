"""``decisions``: every rule that was meant, with what it drew and what came of it."""

from cs_simulator.domain.records import tables
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control.contract.calls import LIST_DECISIONS, DecisionList
from cs_simulator.server.control.rendering import decision_object
from cs_simulator.storage.history import equals

_FILTERS = ("rule", "phase", "kind", "operation", "stage", "cluster", "outcome", "request_id")


@route(LIST_DECISIONS)
async def list_decisions(call: ControlCall) -> DecisionList:
    """List the decisions, oldest first; chosen by ``rule``, ``cluster``, ``outcome`` and others."""
    query = call.request.query
    for name in query:
        if name not in (*_FILTERS, "tenant", "limit"):
            raise ControlError(f"unknown {name!r}; decisions are chosen by {', '.join(_FILTERS)}")
    limit = query.get("limit", "1000")
    if not (limit.isascii() and limit.isdigit() and 0 < int(limit[:10]) < 10**9):
        raise ControlError(f"limit is a whole number above 0, not {limit!r}")
    tenant = await call.tenant()
    await call.simulator.flush(tenant)
    history = call.simulator.store.history
    chosen = [equals(name, query[name]) for name in _FILTERS if name in query]
    total = await history.count(tables.DECISION, tenant.number, chosen)
    shown = await history.read(tables.DECISION, tenant.number, chosen, last=int(limit))
    return {"total": total, "decisions": [decision_object(decision) for decision in shown]}
