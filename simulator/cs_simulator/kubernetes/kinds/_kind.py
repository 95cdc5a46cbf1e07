"""What the API knows of a kind of objects: one row, which a module of this folder declares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]
"""An object of the API, as JSON."""

READING = ("get", "list", "watch")
WRITING = ("create", "delete", "deletecollection", "patch", "update")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the tables that ``kubectl get`` prints."""

    name: str
    value: Callable[[Body, int], object]
    """The cell for an object at a virtual instant, in microseconds since 1970."""
    type: str = "string"
    format: str = ""
    description: str = ""
    is_wide: bool = False
    """Whether it is shown only with ``-o wide``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of objects: its names, and what is particular to it."""

    group: str = ""
    """Empty for the core group."""
    version: str = "v1"
    kind: str
    plural: str
    singular: str = ""
    """Empty for the kind's name in lower case."""
    namespaced: bool = True
    short_names: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    verbs: tuple[str, ...] = tuple(sorted(READING + WRITING))
    """What can be done; a kind that is only ever created (reviews) has ``create`` alone."""
    has_status: bool = False
    """Whether ``status`` is a subresource, so that writes of the object leave it alone."""
    has_scale: bool = False
    subresources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Further subresources and their verbs, such as ``{"eviction": ("create",)}``."""
    columns: tuple[Column, ...] = ()
    """After the column ``Name`` and before ``Age``, which all kinds have; see ``tables.py``."""
    selectable: tuple[str, ...] = ()
    """The fields besides ``metadata.name`` and ``metadata.namespace`` that a field selector may
    name, as paths: ``spec.nodeName``."""
    set_defaults: Callable[[Body], None] | None = None
    """Fills in what the server fills in when an object is created or replaced."""
    has_generation: bool = True
    """Whether ``metadata.generation`` counts the changes of ``spec``."""
    note: str = ""
    """A warning for those who create one: what is kept, and not enforced."""
    is_secret: bool = False
    """Whether its objects hold secrets: the journal then keeps nothing of their bodies."""

    @property
    def resource(self) -> str:
        """The plural with the group, as in ``deployments.apps``; the core group has none."""
        return f"{self.plural}.{self.group}" if self.group else self.plural

    @property
    def api_version(self) -> str:
        """What ``apiVersion`` is: ``v1``, ``apps/v1``."""
        return f"{self.group}/{self.version}" if self.group else self.version
