"""The keys that may sign requests, and how they are configured. No message repeats a secret."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import orjson

from cs_simulator.domain import instants
from cs_simulator.domain.access_denied import Principal, account_id_of
from cs_simulator.domain.errors import UsageError
from cs_simulator.signing.permissions import Permissions
from cs_simulator.signing.policies import Policy

_KNOWN = (
    "access_key_id", "access_key_secret", "account", "status", "security_token", "expires",
    "policy", "principal", "account_id", "resource_group_id",
)  # fmt: skip
_MOST_DIGITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """An AccessKey, or a temporary one with its security token."""

    access_key_id: str
    secret: str = field(repr=False)
    account: str = ""
    """The tenant that the key belongs to; empty for the one named like the key."""
    is_active: bool = True
    security_token: str = field(default="", repr=False)
    expires: int | None = None
    """When the security token expires: real time, in microseconds since 1970 UTC."""
    policy: Policy | None = None
    """What its holder may do; ``None`` permits everything."""
    principal: str = ""
    """What refusals call its holder; empty for the id of the key."""
    resource_group_id: str = ""
    """The resource group for which the policy is; empty for the whole account."""
    given_account_id: str = ""
    """The number of the account; empty for one that follows from the tenant."""

    @property
    def tenant(self) -> str:
        """The name of the tenant that the key belongs to."""
        return self.account or self.access_key_id

    @property
    def account_id(self) -> str:
        """The number of the account, which the names of its resources have."""
        return self.given_account_id or account_id_of(self.tenant)

    @property
    def permissions(self) -> Permissions | None:
        """What its holder may do, and who that is; ``None`` permits everything.

        A temporary key is one of a role that somebody has assumed.
        """
        if self.policy is None:
            return None
        kind: Literal["SubUser", "AssumedRoleUser"] = (
            "AssumedRoleUser" if self.security_token else "SubUser"
        )
        name = self.principal or self.access_key_id
        principal = Principal(kind, name, self.account_id)
        return Permissions(self.policy, principal, self.resource_group_id)


class Keyring:
    """Credentials by AccessKey id."""

    def __init__(self) -> None:
        self._credentials: dict[str, Credential] = {}

    def put(self, credential: Credential) -> None:
        """Add a credential; it replaces the one with the same id."""
        self._credentials[credential.access_key_id] = credential

    def drop(self, access_key_id: str) -> bool:
        """Remove a credential; returns whether there was one."""
        return self._credentials.pop(access_key_id, None) is not None

    def find(self, access_key_id: str) -> Credential | None:
        """The credential with that id, or ``None``."""
        return self._credentials.get(access_key_id)

    def is_token_of_another(self, token: str, access_key_id: str) -> bool:
        """Whether a security token belongs to another key."""
        given = token.encode("utf-8", "replace")
        return any(
            hmac.compare_digest(credential.security_token.encode(), given)
            for credential in self
            if credential.security_token and credential.access_key_id != access_key_id
        )

    def __len__(self) -> int:
        return len(self._credentials)

    def __iter__(self) -> Iterator[Credential]:
        return iter(self._credentials.values())


def from_pair(text: str) -> Credential:
    """The credential for ``ID:SECRET``; raises :class:`UsageError` for any other form."""
    access_key_id, colon, secret = text.partition(":")
    if not colon or not access_key_id or not secret:
        raise UsageError("--credentials: write each as ID:SECRET")
    if not all(part.isprintable() for part in (access_key_id, secret)):
        raise UsageError("--credentials: an id and a secret are printable characters")
    return Credential(access_key_id=access_key_id, secret=secret)


def from_file(text: str) -> list[Credential]:
    """The credentials in a JSON file: an array of objects, or an object ``{"credentials": […]}``.

    Raises :class:`UsageError` with what to change.
    """
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as problem:
        raise UsageError(f"it is not JSON: line {problem.lineno}, column {problem.colno}") from None
    if isinstance(value, dict) and value.keys() == {"credentials"}:
        value = value["credentials"]
    if not isinstance(value, list):
        raise UsageError("it is an array of objects with access_key_id and access_key_secret")
    return [from_object(credential) for credential in value]


def from_object(value: object) -> Credential:
    """The credential in a JSON object; raises :class:`UsageError` with what to change."""
    if not isinstance(value, dict):
        raise UsageError("a credential is an object with access_key_id and access_key_secret")
    if unknown := value.keys() - set(_KNOWN):
        raise UsageError(f"unknown {', '.join(sorted(unknown))}; known are {', '.join(_KNOWN)}")
    status = _text(value, "status") or "Active"
    if status not in ("Active", "Inactive"):
        raise UsageError("status is Active or Inactive")
    return Credential(
        access_key_id=_text(value, "access_key_id", is_required=True),
        secret=_text(value, "access_key_secret", is_required=True),
        account=_text(value, "account"),
        is_active=status == "Active",
        security_token=_text(value, "security_token"),
        expires=_instant(_text(value, "expires")),
        policy=_policy(value.get("policy")),
        principal=_text(value, "principal"),
        resource_group_id=_text(value, "resource_group_id"),
        given_account_id=_account_id(value),
    )


def _text(value: dict[str, object], name: str, *, is_required: bool = False) -> str:
    given = value.get(name, "")
    if not isinstance(given, str) or (is_required and not given):
        raise UsageError(f"{name} is a string" + (", and must be given" if is_required else ""))
    return given


def _account_id(value: dict[str, object]) -> str:
    given = _text(value, "account_id")
    if given and not (given.isascii() and given.isdigit() and len(given) <= _MOST_DIGITS):
        raise UsageError(f"account_id is a text of at most {_MOST_DIGITS} digits")
    return given


def _instant(text: str) -> int | None:
    try:
        return instants.from_text(text) if text else None
    except ValueError as problem:
        raise UsageError(f"expires: {problem}") from None


def _policy(document: object) -> Policy | None:
    try:
        return Policy.read(document) if document is not None else None
    except ValueError as problem:
        raise UsageError(f"policy: {problem}") from None
