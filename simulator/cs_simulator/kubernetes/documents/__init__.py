"""What the API says of itself: its version, what it serves, whether it is well.

A document is a row: a pattern of paths, the name of its call, and the function that makes it.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple
from urllib.parse import unquote

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.documents import (
    discovery,
    health,
    openapi,
    paths,
    swagger,
    version,
)
from cs_simulator.operations import Call, Incoming, Reply

Document = Callable[[Call, Cluster, Unit], Reply]


class _Row(NamedTuple):
    pattern: re.Pattern[str]
    name: str
    answer: Callable[..., Reply]
    """A :data:`Document` that also takes the named parts of the path."""


def _row(pattern: str, name: str, answer: Callable[..., Reply]) -> _Row:
    return _Row(re.compile(pattern), name, answer)


DOCUMENTS = (
    _row("/", "paths", paths.paths),
    _row("/version", "version", version.version),
    _row("/api", "discovery", discovery.core),
    _row("/apis", "discovery", discovery.groups),
    _row("/api/(?P<version>[^/]+)", "discovery", discovery.resources),
    _row("/apis/(?P<group>[^/]+)", "discovery", discovery.group),
    _row("/apis/(?P<group>[^/]+)/(?P<version>[^/]+)", "discovery", discovery.resources),
    _row("/openapi/v2", "openapi", swagger.swagger),
    _row("/openapi/v3", "openapi", openapi.index),
    _row("/openapi/v3/(?P<path>.+)", "openapi", openapi.document),
    _row("/(?P<check>healthz)(?:/(?P<part>.+))?", "healthz", health.health),
    _row("/(?P<check>livez)(?:/(?P<part>.+))?", "livez", health.health),
    _row("/(?P<check>readyz)(?:/(?P<part>.+))?", "readyz", health.health),
)


def document_of(incoming: Incoming) -> tuple[str, Document]:
    """The name of the document that a request asks for, and what makes it.

    Raises ``NotFound`` where there is none, and ``MethodNotAllowed`` for writes.
    """
    path = "/" + incoming.raw_path.strip("/")
    for row in DOCUMENTS:
        found = row.pattern.fullmatch(path)
        if found is None:
            continue
        if incoming.method not in ("GET", "HEAD"):
            raise errors.METHOD_NOT_ALLOWED()
        parts = {name: unquote(text or "") for name, text in found.groupdict().items()}
        return row.name, partial(row.answer, **parts)
    raise errors.NO_SUCH_PATH()
