"""``PUT /templates``, or POST: create a compose template.

What the service does: stores the text under a new id. The SDKs of the Swarm era call it with
PUT, later ones with POST.

Differs from the service: the answer of the Swarm era is not known; ours is that of later documents.
"""

from cs_simulator.domain.records import Template
from cs_simulator.engine import naming
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.templates._templates import TemplateRequest, template_request


@operation(
    "CreateTemplate", "PUT", "/templates", request=TemplateRequest, is_write=True, also=("POST",)
)
def create_template(call: Call, unit: Unit) -> Reply:
    """Create the template."""
    request = template_request(call, unit)
    template = Template(
        serial=unit.serial(),
        template_id=naming.template_id(unit),
        name=request.name,
        template=request.template,
        description=request.description,
        tags=request.tags,
        template_type=request.template_type,
        created=unit.now,
        updated=unit.now,
    )
    unit.put(unit.world.templates, template)
    return Reply(
        body={"request_id": call.request_id, "template_id": template.template_id},
    )
