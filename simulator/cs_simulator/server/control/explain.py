"""``calls/{request_id}/explain``: which rules were considered for a call, and what came of it."""

from cs_simulator.domain.records import tables
from cs_simulator.engine import considered_rules
from cs_simulator.engine.fault_decisions import given_at
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control.contract.calls import EXPLAIN_CALL, Explanation
from cs_simulator.server.control.rendering.calls import call_object, decision_object
from cs_simulator.storage.conditions import equals


@route(EXPLAIN_CALL)
async def explain_call(call: ControlCall) -> Explanation:
    """Show the decisions of rules about a call, and why each other rule in force made none."""
    tenant = await call.tenant()
    await call.simulator.flush(tenant)
    history, its = call.simulator.store.history, [equals("request_id", call.subject)]
    found = await history.read(tables.CALL, tenant.number, its)
    if not found:
        dropped = tenant.world.counts["dropped"]
        hint = f"; those up to number {dropped} were dropped (see journals in health)"
        raise ControlError(
            f"there is no call {call.subject!r}{hint if dropped else ''}",
            status=404,
            code="NotFound",
        )
    decisions = await history.read(tables.DECISION, tenant.number, its)
    rules = tenant.world.rules
    in_force = [(rule, given_at(tenant.world, rule.id)) for rule in (rules.all if rules else ())]
    return {
        "call": call_object(found[0]),
        "decisions": [decision_object(decision) for decision in decisions],
        "not_matched": [
            {"rule": rule.id, "phase": rule.phase, "kind": rule.kind, "reason": reason}
            for rule, reason in considered_rules.not_matched(in_force, found[0], decisions)
        ],
    }
