"""Who may do what: the group ``rbac.authorization.k8s.io``. It is kept and not enforced."""

from cs_simulator.kubernetes.kinds._columns import AGE, CREATED_AT, NAME, column, wide
from cs_simulator.kubernetes.kinds._filling import fill
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_ENFORCED
from cs_simulator.kubernetes.kinds._reading import Body, items, text


def _role(binding: Body) -> str:
    return f"{text(binding, 'roleRef.kind')}/{text(binding, 'roleRef.name')}"


def _subjects(binding: Body, kind: str) -> str:
    found = [each for each in items(binding, "subjects") if each.get("kind") == kind]
    return ", ".join("/".join(_names(each)) for each in found)


def _names(subject: Body) -> list[str]:
    names = [text(subject, "namespace"), text(subject, "name")]
    return [name for name in names if name]


_BINDING = (
    NAME,
    column("Role", _role),
    AGE,
    wide(column("Users", lambda body: _subjects(body, "User"))),
    wide(column("Groups", lambda body: _subjects(body, "Group"))),
    wide(column("ServiceAccounts", lambda body: _subjects(body, "ServiceAccount"))),
)


_GROUP = "rbac.authorization.k8s.io"


def _fill_binding(binding: Body) -> None:
    """Users and groups are named in the group of this module, service accounts in the core one."""
    fill(binding.get("roleRef"), {"apiGroup": _GROUP})
    for subject in items(binding, "subjects"):
        if subject.get("kind") in ("User", "Group"):
            fill(subject, {"apiGroup": _GROUP})


ROLES = Kind(
    group=_GROUP,
    kind="Role",
    plural="roles",
    name_form="path",
    has_generation=False,
    note=NOT_ENFORCED,
    columns=(NAME, CREATED_AT),
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
    columns=_BINDING,
    set_defaults=_fill_binding,
)
CLUSTER_ROLES = Kind(
    group=_GROUP,
    kind="ClusterRole",
    plural="clusterroles",
    namespaced=False,
    name_form="path",
    has_generation=False,
    note=NOT_ENFORCED,
    columns=(NAME, CREATED_AT),
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
    columns=_BINDING,
    set_defaults=_fill_binding,
)
