"""The pods that DaemonSets make: for one node each, which their affinity names."""

from typing import Any

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._daemon_filling import GENERATION
from cs_simulator.kubernetes.kinds._reading import mapping
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers.daemon_sets.fitting import tolerations_of
from cs_simulator.kubernetes.workloads.revisions import HASH

_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"


def pod_for(owner: KubernetesObject, body: Body, name: str, node: str, revision: str) -> Body:
    """The pod of a DaemonSet for a node."""
    template = mapping(body, "spec.template")
    metadata, spec = mapping(template, "metadata"), mapping(template, "spec")
    labels = {
        **mapping(metadata, "labels"),
        "pod-template-generation": mapping(body, "metadata.annotations").get(GENERATION, "1"),
        HASH: revision,
    }
    return {
        "metadata": {
            **metadata,
            "name": name,
            "namespace": owner.namespace,
            "generateName": f"{owner.name}-",
            "labels": labels,
            "ownerReferences": [making.owner_reference(owner)],
        },
        "spec": {
            **spec,
            "affinity": _only_on(node, mapping(spec, "affinity")),
            "tolerations": tolerations_of(spec),
        },
    }


def _only_on(node: str, affinity: Body) -> dict[str, Any]:
    """An affinity that requires one node, and nothing else of nodes."""
    field = {"key": "metadata.name", "operator": "In", "values": [node]}
    required = {"nodeSelectorTerms": [{"matchFields": [field]}]}
    return {
        **affinity,
        "nodeAffinity": {**mapping(affinity, "nodeAffinity"), _REQUIRED: required},
    }
