"""``PUT /templates/{template_id}``: change a template.

What the service does: replaces the fields of the template. It came after the Swarm clusters.

Differs from the service: the answer, which later SDKs do not read, is our proposal.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.templates._templates import (
    TemplateRequest,
    existing_template,
    template_request,
)


@operation(
    "UpdateTemplate", "PUT", "/templates/{template_id}", request=TemplateRequest, is_write=True
)
def update_template(call: Call, unit: Unit) -> Reply:
    """Replace the fields of the template."""
    template = existing_template(call, unit)
    request = template_request(call, unit)
    unit.put(
        unit.world.templates,
        template._replace(
            name=request.name,
            template=request.template,
            description=request.description,
            tags=request.tags,
            template_type=request.template_type,
            updated=unit.now,
        ),
    )
    return Reply(
        body={"request_id": call.request_id, "template_id": template.template_id},
    )
