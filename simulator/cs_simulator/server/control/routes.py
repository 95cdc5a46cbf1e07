"""All routes of the control plane; of a call, the one route whose module is imported."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from cs_simulator.domain.collecting import collect
from cs_simulator.server.control._index import INDEX
from cs_simulator.server.control._request import ControlError, Declared, Route
from cs_simulator.server.control.contract.endpoint import subject_of


@cache
def all_routes() -> tuple[Route, ...]:
    """Every route of the modules in this folder, in the order of their paths."""
    found = collect("cs_simulator.server.control", Route)
    return tuple(sorted(found, key=lambda route: (route.endpoint.path, route.endpoint.method)))


@cache
def load(declared: Declared) -> Route:
    """The route, whose module is imported when it is first called."""
    module = import_module(f"cs_simulator.server.control.{declared.module}")
    return next(
        route
        for route in vars(module).values()
        if isinstance(route, Route)
        and (route.endpoint.method, route.endpoint.path) == (declared.method, declared.path)
    )


def find(method: str, path: str) -> tuple[Route, str]:
    """The route of a call, and what the path has for its placeholder.

    Raises :class:`ControlError`, naming the methods or the paths that there are.
    """
    literal = _literal().get(path, {})
    if method in literal:
        return load(literal[method]), ""
    matching = [
        (declared, subject)
        for declared in INDEX
        if "{" in declared.path and (subject := subject_of(declared.path, path)) is not None
    ]
    for declared, subject in matching:
        if declared.method == method:
            return load(declared), subject
    if methods := {*literal, *(declared.method for declared, _ in matching)}:
        said = f"{path} answers to {', '.join(sorted(methods))}"
        raise ControlError(said, status=405, code="MethodNotAllowed")
    paths = ", ".join(sorted({declared.path for declared in INDEX}))
    raise ControlError(f"there is no {path!r}; there are {paths}", status=404, code="NotFound")


@cache
def _literal() -> Mapping[str, Mapping[str, Declared]]:
    """The routes without a placeholder, by path and method: ``calls/count`` is no request id."""
    found: dict[str, dict[str, Declared]] = {}
    for declared in INDEX:
        if "{" not in declared.path:
            found.setdefault(declared.path, {})[declared.method] = declared
    return found
