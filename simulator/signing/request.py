"""What of a request is signed."""

from collections.abc import Mapping
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
        _, mark, raw = self.target.partition("?")
        if not mark or not raw:
            return []
        # Sorted by name alone: values of one name stay in the order in which they were sent.
        return sorted(parse_qsl(raw, keep_blank_values=True), key=lambda pair: pair[0])

    def header(self, name: str) -> str:
        """The header's value without blanks around it, or the empty text."""
        return self.headers.get(name, "").strip()
