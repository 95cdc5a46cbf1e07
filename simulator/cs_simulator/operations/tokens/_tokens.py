"""Cluster tokens. Their texts are secrets: derived from the seed on demand, and never stored."""

import hmac

from cs_simulator.catalog import errors
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import Token
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call


def text_of(unit: Unit, token: Token) -> str:
    """The token itself: 64 hexadecimal digits."""
    return unit.random_for("token", token.cluster_id, token.number).hex(64)


def existing_token(call: Call, unit: Unit) -> Token:
    """The token that the path names; raises ``ErrorTokenNotFound``."""
    given = call.parameters["token"].encode("utf-8", "replace")
    for token in unit.world.tokens:
        if hmac.compare_digest(text_of(unit, token).encode(), given):
            return token
    raise errors.TOKEN_NOT_FOUND()


def token_object(unit: Unit, token: Token) -> dict[str, object]:
    """The token as answers show it: instants are seconds, ``is_active`` is 1 or 0."""
    is_active = not token.is_revoked and (token.is_permanent or unit.now < token.expired)
    return {
        "cluster_id": token.cluster_id,
        "created": token.created // SECOND,
        "expired": token.expired // SECOND,
        "is_active": int(is_active),
        "token": text_of(unit, token),
        "updated": token.updated // SECOND,
    }
