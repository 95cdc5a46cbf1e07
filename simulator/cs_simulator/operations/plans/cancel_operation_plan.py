"""``DELETE /operation/plans/{plan_id}``: call a planned operation off.

What the service does: cancels the plan.

Differs from the service: there are no plans, so that every id is unknown; the code for an unknown
one is our proposal.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation


@operation("CancelOperationPlan", "DELETE", "/operation/plans/{plan_id}", is_write=True)
def cancel_operation_plan(call: Call, unit: Unit) -> Reply:
    """Refuse the id."""
    raise ack_errors.RESOURCE_NOT_FOUND(kind="plan", name=call.parameters["plan_id"])
