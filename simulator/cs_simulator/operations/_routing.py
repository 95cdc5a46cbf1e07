"""From method and path to an operation. Nothing else decides: no header, no host, no query."""

from collections.abc import Iterable
from urllib.parse import unquote

from cs_simulator.operations._operation import Operation

METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")


class RouteConflictError(Exception):
    """Two operations claim the same method and path."""


class _Place:
    """A place in the tree of paths: what may follow, and what is answered here."""

    __slots__ = ("literals", "methods", "placeholder")

    def __init__(self) -> None:
        self.literals: dict[str, _Place] = {}
        self.placeholder: _Place | None = None
        self.methods: dict[str, tuple[Operation, tuple[str, ...]]] = {}


class Routes:
    """The operations by method and path. A literal segment wins over a placeholder."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._root = _Place()
        for operation in operations:
            self._add(operation)

    def _add(self, operation: Operation) -> None:
        place, names = self._root, []
        for segment in _segments(operation.path):
            if segment.startswith("{"):
                names.append(segment.strip("{}"))
                place.placeholder = place.placeholder or _Place()
                place = place.placeholder
            else:
                place = place.literals.setdefault(segment, _Place())
        for method in (operation.method, *operation.also):
            taken = place.methods.setdefault(method, (operation, tuple(names)))
            if taken[0] is not operation:
                raise RouteConflictError(
                    f"{operation.name} and {taken[0].name} have the same route"
                )

    def find(self, method: str, raw_path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation and the decoded values of its placeholders."""
        found = self._find(self._root, _segments(raw_path), method)
        if found is None:
            return None
        (operation, names), values = found
        return operation, dict(zip(names, values, strict=True))

    def methods(self, raw_path: str) -> list[str]:
        """The methods that the path answers to, none for an unknown path."""
        segments = _segments(raw_path)
        return [m for m in METHODS if self._find(self._root, segments, m)]

    def _find(
        self, place: _Place, segments: list[str], method: str
    ) -> tuple[tuple[Operation, tuple[str, ...]], list[str]] | None:
        if not segments:
            here = place.methods.get(method)
            return (here, []) if here else None
        literal = place.literals.get(segments[0])
        if literal and (found := self._find(literal, segments[1:], method)):
            return found
        if place.placeholder and (found := self._find(place.placeholder, segments[1:], method)):
            here, values = found
            return here, [_decoded(segments[0]), *values]
        return None


def _segments(path: str) -> list[str]:
    """The path's segments; some clients end their paths in a slash, which means nothing."""
    return path.strip("/").split("/")


def _decoded(segment: str) -> str:
    return unquote(segment) if "%" in segment else segment
