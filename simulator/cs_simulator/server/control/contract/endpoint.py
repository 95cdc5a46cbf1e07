"""One call of the control plane: how it is made and what it answers."""

from dataclasses import KW_ONLY, dataclass
from enum import Enum
from typing import Any, Generic, TypeVar, is_typeddict
from urllib.parse import quote, unquote

JSON = "application/json"
SQLITE = "application/vnd.sqlite3"

COMMON_QUERY = ("tenant", "replica")
"""Query parameters of every endpoint: whose call it is, and which simulator is to answer it."""

Answer = TypeVar("Answer")

JsonObject = dict[str, Any]
"""A body whose fields are up to the handler."""


class NoFields(dict[str, Any]):
    """A body that is left out, or has no fields."""


class Scope(Enum):
    """What a call is about, and so which of several simulators behind a proxy can answer it.

    The value is what the documents say of it.
    """

    TENANT = "tenant"
    """A tenant: the replica that has it. Without a name it is ``default``."""
    NAMED_TENANT = "named tenant"
    """A tenant, which the call must name where there are several replicas."""
    SAME = "nothing"
    """No tenant and no replica: all replicas with the same settings answer the same."""
    EACH = "each replica"
    """The replica that is asked, whichever it is."""
    ONE = "one replica"
    """One replica, which the call must name where there are several."""


@dataclass(frozen=True, slots=True)
class Endpoint(Generic[Answer]):
    """One call below ``/_simulator/``."""

    method: str
    path: str
    """With at most one placeholder in braces: ``clusters/{cluster_id}``."""
    scope: Scope
    _: KW_ONLY
    answers: type[Answer]
    """What a good answer is, once it is read: a ``TypedDict``, or ``bytes`` where it is no JSON."""
    query: tuple[str, ...] = ()
    """Names of query parameters, besides :data:`COMMON_QUERY`, which every endpoint has."""
    passes_query: bool = False
    """Whether the query is one of the service API, any name of which is let through."""
    body: Any = NoFields
    """The ``TypedDict`` of the body, :data:`JsonObject`, or ``bytes`` where it is no JSON."""
    accepts: tuple[str, ...] = (JSON,)
    """The media types that the body may have; empty for any."""
    media_type: str = JSON
    """The media type of a good answer."""
    is_stream: bool = False
    """Whether the answer goes on until the caller closes the connection."""

    @property
    def placeholder(self) -> str:
        """The name of the placeholder; empty if there is none."""
        return self.path.partition("{")[2].partition("}")[0]

    @property
    def fields(self) -> tuple[str, ...] | None:
        """The fields that the body may have; ``None`` for those that the handler checks itself."""
        if self.body is NoFields:
            return ()
        return tuple(self.body.__annotations__) if is_typeddict(self.body) else None

    def filled(self, subject: str = "") -> str:
        """The path with *subject* in the place of the placeholder."""
        if not self.placeholder:
            return self.path
        return self.path.replace(f"{{{self.placeholder}}}", quote(subject, safe=""))

    def subject_of(self, path: str) -> str | None:
        """What a path has in the place of the placeholder; ``None`` if the path is another one."""
        return subject_of(self.path, path)


def subject_of(declared: str, path: str) -> str | None:
    """What a path has where a declared one has its placeholder; ``None`` if it is another path."""
    given, expected = path.split("/"), declared.split("/")
    if len(given) != len(expected):
        return None
    subject = ""
    for part, wanted in zip(given, expected, strict=True):
        if wanted.startswith("{"):
            subject = unquote(part)
        elif part != wanted:
            return None
    return subject
