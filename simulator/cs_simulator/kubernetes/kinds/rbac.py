"""Who may do what: the group ``rbac.authorization.k8s.io``. It is kept and not enforced."""

from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_ENFORCED

_GROUP = "rbac.authorization.k8s.io"

ROLES = Kind(
    group=_GROUP,
    kind="Role",
    plural="roles",
    name_form="path",
    has_generation=False,
    note=NOT_ENFORCED,
)
ROLE_BINDINGS = Kind(
    group=_GROUP,
    kind="RoleBinding",
    plural="rolebindings",
    name_form="path",
    required=("roleRef",),
    immutable=("roleRef",),
    has_generation=False,
    note=NOT_ENFORCED,
)
CLUSTER_ROLES = Kind(
    group=_GROUP,
    kind="ClusterRole",
    plural="clusterroles",
    namespaced=False,
    name_form="path",
    has_generation=False,
    note=NOT_ENFORCED,
)
CLUSTER_ROLE_BINDINGS = Kind(
    group=_GROUP,
    kind="ClusterRoleBinding",
    plural="clusterrolebindings",
    namespaced=False,
    name_form="path",
    required=("roleRef",),
    immutable=("roleRef",),
    has_generation=False,
    note=NOT_ENFORCED,
)
