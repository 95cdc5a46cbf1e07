"""What a refusal of a RAM policy says of itself in ``accessDeniedDetail``.

Keys and values are those of refusals of the service in public issues. The policies of a user or a
role are for the whole account, or for one resource group.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Literal, NamedTuple

NoPermission = Literal["ImplicitDeny", "ExplicitDeny"]
"""Why a policy does not permit something: nothing in it allows it, or something denies it."""
PolicyType = Literal["AccountLevelIdentityBasedPolicy", "ResourceGroupLevelIdentityBasedPolicy"]
_DIGITS_OF_ACCOUNT = 16


class Principal(NamedTuple):
    """Who signs with a key: a user of the account, or a role that somebody has assumed."""

    kind: Literal["SubUser", "AssumedRoleUser"]
    name: str
    account_id: str


def detail(
    action: str,
    principal: Principal,
    why: NoPermission,
    policy_type: PolicyType = "AccountLevelIdentityBasedPolicy",
) -> Mapping[str, str]:
    """The detail of the refusal of an action, such as ``cs:DeleteCluster``."""
    return {
        "AuthAction": action,
        "AuthPrincipalDisplayName": principal.name,
        "AuthPrincipalOwnerId": principal.account_id,
        "AuthPrincipalType": principal.kind,
        "NoPermissionType": why,
        "PolicyType": policy_type,
    }


def account_id_of(tenant: str) -> str:
    """The number of an account that was given none: 16 digits, the same for the same tenant."""
    number = int.from_bytes(sha256(tenant.encode("utf-8", "surrogatepass")).digest()[:8])
    return f"1{number % 10 ** (_DIGITS_OF_ACCOUNT - 1):0{_DIGITS_OF_ACCOUNT - 1}}"
