"""``decisions``: every rule that was meant, with what it drew and what came of it."""

from cs_simulator.domain import instants
from cs_simulator.domain.records import Decision
from cs_simulator.server.control._request import ControlCall, ControlError, route

_FILTERS = ("rule", "phase", "kind", "operation", "stage", "cluster", "outcome", "request_id")


@route("GET", "decisions")
async def list_decisions(call: ControlCall) -> object:
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
    everything = await call.simulator.store.entries(tenant.number, "decision")
    chosen = [
        each
        for each in everything
        if all(getattr(each, name) == query[name] for name in _FILTERS if name in query)
    ]
    shown = [shown_decision(each) for each in chosen[-int(limit) :]]
    return {"total": len(chosen), "decisions": shown}


def shown_decision(decision: Decision) -> dict[str, object]:
    """A decision as answers show it."""
    shown: dict[str, object] = decision._asdict()
    del shown["serial"]
    shown["at"] = instants.as_exact_text(decision.at)
    shown["draw"] = float(decision.draw) if decision.draw else None
    return shown
