"""``GET /aliyuncsrole/status``: whether the account has granted the service its role.

What the service does: the path is known from the SDKs, the answer is not.

Differs from the service: every account has granted it; the answer is our proposal.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation

# The role that the service of that time needed.
ROLE = "AliyunCSDefaultRole"


@operation("CheckAliyunCSServiceRole", "GET", "/aliyuncsrole/status")
def check_aliyun_cs_service_role(call: Call, unit: Unit) -> Reply:
    """Answer that the role is granted."""
    return Reply(body={"granted": True, "request_id": call.request_id, "role_name": ROLE})
