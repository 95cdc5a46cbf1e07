"""What of a request is signed."""

from collections.abc import Collection, Mapping
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import parse_qsl


class SignedRequest(NamedTuple):
    """A request as it came, before anybody has believed it."""

    method: str
    target: str
    """Path and query, as on the wire."""
    headers: Mapping[str, str]
    """By their names in lower case, as :func:`by_name` gives them."""
    body: bytes

    @property
    def path(self) -> str:
        """The path as on the wire."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> list[tuple[str, str]]:
        """The query's names and values, decoded, sorted by name."""
        raw = self.target.partition("?")[2]
        if not raw:
            return []
        if "%" in raw or "+" in raw:
            pairs = parse_qsl(raw, keep_blank_values=True)
        else:
            pairs = [(name, value) for name, _, value in map(_split, filter(None, raw.split("&")))]
        # Sorted by name alone: values of one name stay in the order in which they were sent.
        return sorted(pairs, key=_name) if len(pairs) > 1 else pairs


def by_name(headers: Collection[tuple[str, str]]) -> dict[str, str]:
    """Headers by their names in lower case; blanks around their values are gone already.

    The values of a header that came more than once are joined, as HTTP has it. Others read the
    first or the last of them: no signature but one over all of them may let such a request in.
    """
    kept = {name.lower(): value for name, value in headers}
    if len(kept) == len(headers):
        return kept
    for lowered in kept:
        kept[lowered] = ",".join(value for name, value in headers if name.lower() == lowered)
    return kept


_name = itemgetter(0)


def _split(pair: str) -> tuple[str, str, str]:
    return pair.partition("=")
