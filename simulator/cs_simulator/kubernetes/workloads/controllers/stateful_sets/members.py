"""The pods of a StatefulSet: their names, and what they are made of."""

import re

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import items, mapping, text
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.revisions import HASH

POD_NAME = "statefulset.kubernetes.io/pod-name"
POD_INDEX = "apps.kubernetes.io/pod-index"
_NAME = re.compile(r"(.+)-(0|[1-9][0-9]{0,9})")


def name_of(owner: KubernetesObject, ordinal: int) -> str:
    """The name of the pod with a number: ``web-0``."""
    return f"{owner.name}-{ordinal}"


def parts_of(name: str) -> tuple[str, int]:
    """The set and the number that a pod's name says; no name and -1 if it has no number."""
    found = _NAME.fullmatch(name)
    return (found[1], int(found[2])) if found else ("", -1)


def labels_of(owner: KubernetesObject, ordinal: int) -> dict[str, str]:
    """The labels by which a pod says which one it is."""
    return {POD_NAME: name_of(owner, ordinal), POD_INDEX: str(ordinal)}


def claim_name(claim: Body, owner: KubernetesObject, ordinal: int) -> str:
    """The name of the claim that a pod gets for a template of claims: ``data-web-0``."""
    return f"{text(claim, 'metadata.name')}-{name_of(owner, ordinal)}"


def pod_for(
    owner: KubernetesObject, body: Body, template: Body, ordinal: int, revision: str
) -> Body:
    """The pod with a number, of the template of a revision."""
    metadata, spec = mapping(template, "metadata"), mapping(template, "spec")
    claims = items(body, "spec.volumeClaimTemplates")
    name = name_of(owner, ordinal)
    volumes = [
        {
            "name": text(claim, "metadata.name"),
            "persistentVolumeClaim": {"claimName": claim_name(claim, owner, ordinal)},
        }
        for claim in claims
    ]
    taken = {volume["name"] for volume in volumes}
    others = [each for each in items(spec, "volumes") if each.get("name") not in taken]
    whole: Body = {**spec, "hostname": name, "subdomain": text(body, "spec.serviceName")}
    if volumes or others:
        whole["volumes"] = [*volumes, *others]
    if not whole["subdomain"]:
        del whole["subdomain"]
    labels = {**mapping(metadata, "labels"), **labels_of(owner, ordinal), HASH: revision}
    return {
        "metadata": {
            **metadata,
            "name": name,
            "namespace": owner.namespace,
            "generateName": f"{owner.name}-",
            "labels": labels,
            "ownerReferences": [making.owner_reference(owner)],
        },
        "spec": whole,
    }
