"""``DELETE /templates/{template_id}``: delete a template.

What the service does: deletes the template. It came after the Swarm clusters.

Differs from the service: the answer, which later SDKs do not read, is our proposal.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.templates._templates import existing_template


@operation("DeleteTemplate", "DELETE", "/templates/{template_id}", is_write=True)
def delete_template(call: Call, unit: Unit) -> Reply:
    """Delete the template."""
    template = existing_template(call, unit)
    unit.drop(unit.world.templates, template)
    return Reply(body={"request_id": call.request_id, "template_id": template.template_id})
