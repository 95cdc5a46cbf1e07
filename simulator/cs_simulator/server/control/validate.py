"""``validate``: a dry run of ``POST /clusters`` that tells everything that is wrong at once.

The body, the header ``x-acs-region-id`` and the query are those of the real call. Nothing is kept.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations import Call
from cs_simulator.operations.clusters.create_cluster import create_cluster, problems_of
from cs_simulator.server.control._request import ControlCall, route
from cs_simulator.server.service_api.incoming import read_incoming


@route("POST", "validate", reads_body=False, accepts=None)
async def validate(call: ControlCall) -> object:
    """Tell everything that is wrong with a creation, without doing it."""
    tenant = await call.tenant()
    request = call.request
    now = tenant.catch_up(call.simulator.edge.monotonic())
    unit = Unit(tenant.world, now)
    incoming = await read_incoming(call.simulator, request)
    try:
        problems = problems_of(Call(incoming, "", {}, create_cluster), unit)
    finally:
        unit.rollback()
    return {
        "valid": not problems,
        "problems": [
            {
                "code": problem.code,
                "field": problem.field,
                "message": problem.message,
                "status": problem.status,
            }
            for problem in problems
        ],
    }
