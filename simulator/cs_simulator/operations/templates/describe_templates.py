"""``GET /templates``: the account's templates, in pages.

What the service does: answers ``templates`` and ``page_info``; ``template_type`` filters the
templates, ``page_num`` and ``page_size`` select the page.

Differs from the service: the shape is that of later documents; the Swarm era's is not known.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._paging import page_of
from cs_simulator.operations.templates._templates import template_object

DEFAULT_PAGE_SIZE = 20


@operation("DescribeTemplates", "GET", "/templates")
def describe_templates(call: Call, unit: Unit) -> Reply:
    """Answer one page of the templates."""
    page = page_of(call, "page_num", "page_size", DEFAULT_PAGE_SIZE)
    kind = call.query.get("template_type", "")
    wanted = [found for found in unit.world.templates if kind in ("", found.template_type)]
    return Reply(
        body={
            "page_info": page.info(len(wanted)),
            "request_id": call.request_id,
            "templates": [template_object(unit, found) for found in page.of(wanted)],
        }
    )
