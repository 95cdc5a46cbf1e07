"""Which lists of an object are merged, and by which key: what patches know of kinds."""

from dataclasses import dataclass
from typing import Self

from cs_simulator.kubernetes.kinds import Kind

# The tags `patchMergeKey` of the Go types (k8s.io/api), by the name of the field.
_KEYS = {
    **dict.fromkeys(
        (
            "containers", "initContainers", "ephemeralContainers", "volumes", "env",
            "imagePullSecrets", "secrets",
        ),
        "name",
    ),
    "volumeMounts": "mountPath",
    "volumeDevices": "devicePath",
    "conditions": "type",
    "addresses": "type",
    "ownerReferences": "uid",
    "hostAliases": "ip",
    "topologySpreadConstraints": "topologyKey",
}  # fmt: skip


# Of these groups Kubernetes has Go types; the groups of custom kinds are others.
_GROUPS = frozenset((
    "", "apps", "autoscaling", "batch", "policy", "admissionregistration.k8s.io",
    "apiextensions.k8s.io", "apiregistration.k8s.io", "authentication.k8s.io",
    "authorization.k8s.io", "certificates.k8s.io", "coordination.k8s.io", "discovery.k8s.io",
    "events.k8s.io", "networking.k8s.io", "node.k8s.io", "rbac.authorization.k8s.io",
    "scheduling.k8s.io", "storage.k8s.io",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Merging:
    """How a patch merges into one part of an object."""

    is_merged: bool = False
    """Whether a list here is merged, and not replaced."""
    key: str | None = None
    """The field that tells the elements of a merged list apart; ``None`` for plain values."""
    is_replaced: bool = False
    """Whether an object here is replaced, and not merged."""
    field: str = ""

    def of(self, name: str) -> Self:
        """How the field *name* of this part is merged."""
        if name == "finalizers":
            return type(self)(is_merged=True, field=name)
        key = _KEYS.get(name)
        if name == "ports":
            key = "containerPort" if "ontainers" in self.field else "port"
        return type(self)(is_merged=key is not None, key=key, field=name)


def merging_of(kind: Kind) -> Merging | None:
    """How a patch merges into objects of a kind; ``None`` for kinds without Go types."""
    return Merging() if kind.group in _GROUPS else None
