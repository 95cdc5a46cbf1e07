"""What the signer of a call may do, and how the service refuses the rest.

A refusal says in ``accessDeniedDetail`` who was refused what, and why. Keys and values are those of
refusals of the service in public issues. Policies belong to the key, so they are those of its user
or its role in the whole account: ``AccountLevelIdentityBasedPolicy``.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Literal, NamedTuple

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ErrorSpec
from cs_simulator.signing.policies import Policy

POLICY_TYPE = "AccountLevelIdentityBasedPolicy"
_DIGITS_OF_ACCOUNT = 16


class Principal(NamedTuple):
    """Who signs with a key: a user of the account, or a role that somebody has assumed."""

    kind: Literal["SubUser", "AssumedRoleUser"]
    name: str
    account_id: str


class Permissions(NamedTuple):
    """What a principal is allowed to do."""

    policy: Policy
    principal: Principal

    def check(self, actions: Sequence[str], resource: str) -> None:
        """Raise ``StatusForbidden`` unless an action on a resource of the service is permitted.

        *actions* are the names of the action; the refusal shows the first one.
        """
        row = (
            errors.STATUS_FORBIDDEN
            if self.principal.kind == "SubUser"
            else errors.STATUS_FORBIDDEN_TO_ROLE
        )
        self._check(row, actions, resource)

    def check_of_product(self, action: str, resource: str) -> None:
        """Raise ``Forbidden.RAM`` unless an action on another product's resource is permitted."""
        self._check(errors.FORBIDDEN_BY_RAM, (action,), resource)

    def _check(self, row: ErrorSpec, actions: Sequence[str], resource: str) -> None:
        why = self.policy.refuses(actions, resource)
        if why is None:
            return
        refused = row(action=actions[0])
        refused.access_denied = {
            "AuthAction": actions[0],
            "AuthPrincipalDisplayName": self.principal.name,
            "AuthPrincipalOwnerId": self.principal.account_id,
            "AuthPrincipalType": self.principal.kind,
            "NoPermissionType": why,
            "PolicyType": POLICY_TYPE,
        }
        raise refused


def account_id_of(tenant: str) -> str:
    """The number of an account that was given none: 16 digits, the same for the same tenant."""
    number = int.from_bytes(sha256(tenant.encode("utf-8", "surrogatepass")).digest()[:8])
    return f"1{number % 10 ** (_DIGITS_OF_ACCOUNT - 1):0{_DIGITS_OF_ACCOUNT - 1}}"
