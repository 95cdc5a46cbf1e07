"""``GET /templates``: the account's templates, in pages.

What the service does: gives ``templates`` and ``page_info``; ``template_type`` chooses among them,
``page_num`` and ``page_size`` turn the pages.

Differs from the service: the shape is that of later documents; the Swarm era's is not known.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._paging import page_of
from cs_simulator.operations._templates import template_object

DEFAULT_PAGE_SIZE = 20


@operation("DescribeTemplates", "GET", "/templates")
def describe_templates(call: Call, unit: Unit) -> Reply:
    """Give one page of the templates."""
    page = page_of(call, "page_num", "page_size", DEFAULT_PAGE_SIZE)
    kind = call.query.get("template_type", "")
    wanted = [each for each in unit.world.templates if kind in ("", each.template_type)]
    return Reply(
        body={
            "page_info": page.info(len(wanted)),
            "request_id": call.request_id,
            "templates": [template_object(unit, each) for each in page.of(wanted)],
        }
    )
