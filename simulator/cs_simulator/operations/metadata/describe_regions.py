"""``GET /regions``: the regions in which clusters can be created.

What the service does: lists ids and names, the latter in the language of ``acceptLanguage``.

Differs from the service: every kind of cluster is offered in every region that is still open; the
query's type and profile make no difference. Names are Chinese unless English ones are asked for.
"""

from cs_simulator.catalog import regions
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation


@operation("DescribeRegions", "GET", "/regions")
def describe_regions(call: Call, unit: Unit) -> Reply:
    """Answer the regions."""
    is_english = call.query.get("acceptLanguage", "").lower().startswith("en")
    found = [
        {
            "localName": region.name if is_english else region.chinese,
            "regionId": region.region_id,
        }
        for region in regions.open_regions()
    ]
    return Reply(body={"regions": found, "requestId": call.request_id})
