"""``GET /templates/{template_id}``: one template, as an array of one.

What the service does: answers the versions of the template as a bare array.

Differs from the service: there is one version, the last.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.templates._templates import existing_template, template_object


@operation("DescribeTemplateAttribute", "GET", "/templates/{template_id}", returns_array=True)
def describe_template_attribute(call: Call, unit: Unit) -> Reply:
    """Answer the template."""
    return Reply(body=[template_object(unit, existing_template(call, unit))])
