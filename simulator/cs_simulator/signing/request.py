"""The parts of a request that signatures cover."""

from collections.abc import Collection, Mapping
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import parse_qsl


class SignedRequest(NamedTuple):
    """A request as received; nothing of it is verified yet."""

    method: str
    target: str
    """Path and query, as sent."""
    headers: Mapping[str, str]
    """By name in lower case, as :func:`by_name` returns them."""
    body: bytes

    @property
    def path(self) -> str:
        """The path, as sent."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> list[tuple[str, str]]:
        """The names and values of the query, decoded, sorted by name."""
        raw = self.target.partition("?")[2]
        if not raw:
            return []
        if "%" in raw or "+" in raw:
            pairs = parse_qsl(raw, keep_blank_values=True)
        else:
            parts = (part.partition("=") for part in raw.split("&") if part)
            pairs = [(name, value) for name, _, value in parts]
        # Sorted by name alone: values of one name stay in the order in which they were sent.
        return sorted(pairs, key=itemgetter(0)) if len(pairs) > 1 else pairs


def by_name(headers: Collection[tuple[str, str]]) -> dict[str, str]:
    """Headers by name in lower case; blanks around the values were removed by the HTTP server.

    The values of a repeated header are joined with commas (RFC 9110). Other code may read only the
    first or the last of them: a signature is valid only if it covers all of them.
    """
    kept = {name.lower(): value for name, value in headers}
    if len(kept) == len(headers):
        return kept
    for lowered in kept:
        kept[lowered] = ",".join(value for name, value in headers if name.lower() == lowered)
    return kept
