"""Policies of the category psp: what containers may do on their node.

They mean what the parts of Kubernetes' former PodSecurityPolicy of the same names meant.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cs_simulator.cluster_types.ack.policies._reading import (
    at,
    called,
    containers,
    listed,
    objects,
    texts,
    volume_types,
)
from cs_simulator.cluster_types.ack.policies.review import Parameters, Review, Rule

_CONTEXT = "securityContext"


def allow_privilege_escalation(review: Review, _: Parameters) -> Iterator[str]:
    """Each container says that it does not get more privileges."""
    for each in containers(review.body):
        if at(each, f"{_CONTEXT}.allowPrivilegeEscalation") is not False:
            yield f"{called(each)} does not set allowPrivilegeEscalation to false"


def capabilities(review: Review, given: Parameters) -> Iterator[str]:
    """Containers add only the allowed capabilities, and drop the required ones."""
    allowed, required = (
        texts(given, "allowedCapabilities"),
        texts(given, "requiredDropCapabilities"),
    )
    for each in containers(review.body):
        added = texts(each, f"{_CONTEXT}.capabilities.add")
        dropped = texts(each, f"{_CONTEXT}.capabilities.drop")
        wrong = [name for name in added if "*" not in allowed and name not in allowed]
        if wrong:
            yield f"{called(each)} adds capabilities that are not allowed: {listed(wrong)}"
        missing = [name for name in required if name not in dropped and "ALL" not in dropped]
        if missing:
            yield f"{called(each)} does not drop the capabilities {listed(missing)}"


def flex_volumes(review: Review, given: Parameters) -> Iterator[str]:
    """Flex volumes of pods, and flex volumes that are objects, have an allowed driver."""
    allowed = [at(each, "driver") for each in objects(given, "allowedFlexVolumes")]
    volumes = (
        objects(review.body, "spec.volumes")
        if review.resource == "pods"
        else [at(review.body, "spec")]
    )
    for volume in volumes:
        driver = at(volume, "flexVolume.driver")
        if driver is not None and driver not in allowed:
            yield f"the flex volume driver {driver} is not allowed"


def forbidden_sysctls(review: Review, given: Parameters) -> Iterator[str]:
    """Pods set none of the forbidden sysctls; a star at the end stands for anything."""
    forbidden = texts(given, "forbiddenSysctls")
    for each in objects(review.body, f"spec.{_CONTEXT}.sysctls"):
        name = str(each.get("name", ""))
        if any(_fits(name, pattern) for pattern in forbidden):
            yield f"the sysctl {name} is forbidden"


def _fits(name: str, pattern: str) -> bool:
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern


def host_filesystem(review: Review, given: Parameters) -> Iterator[str]:
    """Pods mount paths of their node only below the allowed ones, and only for reading if so."""
    allowed = objects(given, "allowedHostPaths")
    for volume in objects(review.body, "spec.volumes"):
        path = at(volume, "hostPath.path")
        if not isinstance(path, str):
            continue
        fitting = [each for each in allowed if _is_below(path, str(each.get("pathPrefix", "")))]
        is_written = any(
            mount.get("name") == volume.get("name") and mount.get("readOnly") is not True
            for each in containers(review.body)
            for mount in objects(each, "volumeMounts")
        )
        if not any(each.get("readOnly") is not True or not is_written for each in fitting):
            yield f"the volume {volume.get('name', '')} may not mount {path} of the host"


def _is_below(path: str, prefix: str) -> bool:
    return (path.rstrip("/") + "/").startswith(prefix.rstrip("/") + "/")


def host_namespace(review: Review, _: Parameters) -> Iterator[str]:
    """Pods do not share the process or IPC namespace of their node."""
    for name in ("hostPID", "hostIPC"):
        if at(review.body, f"spec.{name}") is True:
            yield f"{name} is not allowed, pod: {review.name}"


def host_networking_ports(review: Review, given: Parameters) -> Iterator[str]:
    """Pods use the network of their node only if that is allowed, and ports within the range."""
    if at(review.body, "spec.hostNetwork") is True and given.get("hostNetwork") is not True:
        yield f"hostNetwork is not allowed, pod: {review.name}"
    least, most = given.get("min"), given.get("max")
    for each in containers(review.body):
        for port in objects(each, "ports"):
            number = port.get("hostPort")
            if isinstance(number, int) and not _is_within(number, least, most):
                yield f"{called(each)} uses the port {number} of the host, which is not allowed"


def _is_within(number: int, least: Any, most: Any) -> bool:
    return (least is None or number >= least) and (most is None or number <= most)


def privileged_container(review: Review, _: Parameters) -> Iterator[str]:
    """No container is privileged."""
    for each in containers(review.body):
        if at(each, f"{_CONTEXT}.privileged") is True:
            yield f"{called(each)} is privileged, which is not allowed"


def proc_mount(review: Review, given: Parameters) -> Iterator[str]:
    """Containers mount ``/proc`` as it is only if that is allowed."""
    if str(given.get("procMount", "")).lower() == "unmasked":
        return
    for each in containers(review.body):
        found = at(each, f"{_CONTEXT}.procMount")
        if isinstance(found, str) and found.lower() != "default":
            yield f"{called(each)} mounts /proc as {found}, which is not allowed"


def read_only_root_filesystem(review: Review, _: Parameters) -> Iterator[str]:
    """The root file system of each container is read-only."""
    for each in containers(review.body):
        if at(each, f"{_CONTEXT}.readOnlyRootFilesystem") is not True:
            yield f"{called(each)} has no read-only root file system"


def volume_types_allowed(review: Review, given: Parameters) -> Iterator[str]:
    """Volumes are of the allowed types; a star allows all."""
    allowed = texts(given, "volumes")
    for volume in objects(review.body, "spec.volumes"):
        wrong = [each for each in volume_types(volume) if each not in allowed]
        if wrong and "*" not in allowed:
            yield f"the volume {volume.get('name', '')} is of a type not allowed: {listed(wrong)}"


RULES: Mapping[str, Rule] = {
    "ACKPSPAllowPrivilegeEscalationContainer": allow_privilege_escalation,
    "ACKPSPCapabilities": capabilities,
    "ACKPSPFlexVolumes": flex_volumes,
    "ACKPSPForbiddenSysctls": forbidden_sysctls,
    "ACKPSPHostFilesystem": host_filesystem,
    "ACKPSPHostNamespace": host_namespace,
    "ACKPSPHostNetworkingPorts": host_networking_ports,
    "ACKPSPPrivilegedContainer": privileged_container,
    "ACKPSPProcMount": proc_mount,
    "ACKPSPReadOnlyRootFilesystem": read_only_root_filesystem,
    "ACKPSPVolumeTypes": volume_types_allowed,
}
