"""An Ingress in the versions of its kind, which name the Services differently.

``v1beta1`` has ``backend: {serviceName, servicePort}``, ``v1`` has ``backend: {service: {name,
port: {number}}}``; the backend of all that no rule is for has another name, too.
"""

from collections.abc import Callable

from cs_simulator.kubernetes.kinds._filling import fill, part
from cs_simulator.kubernetes.kinds._reading import Body, get, items, text


def fill_beta(ingress: Body) -> None:
    """Fill in an Ingress of ``v1beta1``, whose paths may leave open what they are compared with."""
    for path in _paths(ingress):
        fill(path, {"pathType": "ImplementationSpecific"})


def to_stable(ingress: Body) -> None:
    """Make an Ingress of ``v1beta1`` one of ``v1``."""
    _convert(ingress, _stable_backend, "backend", "defaultBackend")


def to_beta(ingress: Body) -> None:
    """Make an Ingress of ``v1`` one of ``v1beta1``."""
    _convert(ingress, _beta_backend, "defaultBackend", "backend")


def _convert(ingress: Body, change: Callable[[Body], Body], old: str, new: str) -> None:
    spec = part(ingress, "spec")
    if isinstance(spec.get(old), dict):
        spec[new] = change(spec.pop(old))
    for path in _paths(ingress):
        if isinstance(path.get("backend"), dict):
            path["backend"] = change(path["backend"])


def _stable_backend(backend: Body) -> Body:
    if "serviceName" not in backend:
        return backend
    port = backend.get("servicePort")
    named = {"name": port} if isinstance(port, str) else {"number": port}
    return {"service": {"name": backend["serviceName"], "port": named}}


def _beta_backend(backend: Body) -> Body:
    if "service" not in backend:
        return backend
    port = text(backend, "service.port.name") or get(backend, "service.port.number")
    return {"serviceName": get(backend, "service.name"), "servicePort": port}


def _paths(ingress: Body) -> list[Body]:
    return [path for rule in items(ingress, "spec.rules") for path in items(rule, "http.paths")]
