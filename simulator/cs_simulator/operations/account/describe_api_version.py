"""``GET /version``: the version of the API.

What the service does: the path is known from the SDKs, the answer is not.

Differs from the service: the body is our proposal.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation

API_VERSION = "2015-12-15"


@operation("DescribeApiVersion", "GET", "/version")
def describe_api_version(call: Call, unit: Unit) -> Reply:
    """Answer the version of the API."""
    return Reply(body={"request_id": call.request_id, "version": API_VERSION})
