"""``role_missing``: refuses the call since the account has not granted a service role.

Finds clients that hide what the user must do, or break the address that the message has: it holds
percent signs and a question mark.

The role for lifecycle hooks is asked for only where the size of a node pool is given. For a role
that is missing from the first call on, and is granted later, give ``missing_roles`` in the
fixtures instead.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import service_roles
from cs_simulator.scenarios.declaration import Choices
from cs_simulator.scenarios.rules.effects import Effect, Phase, Refuse
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.rules.matching import value_at

_SIZE = ("scaling_group", "desired_size")
_CREATION, _POOLS = "CreateCluster", ("CreateClusterNodePool", "ModifyClusterNodePool")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleMissing(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("apply", "admit")
    main: ClassVar[str] = "role"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {
        "operation": (_CREATION, *_POOLS),
        "cluster_type": ("ack",),
    }
    fires_always: ClassVar[bool] = False

    role: Annotated[str, Choices(service_roles.MISSING)] = "AliyunCSManagedNetworkRole"
    """The role: ``AliyunOOSLifecycleHook4CSRole`` concerns calls about node pools that give
    ``desired_size``, all others the creation of clusters."""

    def effect(self, context: FaultContext) -> Effect | None:
        call, row = context.match, service_roles.MISSING[self.role]
        if self.role == service_roles.OOS:
            is_needed = call.operation in _POOLS and value_at(call.body, _SIZE) is not None
        else:
            is_needed = call.operation not in _POOLS
        return Refuse(row, f"{row.message}{_query(self.role)}") if is_needed else None

    def is_lasting(self, phase: Phase) -> bool:
        return True


def _query(role: str) -> str:
    """The end of the address of the console's page on which the role is granted."""
    request = f"%7B%22Services%22%3A%5B%7B%22Service%22%3A%22CS%22%2C%22Roles%22%3A%5B%22{role}%22"
    return f"?request={request}%5D%7D%5D%7D"
