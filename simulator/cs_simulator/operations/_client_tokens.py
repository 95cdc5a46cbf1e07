"""Client tokens: a call that is repeated with its token has no second effect.

What a token stands for is kept for a day. Of the request only a digest is kept, from which secrets
were taken out first: a digest of a password could be guessed.
"""

from collections.abc import Mapping
from hashlib import sha256
from itertools import takewhile
from typing import Any

import orjson

from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import HOUR
from cs_simulator.domain.records import ClientToken
from cs_simulator.engine import redaction
from cs_simulator.engine.unit import Unit

VALID_FOR = 24 * HOUR
"""How long a token stands for its call, in virtual time."""


def digest_of(*parts: object) -> str:
    """A digest of JSON values without their secrets, whatever the order of their keys."""
    kept = [redaction.without_secrets(part) for part in parts]
    return sha256(orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)).hexdigest()


def earlier_answer(
    unit: Unit, operation: str, token: str, digest: str, mismatch: ApiError
) -> dict[str, Any] | None:
    """What the call with the same token was answered with; ``None`` if there was none in a day.

    Raises *mismatch* if that call asked for something else.
    """
    known = unit.world.client_tokens.get(_key(operation, token)) if token else None
    if known is None or _is_over(unit, known):
        return None
    if known.digest != digest:
        raise mismatch
    answer: dict[str, Any] = orjson.loads(known.answer)
    return answer


def remember(
    unit: Unit, operation: str, token: str, digest: str, answer: Mapping[str, object]
) -> None:
    """Keep what a call with a token is answered with, and drop the tokens that are over."""
    if not token:
        return
    tokens = unit.world.client_tokens
    for known in list(takewhile(lambda known: _is_over(unit, known), tokens)):  # oldest first
        unit.drop(tokens, known)
    unit.put(
        tokens,
        ClientToken(
            serial=unit.serial(),
            token=_key(operation, token),
            operation=operation,
            digest=digest,
            answer=orjson.dumps(answer).decode(),
            created=unit.now,
        ),
    )


def _is_over(unit: Unit, known: ClientToken) -> bool:
    return unit.now - known.created >= VALID_FOR


def _key(operation: str, token: str) -> str:
    """What a token is kept by: each operation has tokens of its own, of any length."""
    return f"{operation} {sha256(token.encode('utf-8', 'surrogatepass')).hexdigest()}"
