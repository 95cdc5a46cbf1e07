"""From method and path to an operation. Nothing else counts: no header, no host, no query."""

from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from cs_simulator.operations._operation import Operation

METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")


class RouteConflictError(Exception):
    """Two operations of the same cluster type claim the same method and path."""


Route = Mapping[str, Operation]
"""The operations of one method and path by cluster type; the one of ``""`` is for all others."""


class _PathNode:
    """A node in the tree of paths: the segments that may follow, the operations of the path."""

    __slots__ = ("literals", "methods", "placeholder")

    def __init__(self) -> None:
        self.literals: dict[str, _PathNode] = {}
        self.placeholder: _PathNode | None = None
        self.methods: dict[str, tuple[dict[str, Operation], tuple[str, ...]]] = {}


class Routes:
    """The operations by method and path. A literal segment wins over a placeholder."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._root = _PathNode()
        for operation in operations:
            self._add(operation)

    def _add(self, operation: Operation) -> None:
        node, names = self._root, []
        for segment in _segments(operation.path):
            if segment.startswith("{"):
                names.append(segment.strip("{}"))
                node.placeholder = node.placeholder or _PathNode()
                node = node.placeholder
            else:
                node = node.literals.setdefault(segment, _PathNode())
        for method in (operation.method, *operation.also):
            route, _ = node.methods.setdefault(method, ({}, tuple(names)))
            taken = route.setdefault(operation.cluster_type, operation)
            if taken is not operation:
                raise RouteConflictError(f"{operation.name} and {taken.name} have the same route")

    def find(self, method: str, raw_path: str) -> tuple[Route, dict[str, str]] | None:
        """The operations, and the decoded values of the placeholders; ``None`` for no match."""
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
        self, node: _PathNode, segments: list[str], method: str
    ) -> tuple[tuple[dict[str, Operation], tuple[str, ...]], list[str]] | None:
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
