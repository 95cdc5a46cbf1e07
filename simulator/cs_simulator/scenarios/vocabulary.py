"""The words that scenarios may use for what the API has; the names come from its tables.

:func:`cs_simulator.operations.vocabulary` collects them: operations and cluster types lie above.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from cs_simulator.domain.globs import matches_one

CLUSTER_API = "k8s:"
"""With it begin the names of operations of the Kubernetes API at a cluster's own address: a rule
acts on them only where it names them, so that one about any operation is about the service."""

_POOL_FIELDS = frozenset(("nodepool_id", "nodepool_info", "nodepools"))


class OperationWords(NamedTuple):
    """One operation, as far as rules and scripts speak of it."""

    name: str
    calls: Sequence[str]
    """Methods and paths, with the names of placeholders in braces."""
    is_write: bool
    is_modelled: bool
    """Whether it is done; if not, it is refused."""
    tasks: str
    """The operation by which rules and durations name its tasks; empty if it starts none."""
    fields: Mapping[str, str]
    """The JSON type of each field of its body, in words; empty where that is not known."""
    types: frozenset[str] = frozenset()
    """The cluster types that have it."""

    @property
    def has_cluster(self) -> bool:
        """Whether its path says which cluster it is about."""
        return any("{cluster_id}" in call or "{task_id}" in call for call in self.calls)

    @property
    def has_task(self) -> bool:
        """Whether its path says which task it is about."""
        return any("{task_id}" in call for call in self.calls)

    @property
    def has_pool(self) -> bool:
        """Whether it may say which node pool it is about."""
        in_path = any("{nodepool_id}" in call or "{task_id}" in call for call in self.calls)
        return in_path or bool(_POOL_FIELDS & self.fields.keys())

    @property
    def takes_body(self) -> bool:
        """Whether it has a body at all."""
        return bool(self.fields) or any(call.startswith(("POST", "PUT")) for call in self.calls)


class Vocabulary(NamedTuple):
    """Everything that the tables of the simulator have names for."""

    operations: Mapping[str, OperationWords]
    stages: Mapping[str, Sequence[str]]
    """The stages that tasks go through, by the operation that names the tasks."""
    node_stages: Mapping[str, Collection[str]]
    """Those of them that nodes go through, each by itself."""
    task_states: Mapping[str, Collection[str]]
    """The states that a cluster may have during the tasks of an operation."""
    task_types: Mapping[str, Collection[str]]
    """The types of the tasks of an operation, as the API spells them."""
    cluster_types: Mapping[str, str]
    """The cluster type by each of the names that it has; its own name is one of them."""
    tasks_of_type: Mapping[str, Collection[str]]
    """The operations that start tasks, by the type of the cluster."""
    pool_tasks: Collection[str]
    """The operations whose tasks may be about a node pool."""
    pool_states: Collection[str]
    """The states that node pools may have."""
    operation_of: Callable[[str, str], str]
    """The operation of a method and a path; empty if there is none. A path with a query is a call
    of the style RPC, whose action is in it."""
    is_cluster_name: Callable[[str], bool]
    """Whether a cluster can have the name."""
    default_ids: Collection[str]
    """The ids of networks, databases, instances and images that every tenant has at first."""
    object_kinds: Mapping[str, bool] = {}
    """The kinds of objects that the Kubernetes APIs of clusters keep, custom ones aside, each also
    with its group, as in ``Deployment.apps``; and whether they are in namespaces."""

    def calls(self) -> list[str]:
        """Every method and path of the service; those that are modelled come first."""
        words = sorted(self.operations.values(), key=lambda words: not words.is_modelled)
        of_service = (found for found in words if not found.name.startswith(CLUSTER_API))
        return [call for operation in of_service for call in operation.calls]

    def chosen(self, globs: Iterable[str] | None) -> list[OperationWords]:
        """The operations that patterns name, as rules do: see :func:`names_operation`."""
        patterns = None if globs is None else tuple(globs)
        return [words for name, words in self.operations.items() if names_operation(patterns, name)]


def names_operation(globs: tuple[str, ...] | None, operation: str) -> bool:
    """Whether patterns name an operation; without any, every operation of the service is meant."""
    if operation.startswith(CLUSTER_API):
        own = [glob for glob in globs or () if glob.startswith(CLUSTER_API)]
        return matches_one(own, operation)
    return globs is None or matches_one(globs, operation)
