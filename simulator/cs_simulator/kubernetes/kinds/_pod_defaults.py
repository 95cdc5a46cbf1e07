"""What the server fills into the spec of a Pod, also where it is a part of something else.

After ``pkg/apis/core/v1/defaults.go`` of Kubernetes.
"""

from cs_simulator.kubernetes.kinds._filling import fill, part
from cs_simulator.kubernetes.kinds._reading import Body, get, items, mapping, text

_SPEC = {
    "restartPolicy": "Always",
    "terminationGracePeriodSeconds": 30,
    "dnsPolicy": "ClusterFirst",
    "securityContext": {},
    "schedulerName": "default-scheduler",
}
_CONTAINER = {
    "resources": {},
    "terminationMessagePath": "/dev/termination-log",
    "terminationMessagePolicy": "File",
}
_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_PROBE = {"timeoutSeconds": 1, "periodSeconds": 10, "successThreshold": 1, "failureThreshold": 3}
_HTTP = {"path": "/", "scheme": "HTTP"}
_MODE: dict[str, object] = {"defaultMode": 0o644}
# What each source of a volume is given.
_VOLUMES: dict[str, dict[str, object]] = {
    "secret": _MODE,
    "configMap": _MODE,
    "downwardAPI": _MODE,
    "projected": _MODE,
    "hostPath": {"type": ""},
}


def fill_template(template: object) -> None:
    """Fill in a template of Pods."""
    fill_spec(part(template, "spec"))


def fill_spec(spec: Body) -> None:
    """Fill in the spec of a Pod."""
    fill(spec, _SPEC)
    for field in ("initContainers", "containers", "ephemeralContainers"):
        for container in items(spec, field):
            _fill_container(container)
    for volume in items(spec, "volumes"):
        _fill_volume(volume)


def _fill_container(container: Body) -> None:
    fill(container, {**_CONTAINER, "imagePullPolicy": _pull_policy(text(container, "image"))})
    for port in items(container, "ports"):
        fill(port, {"protocol": "TCP"})
    _fill_requests(mapping(container, "resources"))
    for variable in items(container, "env"):
        fill(get(variable, "valueFrom.fieldRef"), {"apiVersion": "v1"})
    for probe in (container.get(name) for name in _PROBES):
        fill(probe, _PROBE)
        fill(get(probe, "httpGet"), _HTTP)
        fill(get(probe, "grpc"), {"service": ""})
    for moment in ("postStart", "preStop"):
        fill(get(container, f"lifecycle.{moment}.httpGet"), _HTTP)


def _fill_requests(resources: Body) -> None:
    """A container asks for what it is limited to, unless it says otherwise."""
    limits = mapping(resources, "limits")
    if limits:
        fill(part(resources, "requests"), limits)


def _fill_volume(volume: Body) -> None:
    if not set(volume) - {"name"}:
        volume["emptyDir"] = {}
    for source, values in _VOLUMES.items():
        fill(volume.get(source), values)
    for each in items(volume, "projected.sources"):
        fill(each.get("serviceAccountToken"), {"expirationSeconds": 3600})


def _pull_policy(image: str) -> str:
    """``Always`` for an image without a tag, or with the tag ``latest``."""
    name, _, tag = image.rpartition("/")[2].partition(":")
    is_latest = "@" not in name and tag in ("", "latest")
    return "Always" if is_latest else "IfNotPresent"
