"""``picture``: the timeline as it is drawn: what was, what is, and what is expected."""

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

import orjson

from cs_simulator.domain.records import tables
from cs_simulator.engine import preview
from cs_simulator.engine.fault_decisions import FIRED
from cs_simulator.engine.manual_override import EVENT as FORCED
from cs_simulator.engine.node_loss import EVENT as LOSS
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control._request import ControlCall, NotFoundError, route
from cs_simulator.server.control.contract.picture import GET_PICTURE, Picture, Row
from cs_simulator.server.service_api.incoming import has_left
from cs_simulator.storage.conditions import Condition, equals, is_one_of

if TYPE_CHECKING:
    from cs_simulator.charts.facts import Facts
    from cs_simulator.charts.of_world import Past

# So many rows are rendered in one turn of the event loop.
_MANY = 100
_MOST_CREATIONS = 1_000
# So many entries of each kind are read, the last ones.
_MOST_ENTRIES = 100_000


@route(GET_PICTURE)
async def get_picture(call: ControlCall) -> Picture:
    """Draw what was, is and will be: rows of bars and marks; ``?cluster=`` selects one cluster."""
    from cs_simulator.charts import of_world

    tenant = await call.tenant()
    world = tenant.world
    cluster_id = call.request.query.get("cluster", "")
    if cluster_id and not _is_known(tenant, cluster_id):
        raise NotFoundError("cluster", cluster_id)
    now = tenant.catch_up(call.reading)
    coming = await call.simulator.slices.finish(
        preview.preview_timeline(world, now, cluster_id), lambda: has_left(call.request)
    )
    await call.simulator.flush(tenant)
    past = await _past(call, tenant, cluster_id)
    facts = of_world.facts(world, now, past, coming, cluster_id)
    return await call.simulator.slices.finish(_drawn(facts), lambda: has_left(call.request))


def _is_known(tenant: Tenant, cluster_id: str) -> bool:
    world = tenant.world
    return cluster_id in world.clusters.records or any(
        task.cluster_id == cluster_id for task in world.tasks
    )


async def _past(call: ControlCall, tenant: Tenant, cluster_id: str) -> "Past":
    from cs_simulator.charts.facts import CallFact
    from cs_simulator.charts.of_world import Past
    from cs_simulator.charts.rows.above import MOST_CALLS

    history, number = call.simulator.store.history, tenant.number
    about = [equals("cluster_id", cluster_id)] if cluster_id else []
    calls = await history.columns(tables.CALL, number, CallFact._fields, about, last=MOST_CALLS + 1)
    traces = await history.read(tables.TRACE, number, about, last=_MOST_ENTRIES)
    gone = {trace.cluster_id for trace in traces} - tenant.world.clusters.records.keys()
    fired = [*about, equals("outcome", FIRED)]
    drawn = [*about, is_one_of("type", LOSS, FORCED)]
    return Past(
        calls=[CallFact(*each) for each in calls],  # type: ignore[arg-type]
        traces=traces,
        decisions=await history.read(tables.DECISION, number, fired, last=_MOST_ENTRIES),
        events=await history.read(tables.EVENT, number, drawn, last=_MOST_ENTRIES),
        names=await _names(call, tenant, about) if gone else {},
    )


async def _names(call: ControlCall, tenant: Tenant, about: Sequence[Condition]) -> dict[str, str]:
    """The names that calls have given to clusters, by their ids."""
    creations = await call.simulator.store.history.columns(
        tables.CALL,
        tenant.number,
        ("cluster_id", "body"),
        [*about, equals("operation", "CreateCluster")],
        last=_MOST_CREATIONS,
    )
    named = {}
    for cluster_id, body in creations:
        if cluster_id and isinstance(body, str):
            named[str(cluster_id)] = _name_in(body)
    return {cluster_id: name for cluster_id, name in named.items() if name}


def _name_in(body: str) -> str:
    try:
        created = orjson.loads(body)
    except orjson.JSONDecodeError:
        return ""
    return str(created.get("name", "")) if isinstance(created, dict) else ""


def _drawn(facts: "Facts") -> Generator[None, None, Picture]:
    """The picture; yields from time to time, since there may be very many rows."""
    from cs_simulator.charts import build
    from cs_simulator.server.control.rendering import picture as rendering

    built = yield from build.in_pieces(facts)
    rows: list[Row] = []
    for start in range(0, len(built.rows), _MANY):
        rows += map(rendering.row_object, built.rows[start : start + _MANY])
        yield
    return rendering.picture_object(built, rows)
