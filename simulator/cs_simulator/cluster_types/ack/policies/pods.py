"""Policies about pods in general: images, labels, probes, tokens, environment, volumes."""

from collections.abc import Iterator, Mapping

from cs_simulator.cluster_types.ack.policies._reading import (
    at,
    called,
    containers,
    label_at,
    listed,
    objects,
    texts,
    volume_types,
)
from cs_simulator.cluster_types.ack.policies.patterns import PatternError, is_found
from cs_simulator.cluster_types.ack.policies.review import Parameters, Review, Rule

_SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict"
_SIDECAR = "istio-proxy"


def no_env_var_secrets(review: Review, _: Parameters) -> Iterator[str]:
    """Containers take no Secrets into environment variables."""
    for each in containers(review.body):
        for variable in objects(each, "env"):
            if at(variable, "valueFrom.secretKeyRef") is not None:
                yield f"{called(each)} takes a Secret into {variable.get('name', '')}"


def pods_require_security_context(review: Review, _: Parameters) -> Iterator[str]:
    """The pod, or each of its containers, has a security context that says something."""
    if at(review.body, "spec.securityContext"):
        return
    for each in containers(review.body):
        if not each.get("securityContext"):
            yield f"{called(each)} has no securityContext, and neither has the pod"


def restrict_namespaces(review: Review, given: Parameters) -> Iterator[str]:
    """Nothing is deployed in the restricted namespaces."""
    if review.namespace in texts(given, "restrictedNamespaces"):
        yield f"the namespace {review.namespace} is restricted"


def block_process_namespace_sharing(review: Review, _: Parameters) -> Iterator[str]:
    """Containers do not share a namespace of processes."""
    if at(review.body, "spec.shareProcessNamespace") is True:
        yield f"shareProcessNamespace is not allowed, pod: {review.name}"


def empty_dir_has_size_limit(review: Review, _: Parameters) -> Iterator[str]:
    """Volumes of the type emptyDir have a size limit."""
    for volume in objects(review.body, "spec.volumes"):
        if "emptyDir" in volume and not at(volume, "emptyDir.sizeLimit"):
            yield f"the volume {volume.get('name', '')} has no sizeLimit"


def local_storage_require_safe_to_evict(review: Review, _: Parameters) -> Iterator[str]:
    """Pods with local storage are annotated as safe to be evicted."""
    if label_at(review.body, "metadata.annotations", _SAFE_TO_EVICT) == "true":
        return
    for volume in objects(review.body, "spec.volumes"):
        if "hostPath" in volume or "emptyDir" in volume:
            name = volume.get("name", "")
            yield f"the volume {name} is local storage: the pod needs {_SAFE_TO_EVICT}: 'true'"


def block_volume_types(review: Review, given: Parameters) -> Iterator[str]:
    """Pods have no volumes of the blocked types."""
    blocked = texts(given, "volumes")
    for volume in objects(review.body, "spec.volumes"):
        wrong = [each for each in volume_types(volume) if each in blocked]
        if wrong:
            yield f"the volume {volume.get('name', '')} is of the blocked type {listed(wrong)}"


def sidecar_injection(review: Review, _: Parameters) -> Iterator[str]:
    """The sidecar of the service mesh is among the containers."""
    if not any(each.get("name") == _SIDECAR for each in containers(review.body)):
        yield f"the sidecar {_SIDECAR} is missing, pod: {review.name}"


def allowed_repos(review: Review, given: Parameters) -> Iterator[str]:
    """Images begin with one of the allowed repositories."""
    repositories = tuple(texts(given, "repos"))
    allowed = listed(repositories)
    for each in containers(review.body):
        image = str(each.get("image", ""))
        if not image.startswith(repositories):
            yield f"{called(each)} has the image {image}, which is from none of: {allowed}"


def block_autoinject_service_env(review: Review, _: Parameters) -> Iterator[str]:
    """Addresses of Services are not put into environment variables."""
    if at(review.body, "spec.enableServiceLinks") is not False:
        yield f"enableServiceLinks must be false, pod: {review.name}"


def block_automount_token(review: Review, _: Parameters) -> Iterator[str]:
    """The token of the service account is not mounted by itself."""
    if at(review.body, "spec.automountServiceAccountToken") is not False:
        yield f"automountServiceAccountToken must be false, pod: {review.name}"


def block_ephemeral_container(review: Review, _: Parameters) -> Iterator[str]:
    """There are no ephemeral containers."""
    if objects(review.body, "spec.ephemeralContainers"):
        yield f"Creating ephemeral containers is disallowed, pod: {review.name}"


def image_digests(review: Review, _: Parameters) -> Iterator[str]:
    """Images are named with their digest."""
    for each in containers(review.body):
        image = str(each.get("image", ""))
        if ":" not in image.partition("@")[2]:
            yield f"{called(each)} has the image {image}, which has no digest"


def required_labels(review: Review, given: Parameters) -> Iterator[str]:
    """Pods have the required labels, with values of the required form."""
    yield from _labels(review, given, "labels", "metadata.labels", "label")


def required_node_selector(review: Review, given: Parameters) -> Iterator[str]:
    """Pods choose their nodes by the required labels, with values of the required form."""
    yield from _labels(review, given, "nodeSelector", "spec.nodeSelector", "nodeSelector")


def _labels(
    review: Review, given: Parameters, parameter: str, path: str, what: str
) -> Iterator[str]:
    for wanted in objects(given, parameter):
        key = str(wanted.get("key", ""))
        value = label_at(review.body, path, key)
        if value is None:
            if wanted.get("optional") is not True:
                yield f"the {what} {key} is missing"
        elif not _has_form(str(value), wanted.get("allowedRegex")):
            yield f"the {what} {key} has the value {value}, which is not allowed"


def _has_form(value: str, pattern: object) -> bool:
    if not pattern:
        return True
    try:
        return is_found(str(pattern), value)
    except PatternError:
        return False


def required_probes(review: Review, given: Parameters) -> Iterator[str]:
    """Containers have the required probes, each of one of the types."""
    types = texts(given, "probeTypes")
    for each in objects(review.body, "spec.containers"):
        for probe in texts(given, "probes"):
            found = each.get(probe)
            if not found or (types and not any(kind in found for kind in types)):
                yield f"{called(each)} has no {probe} of the types {listed(types)}"


RULES: Mapping[str, Rule] = {
    "ACKNoEnvVarSecrets": no_env_var_secrets,
    "ACKPodsRequireSecurityContext": pods_require_security_context,
    "ACKRestrictNamespaces": restrict_namespaces,
    "ACKBlockProcessNamespaceSharing": block_process_namespace_sharing,
    "ACKEmptyDirHasSizeLimit": empty_dir_has_size_limit,
    "ACKLocalStorageRequireSafeToEvict": local_storage_require_safe_to_evict,
    "ACKBlockVolumeTypes": block_volume_types,
    "ASMSidecarInjectionEnforced": sidecar_injection,
    "ACKAllowedRepos": allowed_repos,
    "ACKBlockAutoinjectServiceEnv": block_autoinject_service_env,
    "ACKBlockAutomountToken": block_automount_token,
    "ACKBlockEphemeralContainer": block_ephemeral_container,
    "ACKImageDigests": image_digests,
    "ACKRequiredLabels": required_labels,
    "ACKRequiredNodeSelector": required_node_selector,
    "ACKRequiredProbes": required_probes,
}
