"""Pods that tests drive themselves: no scheduler binds them, and the test writes their status."""

from typing import Any

from tests.support.cluster_writes import WritingApi

PODS = "/api/v1/namespaces/shop/pods"
SERVICES = "/api/v1/namespaces/shop/services"
ENDPOINTS = "/api/v1/namespaces/shop/endpoints"
SLICES = "/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices"
STATUS = {"content_type": "application/merge-patch+json"}

Body = dict[str, Any]


def a_service(api: WritingApi, name: str = "web", **spec: Any) -> Body:
    """A service that leads to port 8080 of the pods with its name as the label ``app``."""
    metadata = {"name": name, **spec.pop("metadata", {})}
    ports = [{"port": 80, "targetPort": 8080}]
    whole = {"selector": {"app": name}, "ports": ports, **spec}
    made: Body = api.create(SERVICES, {"metadata": metadata, "spec": whole})
    return made


def a_pod(api: WritingApi, name: str, app: str = "web", **spec: Any) -> None:
    """A pod that nobody schedules."""
    body = {
        "metadata": {"name": name, "labels": {"app": app}, **spec.pop("metadata", {})},
        "spec": {
            "schedulerName": "nobody",
            "containers": [{"name": "main", "image": "nginx"}],
            **spec,
        },
    }
    api.create(PODS, body)


def set_running(api: WritingApi, name: str, ip: str, *, is_ready: bool = True) -> None:
    """Let a pod run with an address, ready or not."""
    condition = {"type": "Ready", "status": "True" if is_ready else "False"}
    set_status(api, name, phase="Running", podIP=ip, conditions=[condition])


def set_status(api: WritingApi, name: str, **status: Any) -> None:
    """Write something into the status of a pod."""
    api.call("PATCH", f"{PODS}/{name}/status", {"status": status}, **STATUS).ok()


def a_ready_pod(api: WritingApi, name: str, ip: str, app: str = "web", **spec: Any) -> None:
    """A pod that runs and is ready."""
    a_pod(api, name, app, **spec)
    set_running(api, name, ip)


def ready_addresses(api: WritingApi, service: str = "web") -> list[str]:
    """The addresses in the Endpoints of a service."""
    subsets = api.get(f"{ENDPOINTS}/{service}").get("subsets", ())
    return [each["ip"] for subset in subsets for each in subset.get("addresses", ())]


def unready_addresses(api: WritingApi, service: str = "web") -> list[str]:
    """The addresses in the Endpoints of a service to which it does not lead yet."""
    subsets = api.get(f"{ENDPOINTS}/{service}").get("subsets", ())
    return [each["ip"] for subset in subsets for each in subset.get("notReadyAddresses", ())]


def slices(api: WritingApi, service: str = "web") -> list[Body]:
    """The slices of a service."""
    found: list[Body] = api.get(f"{SLICES}?labelSelector=kubernetes.io/service-name={service}")[
        "items"
    ]
    return found


def endpoints(api: WritingApi, service: str = "web") -> list[Body]:
    """The endpoints in all slices of a service."""
    return [each for one in slices(api, service) for each in one.get("endpoints", ())]
