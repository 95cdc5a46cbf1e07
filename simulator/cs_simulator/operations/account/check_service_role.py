"""``POST /ram/check-service-role``: whether the account has granted roles to the service.

What the service does: takes names of roles, and answers for each whether it is granted; the message
for one that is not says that the role does not exist.

Differs from the service: every role that begins with ``Aliyun`` is granted, unless the fixtures say
that it is missing; no other is.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Objects, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRequest:
    """A role that is asked about."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    name: Annotated[str, Text()]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckServiceRoleRequest:
    """The body of the request."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    roles: Annotated[tuple[RoleRequest, ...], Objects(RoleRequest)]


@operation("CheckServiceRole", "POST", "/ram/check-service-role", request=CheckServiceRoleRequest)
def check_service_role(call: Call, unit: Unit) -> Reply:
    """Answer for each role whether it is granted."""
    request = read_body(call, CheckServiceRoleRequest)
    return Reply(body={"roles": [_answer(unit, role.name) for role in request.roles]})


def _answer(unit: Unit, name: str) -> dict[str, object]:
    granted = name.startswith("Aliyun") and unit.world.missing_roles.get(name) is None
    message = "" if granted else f"The role does not exist: {name}"
    return {"granted": granted, "message": message, "name": name}
