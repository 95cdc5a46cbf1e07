"""From method and path to an operation. Nothing else counts: no header, no host, no query."""

from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, Protocol, TypeVar
from urllib.parse import unquote

METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")


class Routed(Protocol):
    """What an operation says of itself before it is loaded."""

    @property
    def name(self) -> str:
        """Its name in the SDKs."""

    @property
    def path(self) -> str:
        """Its path, with placeholders."""

    @property
    def cluster_type(self) -> str:
        """The type of the clusters that it is for; empty for all others."""

    @property
    def calls(self) -> tuple[tuple[str, str], ...]:
        """Every method and path by which it can be called."""


class Declared(NamedTuple):
    """An operation that is loaded when it is first called."""

    module: str
    """Where it is, below ``cs_simulator.operations``."""
    name: str
    methods: tuple[str, ...]
    path: str
    cluster_type: str
    product: str

    @property
    def calls(self) -> tuple[tuple[str, str], ...]:
        """Every method and path by which it can be called."""
        return tuple((method, self.path) for method in self.methods)


R = TypeVar("R", bound=Routed)


class RouteConflictError(Exception):
    """Two operations of the same cluster type claim the same method and path."""


# The operations of one method and path by cluster type, of which that of "" is for all others; and
# the names of the path's placeholders.
_Found = tuple[dict[str, R], tuple[str, ...]]


class _PathNode(Generic[R]):
    """A node in the tree of paths: the segments that may follow, the operations of the path."""

    __slots__ = ("literals", "methods", "placeholder")

    def __init__(self) -> None:
        self.literals: dict[str, _PathNode[R]] = {}
        self.placeholder: _PathNode[R] | None = None
        self.methods: dict[str, _Found[R]] = {}


class Routes(Generic[R]):
    """The operations by method and path. A literal segment wins over a placeholder."""

    def __init__(self, operations: Iterable[R]) -> None:
        self._root: _PathNode[R] = _PathNode()
        for operation in operations:
            self._add(operation)

    def _add(self, operation: R) -> None:
        node, names = self._root, []
        for segment in _segments(operation.path):
            if segment.startswith("{"):
                names.append(segment.strip("{}"))
                node.placeholder = node.placeholder or _PathNode()
                node = node.placeholder
            else:
                node = node.literals.setdefault(segment, _PathNode())
        for method, _ in operation.calls:
            route = node.methods.setdefault(method, ({}, tuple(names)))[0]
            taken = route.setdefault(operation.cluster_type, operation)
            if taken is not operation:
                raise RouteConflictError(f"{operation.name} and {taken.name} have the same route")

    def find(self, method: str, raw_path: str) -> tuple[Mapping[str, R], dict[str, str]] | None:
        """The operations by cluster type, and the decoded values of the path's placeholders.

        ``None`` for a path and a method that no operation has.
        """
        found = self._find(self._root, _segments(raw_path), method)
        if found is None:
            return None
        (route, names), values = found
        return route, dict(zip(names, values, strict=True))

    def methods(self, raw_path: str) -> list[str]:
        """The methods by which the path can be called; none for an unknown path."""
        segments = _segments(raw_path)
        return [m for m in METHODS if self._find(self._root, segments, m)]

    def _find(
        self, node: _PathNode[R], segments: list[str], method: str
    ) -> tuple[_Found[R], list[str]] | None:
        if not segments:
            here = node.methods.get(method)
            return (here, []) if here else None
        literal = node.literals.get(segments[0])
        if literal and (found := self._find(literal, segments[1:], method)):
            return found
        if node.placeholder and (found := self._find(node.placeholder, segments[1:], method)):
            here, values = found
            return here, [_decoded(segments[0]), *values]
        return None


def _segments(path: str) -> list[str]:
    """The path's segments; some clients end their paths in a slash, which means nothing."""
    return path.strip("/").split("/")


def _decoded(segment: str) -> str:
    return unquote(segment) if "%" in segment else segment
