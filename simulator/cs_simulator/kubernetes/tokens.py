"""Tokens of service accounts: made, read and checked. None is kept.

A token is a JSON Web Token with the claims of the real ones, and one more that says to which
tenant and cluster it belongs, by which its caller is found. It is signed by HMAC with a key that
is derived from the tenant's seed. It ends at an instant of the tenant's virtual time, or with the
service account, or with the object that it is bound to.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import orjson

from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.randomness import derive
from cs_simulator.engine.world import World

ISSUER = "https://kubernetes.default.svc"
AUDIENCES = (ISSUER,)
"""Whom a token is for that does not say it: the API server."""
_HEADER = {"alg": "HS256", "typ": "JWT"}
_LONGEST = 8192
_PLACE, _KUBERNETES = "cs-simulator", "kubernetes.io"
# The objects that a token can be bound to: their resources.
BOUND_TO = {"Pod": "pods", "Secret": "secrets", "Node": "nodes"}


class Account(NamedTuple):
    """A service account, in one life of it."""

    namespace: str
    name: str
    uid: str

    @property
    def user(self) -> str:
        """The name of the user as whom it calls."""
        return f"system:serviceaccount:{self.namespace}:{self.name}"

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of that user."""
        own = f"system:serviceaccounts:{self.namespace}"
        return "system:serviceaccounts", own, "system:authenticated"


class Bound(NamedTuple):
    """What a token ends with, besides its account."""

    kind: str
    """A key of :data:`BOUND_TO`."""
    name: str
    uid: str


class Token(NamedTuple):
    """What a token says, and is good for if it says so rightly."""

    tenant: str
    cluster_id: str
    account: Account
    audiences: tuple[str, ...] = AUDIENCES
    issued: int = 0
    """The instant in whole seconds at which it was made."""
    ends: int | None = None
    """The instant in whole seconds from which it is no longer good; ``None`` for never."""
    bound: Bound | None = None


def make(world: World, token: Token) -> str:
    """The text of a token, which is a secret: show it to its owner only."""
    signed = f"{_encoded(_HEADER)}.{_encoded(_claims(token))}"
    return f"{signed}.{_signature(world, signed)}"


def read(text: str) -> Token | None:
    """What a text says that is a token in form, whether or not it is good; ``None`` for others."""
    if len(text) > _LONGEST or text.count(".") != 2:
        return None
    header, claims, _ = text.split(".")
    if header != _encoded(_HEADER):
        return None
    found = _decoded(claims)
    try:
        return _token(found)
    except (KeyError, TypeError, ValueError):
        return None


def check(
    world: World, text: str, now: int, audiences: Collection[str] = AUDIENCES
) -> Token | None:
    """The token of a text if it is good in this world at an instant; ``None`` if it is not.

    It must be signed here, not be over, and its account and what it is bound to must be there; and
    it must be for one of the *audiences*, if any are given.
    """
    token = read(text)
    signed, _, signature = text.rpartition(".")
    expected = _signature(world, signed).encode()
    given = signature.encode("utf-8", "replace")
    if token is None or not hmac.compare_digest(expected, given):
        return None
    if token.tenant != world.name or (token.ends is not None and now >= token.ends * SECOND):
        return None
    if audiences and not any(each in token.audiences for each in audiences):
        return None
    account = token.account
    is_there = _is_there(
        world, token.cluster_id, "serviceaccounts", account.namespace, account.name, account.uid
    )
    return token if is_there and _bound_is_there(world, token) else None


def _bound_is_there(world: World, token: Token) -> bool:
    bound = token.bound
    if bound is None:
        return True
    resource = BOUND_TO.get(bound.kind, "")
    namespace = "" if resource == "nodes" else token.account.namespace
    return _is_there(world, token.cluster_id, resource, namespace, bound.name, bound.uid)


def _is_there(
    world: World, cluster_id: str, resource: str, namespace: str, name: str, uid: str
) -> bool:
    found = world.kubernetes_objects.get(f"{cluster_id}/{resource}/{namespace}/{name}")
    return found is not None and found.uid == uid


def _claims(token: Token) -> dict[str, object]:
    account, bound = token.account, token.bound
    about: dict[str, object] = {
        "namespace": account.namespace,
        "serviceaccount": {"name": account.name, "uid": account.uid},
    }
    if bound is not None:
        about[bound.kind.lower()] = {"name": bound.name, "uid": bound.uid}
    ends = {} if token.ends is None else {"exp": token.ends}
    return {
        "aud": list(token.audiences),
        **ends,
        "iat": token.issued,
        "iss": ISSUER,
        _KUBERNETES: about,
        "nbf": token.issued,
        "sub": account.user,
        _PLACE: {"tenant": token.tenant, "cluster": token.cluster_id},
    }


def _token(claims: Mapping[str, Any]) -> Token:
    """The token of its claims; raises for claims of another form."""
    about, place = claims[_KUBERNETES], claims[_PLACE]
    account = about["serviceaccount"]
    bound = next((kind for kind in BOUND_TO if kind.lower() in about), None)
    ends = claims.get("exp")
    return Token(
        str(place["tenant"]),
        str(place["cluster"]),
        Account(str(about["namespace"]), str(account["name"]), str(account["uid"])),
        tuple(map(str, claims["aud"])),
        int(claims["iat"]),
        None if ends is None else int(ends),
        _bound(bound, about[bound.lower()]) if bound else None,
    )


def _bound(kind: str, said: Mapping[str, Any]) -> Bound:
    return Bound(kind, str(said["name"]), str(said["uid"]))


def _signature(world: World, signed: str) -> str:
    key = derive(world.seed, world.origin, "kubernetes tokens").digest
    digest = hmac.digest(key, signed.encode("utf-8", "replace"), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def _encoded(value: object) -> str:
    return urlsafe_b64encode(orjson.dumps(value)).rstrip(b"=").decode()


def _decoded(part: str) -> Any:
    padded = part.encode("utf-8", "replace") + b"=" * (-len(part) % 4)
    try:
        return orjson.loads(urlsafe_b64decode(padded))
    except (BadBase64, ValueError):
        return {}
