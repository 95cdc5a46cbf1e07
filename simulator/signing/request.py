"""What of a request is signed."""

from collections.abc import Mapping
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import parse_qsl


class SignedRequest(NamedTuple):
    """A request as it came, before anybody has believed it."""

    method: str
    target: str
    """Path and query, as on the wire."""
    headers: Mapping[str, str]
    """Looked up without regard to case; names come in any case when gone through."""
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
            pairs = [(name, value) for name, _, value in map(_split, raw.split("&")) if name]
        # Sorted by name alone: values of one name stay in the order in which they were sent.
        return sorted(pairs, key=_name) if len(pairs) > 1 else pairs

    def header(self, name: str) -> str:
        """The header's value without blanks around it, or the empty text."""
        value = self.headers.get(name)
        return value.strip() if value else ""


_name = itemgetter(0)


def _split(pair: str) -> tuple[str, str, str]:
    return pair.partition("=")
