"""What the signer of a call may do, and the refusal of the rest."""

from collections.abc import Sequence
from typing import NamedTuple

from cs_simulator.catalog import errors
from cs_simulator.domain.access_denied import PolicyType, Principal, detail
from cs_simulator.domain.errors import ErrorSpec
from cs_simulator.signing.policies import Policy


class Permissions(NamedTuple):
    """What a principal is allowed to do."""

    policy: Policy
    principal: Principal
    resource_group: str = ""
    """The id of the resource group for which the policy is; empty for the whole account."""

    def check(self, actions: Sequence[str], resource: str, resource_group: str) -> None:
        """Raise ``StatusForbidden`` unless an action on a resource of the service is permitted.

        *actions* are the names of the action; the refusal shows the first one. *resource_group* is
        that of the resource.
        """
        is_user = self.principal.kind == "SubUser"
        row = errors.STATUS_FORBIDDEN if is_user else errors.STATUS_FORBIDDEN_TO_ROLE
        self._check(row, actions, resource, resource_group)

    def check_of_product(self, action: str, resource: str, resource_group: str) -> None:
        """Raise ``Forbidden.RAM`` unless an action on another product's resource is permitted."""
        self._check(errors.FORBIDDEN_BY_RAM, (action,), resource, resource_group)

    def _check(
        self, row: ErrorSpec, actions: Sequence[str], resource: str, resource_group: str
    ) -> None:
        policy_type: PolicyType = "AccountLevelIdentityBasedPolicy"
        why = self.policy.refuses(actions, resource)
        if self.resource_group:
            policy_type = "ResourceGroupLevelIdentityBasedPolicy"
            if resource_group != self.resource_group:
                why = "ImplicitDeny"
        if why is not None:
            refused = row(action=actions[0])
            refused.access_denied = detail(actions[0], self.principal, why, policy_type)
            raise refused
