"""Pages of inspection reports and of their items: by ``maxResults`` and ``nextToken``."""

from collections.abc import Sequence
from typing import TypeVar

from cs_simulator.operations._operation import Call
from cs_simulator.operations._paging import page_of
from cs_simulator.operations._token_paging import index_of, token_of

LARGEST, DEFAULT = 50, 20
Item = TypeVar("Item")


def page_of_reports(call: Call, items: Sequence[Item]) -> tuple[Sequence[Item], str]:
    """The page that the call selects, and the token of the next one; empty after the last one.

    Raises ``InvalidParameter`` for a number that is none, and for a token that was never given.
    """
    size = page_of(call, "", "maxResults", DEFAULT, LARGEST).size
    token = call.query.get("nextToken", "")
    first = index_of(token, "nextToken") if token else 0
    following = first + size
    return items[first:following], token_of(following) if following < len(items) else ""
