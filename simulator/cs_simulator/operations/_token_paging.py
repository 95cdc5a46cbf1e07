"""Pages of a list that is read by page numbers, or on and on by tokens."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple

from cs_simulator.catalog import ack_errors
from cs_simulator.operations._operation import Call
from cs_simulator.operations._paging import page_of

_KIND = "from:"


class Piece(NamedTuple):
    """A piece of a list that a call requests: by its number, or by the token of the one before."""

    first: int
    """The index of its first item, from 0."""
    size: int
    number: int

    def info(self, total: int) -> dict[str, object]:
        """What an answer says of it, with the *total* number of items."""
        following = self.first + self.size
        return {
            "next_token": token_of(following) if following < total else "",
            "page_info": {
                "page_number": self.number,
                "page_size": self.size,
                "total_count": total,
            },
        }


def piece_of(call: Call, default_size: int) -> Piece:
    """The piece that ``next_token`` and ``max_results``, or else the page parameters, request.

    Raises ``InvalidParameter`` for numbers that are none, and for a token that was never given.
    """
    token = call.query.get("next_token", "")
    by_token = bool(token or call.query.get("max_results"))
    page = page_of(call, "page_number", "max_results" if by_token else "page_size", default_size)
    if not by_token:
        return Piece(page.first, page.size, page.number)
    first = index_of(token, "next_token") if token else 0
    return Piece(first, page.size, first // page.size + 1)


def token_of(index: int) -> str:
    """The token of a piece that begins with the item of that index."""
    return urlsafe_b64encode(f"{_KIND}{index}".encode()).decode().rstrip("=")


def index_of(token: str, name: str) -> int:
    """The index of a token; raises ``InvalidParameter.{name}`` for one that was never given."""
    try:
        text = urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode("ascii")
    except ValueError:
        text = ""
    kind, _, digits = text.partition(":")
    if f"{kind}:" != _KIND or not digits.isdigit() or len(digits) > 9:
        raise ack_errors.INVALID_FIELD(name)
    return int(digits)
