"""``GET /regions/{region_id}/operation/plans``: the same as ListOperationPlans, for one region.

What the service does: lists what is planned in the region.

Differs from the service: as ListOperationPlans.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.plans.list_operation_plans import planned


@operation("ListOperationPlansForRegion", "GET", "/regions/{region_id}/operation/plans")
def list_operation_plans_for_region(call: Call, unit: Unit) -> Reply:
    """Answer that nothing is planned."""
    return planned(call, unit)
