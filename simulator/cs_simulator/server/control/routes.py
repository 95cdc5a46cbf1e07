"""All routes of the control plane."""

from functools import cache

from cs_simulator.domain.collecting import collect
from cs_simulator.server.control._request import ControlError, Route


@cache
def all_routes() -> tuple[Route, ...]:
    """Every route of the modules in this folder, in the order of their paths."""
    found = collect("cs_simulator.server.control", Route)
    return tuple(sorted(found, key=lambda route: (route.endpoint.path, route.endpoint.method)))


def find(method: str, path: str) -> tuple[Route, str]:
    """The route of a call, and what the path has for its placeholder.

    Raises :class:`ControlError`, naming the methods or the paths that there are.
    """
    matching = [
        (route, subject)
        for route in _literal_first()
        if (subject := route.endpoint.subject_of(path)) is not None
    ]
    for route, subject in matching:
        if route.endpoint.method == method:
            return route, subject
    if matching:
        methods = ", ".join(sorted({route.endpoint.method for route, _ in matching}))
        raise ControlError(f"{path} answers to {methods}", status=405, code="MethodNotAllowed")
    paths = ", ".join(sorted({route.endpoint.path for route in all_routes()}))
    raise ControlError(f"there is no {path!r}; there are {paths}", status=404, code="NotFound")


@cache
def _literal_first() -> tuple[Route, ...]:
    """The routes, those without a placeholder first: ``calls/count`` is no request id."""
    return tuple(sorted(all_routes(), key=lambda route: bool(route.endpoint.placeholder)))
