"""``validate``: a dry run of ``POST /clusters`` that answers everything that is wrong at once.

The body, the header ``x-acs-region-id`` and the query are those of the real call. Nothing is
changed.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations import Call
from cs_simulator.operations.clusters.create_cluster import create_cluster, problems_of
from cs_simulator.server.control._request import ControlCall, route
from cs_simulator.server.control.contract.server import VALIDATE, Validation
from cs_simulator.server.service_api.incoming import read_incoming


@route(VALIDATE)
async def validate(call: ControlCall) -> Validation:
    """List everything that is wrong with a creation, without doing it."""
    tenant = await call.tenant()
    now = tenant.catch_up(call.reading)
    unit = Unit(tenant.world, now)
    incoming = await read_incoming(call.simulator, call.request)
    try:
        problems = problems_of(Call(incoming, "", {}, create_cluster, []), unit)
    finally:
        unit.rollback()
    return {
        "valid": not problems,
        "problems": [
            {
                "code": problem.code,
                "field": problem.field or None,
                "message": problem.message,
                "status": problem.status,
            }
            for problem in problems
        ],
    }
