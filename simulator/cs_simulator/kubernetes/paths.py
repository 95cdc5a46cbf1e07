"""From a method and a path to what is called: objects of a kind, or a document.

Paths begin below the cluster's address: ``/api/v1/nodes``,
``/apis/apps/v1/namespaces/shop/deployments/web/scale``.
"""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

# Verbs by method: of one object, and of all of them.
_VERBS = {
    "GET": ("get", "list"),
    "HEAD": ("get", "list"),
    "POST": ("create", "create"),
    "PUT": ("update", ""),
    "PATCH": ("patch", ""),
    "DELETE": ("delete", "deletecollection"),
}
# Below a namespace these are its own subresources, and no kinds.
_OF_NAMESPACES = ("status", "finalize")


class Target(NamedTuple):
    """Objects of a kind, as a path names them."""

    group: str
    version: str
    plural: str
    namespace: str
    name: str
    subresource: str
    rest: str = ""
    """What comes after the subresource, as in ``proxy/…``."""
    is_namespaced: bool = False
    """Whether the path names a namespace."""

    @property
    def place(self) -> str:
        """The plural with the subresource: ``deployments/scale``."""
        return f"{self.plural}/{self.subresource}" if self.subresource else self.plural


@lru_cache(maxsize=4096)
def target_of(path: str) -> Target | None:
    """What the path names; ``None`` for a document."""
    segments = [unquote(segment) for segment in path.strip("/").split("/")]
    if segments[0] == "api" and len(segments) > 2:
        return _below("", segments[1], segments[2:])
    if segments[0] == "apis" and len(segments) > 3:
        return _below(segments[1], segments[2], segments[3:])
    return None


def _below(group: str, version: str, segments: list[str]) -> Target:
    is_in_namespace = (
        segments[0] == "namespaces"
        and len(segments) > 2
        and not (not group and len(segments) == 3 and segments[2] in _OF_NAMESPACES)
    )
    namespace = ""
    if is_in_namespace:
        namespace, segments = segments[1], segments[2:]
    plural, name, subresource, *rest = (*segments, "", "") if len(segments) < 3 else segments
    return Target(
        group,
        version,
        plural,
        namespace,
        name,
        subresource,
        "/".join(rest).rstrip("/"),
        is_in_namespace,
    )


def verb_of(method: str, target: Target, *, watches: bool) -> str:
    """The verb of a method; empty if the path does not answer to it."""
    of_one, of_all = _VERBS.get(method, ("", ""))
    if method in ("GET", "HEAD") and watches and not target.name:
        return "watch"
    if method == "POST" and target.name and not target.subresource:
        return ""
    return of_one if target.name else of_all
