"""``decisions``: every rule that matched, with its draw, and whether it acted."""

from collections.abc import Mapping
from typing import get_args

from cs_simulator.domain.records import tables
from cs_simulator.kubernetes import vocabulary
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.suggestions import instead, short
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control.contract.calls import (
    DECISION_FILTERS,
    LIST_DECISIONS,
    DecisionList,
)
from cs_simulator.server.control.rendering.calls import decision_object
from cs_simulator.storage.conditions import equals


@route(LIST_DECISIONS)
async def list_decisions(call: ControlCall) -> DecisionList:
    """List the last decisions, oldest first; selected by ``rule``, ``outcome`` and others."""
    query, limit = call.request.query, call.limit
    for name in query:
        if name not in (*DECISION_FILTERS, "tenant", "limit"):
            filters = ", ".join(DECISION_FILTERS)
            raise ControlError(f"unknown {name!r}; decisions are selected by {filters}")
    for name, known in (("phase", get_args(Phase)), ("kind", all_kinds())):
        if name in query and query[name] not in known:
            raise ControlError(f"unknown {name} {short(query[name])}{instead(query[name], known)}")
    tenant = await call.tenant()
    await call.simulator.flush(tenant)
    history = call.simulator.store.history
    chosen = [equals(name, query[name]) for name in DECISION_FILTERS if name in query]
    total = await history.count(tables.DECISION, tenant.number, chosen)
    if not total:
        _refuse_unknown(query, tenant)
    shown = await history.read(tables.DECISION, tenant.number, chosen, last=limit)
    return {"total": total, "decisions": [decision_object(decision) for decision in shown]}


def _refuse_unknown(query: Mapping[str, str], tenant: Tenant) -> None:
    """Refuse names of which there can be no decision: that there is none says nothing."""
    rules = [rule.id for rule in tenant.world.rules.all] if tenant.world.rules else []
    words = vocabulary(tenant.world.cluster_types)
    operations = {*words.operations, *words.stages}
    for name, known in (("rule", rules), ("operation", operations)):
        if name in query and query[name] not in known:
            hint = instead(query[name], known)
            raise ControlError(f"there is no {name} {short(query[name])}{hint}")
