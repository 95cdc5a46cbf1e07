"""What the API knows of a kind of objects: one row, which a module of this folder declares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds._columns import AGE, NAME, Column
from cs_simulator.kubernetes.kinds._problems import Check
from cs_simulator.kubernetes.kinds._reading import Body

READING = ("get", "list", "watch")
WRITING = ("create", "delete", "deletecollection", "patch", "update")
ALL_VERBS = tuple(sorted(READING + WRITING))

# What subresources are answered with, and taken, where that is not the object itself: group,
# version, kind. Those of streams are named after the kind.
_KINDS_OF_SUBRESOURCES = {
    "binding": ("", "v1", "Binding"),
    "eviction": ("policy", "v1", "Eviction"),
    "scale": ("autoscaling", "v1", "Scale"),
    "token": ("authentication.k8s.io", "v1", "TokenRequest"),
    "attach": ("", "v1", "PodAttachOptions"),
    "exec": ("", "v1", "PodExecOptions"),
    "portforward": ("", "v1", "PodPortForwardOptions"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of objects in one version of the API: its names, and what is particular to it."""

    group: str = ""
    """Empty for the core group."""
    version: str = "v1"
    kind: str
    plural: str
    singular: str = ""
    """Empty for the kind's name in lower case; see :attr:`one`."""
    list_kind: str = ""
    """Empty for the kind's name with ``List``; see :attr:`many`."""
    namespaced: bool = True
    short_names: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ALL_VERBS
    """What can be done; a kind that is only ever created (reviews) has ``create`` alone."""
    is_kept: bool = True
    """Whether its objects are kept; those of a review are only answered."""
    served_by: str = ""
    """The Deployment in ``kube-system`` without which it is not served; empty for most kinds."""
    has_status: bool = False
    """Whether ``status`` is a subresource, so that writes of the object leave it alone."""
    has_scale: bool = False
    replicas_paths: tuple[str, str, str] = ("spec.replicas", "status.replicas", "")
    """For the subresource ``scale``: where the number of replicas that is wanted is, the one that
    there is, and the label selector as a text; an empty one is made from ``spec.selector``."""
    subresources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Further subresources and their verbs, such as ``{"eviction": ("create",)}``."""
    columns: tuple[Column, ...] = (NAME, AGE)
    """All columns of its tables, ``Name`` and ``Age`` included."""
    selectable: tuple[str, ...] = ()
    """The fields besides ``metadata.name`` and ``metadata.namespace`` that a field selector may
    name, as paths: ``spec.nodeName``."""
    name_form: str = "subdomain"
    """What a name must be: ``subdomain`` or ``label`` (RFC 1123), ``label-1035``, ``path`` (one
    segment of a path)."""
    required: tuple[str, ...] = ()
    """Paths of fields without which an object is refused."""
    immutable: tuple[str, ...] = ()
    """Paths of fields that never change once the object is there."""
    check: Check | None = None
    """Finds what else is wrong with an object, once its defaults are filled in."""
    set_defaults: Callable[[Body], None] | None = None
    """Fills in what the server fills in when an object is created or replaced."""
    complete: Callable[[Unit, Cluster, Body, Body | None], None] | None = None
    """Writes what the server itself writes into an object that is new or changed, out of the rest
    of the cluster: its first status, an address. It gets the object as it will be put, and as it
    was before, ``None`` for a new one; it comes last, after ``set_defaults``."""
    has_generation: bool = True
    """Whether ``metadata.generation`` counts the changes of ``spec``."""
    since: int = 0
    """The first minor version of Kubernetes that serves it: 21 for 1.21."""
    until: int = 999
    """The last minor version of Kubernetes that serves it."""
    stored_as: str = ""
    """The resource under which its objects are kept, where several groups show the same ones:
    ``events`` for those of ``events.k8s.io``. Empty for its own; see :attr:`resource`."""
    convert: Callable[[Body], None] | None = None
    """Makes an object that was written in another version of the kind one of this version, in
    place; ``None`` where nothing but ``apiVersion`` differs."""
    note: str = ""
    """A warning for those who create one: what is kept, and not enforced."""
    is_secret: bool = False
    """Whether its objects hold secrets: the journal then keeps nothing of their bodies."""
    is_custom: bool = False
    """Whether it comes from a CustomResourceDefinition of the cluster."""

    @property
    def resource(self) -> str:
        """Under which its objects are kept and found: ``deployments.apps``, ``pods``.

        The plural with the group; the core group has none. All versions of a kind share it.
        """
        return self.stored_as or (f"{self.plural}.{self.group}" if self.group else self.plural)

    @property
    def api_version(self) -> str:
        """What ``apiVersion`` is: ``v1``, ``apps/v1``."""
        return f"{self.group}/{self.version}" if self.group else self.version

    @property
    def one(self) -> str:
        """The singular: ``deployment``."""
        return self.singular or self.kind.lower()

    @property
    def many(self) -> str:
        """The kind of its lists: ``DeploymentList``."""
        return self.list_kind or f"{self.kind}List"

    @property
    def all_subresources(self) -> Mapping[str, tuple[str, ...]]:
        """Every subresource and its verbs, ``status`` and ``scale`` included."""
        found = {**self.subresources}
        if self.has_status:
            found["status"] = ("get", "patch", "update")
        if self.has_scale:
            found["scale"] = ("get", "patch", "update")
        return dict(sorted(found.items()))

    def kind_of(self, subresource: str) -> tuple[str, str, str]:
        """Group, version and kind of what a subresource is answered with."""
        if subresource == "proxy":
            return "", "v1", f"{self.kind}ProxyOptions"
        return _KINDS_OF_SUBRESOURCES.get(subresource, (self.group, self.version, self.kind))
