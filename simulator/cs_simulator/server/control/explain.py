"""``calls/{request_id}/explain``: which rules were considered for a call, and what came of it."""

import orjson

from cs_simulator.domain.records import CallEntry, tables
from cs_simulator.engine.world import World
from cs_simulator.scenarios.rules.compiled import CompiledRule, fits
from cs_simulator.scenarios.rules.matching import MatchContext, unmet_condition
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control.contract.calls import EXPLAIN_CALL, Explanation, UnmatchedRule
from cs_simulator.server.control.rendering import call_object, decision_object
from cs_simulator.storage.history import equals


@route(EXPLAIN_CALL)
async def explain_call(call: ControlCall) -> Explanation:
    """Tell the rules in force that were considered for a call, and why each acted or did not."""
    tenant = await call.tenant()
    await call.simulator.flush(tenant)
    history, its = call.simulator.store.history, [equals("request_id", call.subject)]
    found = await history.read(tables.CALL, tenant.number, its)
    if not found:
        raise ControlError(f"there is no call {call.subject!r}", status=404, code="NotFound")
    decisions = await history.read(tables.DECISION, tenant.number, its)
    decided = {each.rule for each in decisions}
    rules = tenant.world.rules
    subject = _subject(tenant.world, found[0])
    others: list[UnmatchedRule] = [
        {"rule": rule.id, "phase": rule.phase, "kind": rule.kind, "reason": _reason(rule, subject)}
        for rule in (rules.all if rules else ())
        if rule.id not in decided
    ]
    return {
        "call": call_object(found[0]),
        "decisions": [decision_object(each) for each in decisions],
        "not_matched": others,
    }


def _reason(rule: CompiledRule, subject: MatchContext) -> str:
    """Why a rule was not asked, as far as the journal can tell."""
    if rule.phase == "provision":
        return "it is about the steps of tasks"
    if not fits(rule.operations, subject.operation):
        return f"operation is {subject.operation or 'none'}, not {', '.join(rule.operations or ())}"
    if rule.stages is not None:
        return "it is about a stage, and calls have none"
    failed = unmet_condition(rule.tests, subject)
    if failed:
        return f"{failed} does not fit"
    return "a rule before it acted, or the call never came to its phase"


def _subject(world: World, call: CallEntry) -> MatchContext:
    """The call as rules were asked about it, from what the journal has of it."""
    try:
        body = orjson.loads(call.body) if call.body else None
    except orjson.JSONDecodeError:
        body = None
    given = body if isinstance(body, dict) else {}
    cluster = world.clusters.get(call.cluster_id)
    return MatchContext(
        now=call.at,
        operation=call.operation,
        account=world.name,
        region_id=cluster.region_id if cluster else world.options.default_region,
        zone_id=cluster.zone_id if cluster else "",
        instance_type=cluster.instance_type if cluster else str(given.get("instance_type", "")),
        cluster=cluster.name if cluster else str(given.get("name", "")),
        state=cluster.state.value if cluster else "",
        cluster_id=call.cluster_id,
        body=body,
    )
