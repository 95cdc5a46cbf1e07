"""The contract of a cluster type: what the API's operations need besides what the engine needs.

A type is a folder with one :class:`ClusterType` in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.cluster_behavior import ClusterBehavior, ClusterTypes
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.engine.world_lookup import WorldLookup

EXAMPLE_PASSWORD = "TestPwd124"  # noqa: S105 - for bodies that the simulator makes: never stored
"""A password that every type accepts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation:
    """How a call of CreateCluster becomes a cluster of one type."""

    request: type[Any]
    """The request record that the body is parsed into."""
    prepare: Callable[[dict[str, object], Unit, str], WorldLookup]
    """Completes the body before it is validated, and returns what it may refer to.

    The last argument is the region that the call names outside of its body, or empty.
    """
    make: Callable[[Any, Unit], Cluster]
    """Puts the cluster, and its groups of nodes if there are any, into the world; takes the valid
    request. The plan of CreateCluster is started afterwards."""
    plan_of: Callable[[Cluster], str] = lambda _cluster: "CreateCluster"
    """The name of the plan by which the cluster is created."""
    network: Callable[[str, str], dict[str, Any]] = lambda vpc_id, vswitch_id: {
        "vpc_id": vpc_id,
        "vswitch_id": vswitch_id,
    }
    """Takes the ids of a VPC and of a vSwitch; returns the fields of a body that name them."""
    takes_tokens: bool = False
    """Whether a call that is repeated with its ``client_token`` has no second effect."""
    example: Callable[[Mapping[str, Any], int], dict[str, Any]]
    """Returns a complete, valid body with the given fields; the number makes it differ from those
    of other numbers where two equal bodies would collide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterType(ClusterBehavior):
    """Everything that differs from one cluster type to another."""

    api_names: frozenset[str]
    """The values of ``cluster_type`` and ``clusterType``, in lower case, that mean this type."""
    resource_group_of: Callable[[Cluster], str] = lambda _cluster: ""
    """The resource group of a cluster; empty for none."""
    claims: Callable[[Mapping[str, object]], bool] = lambda _body: False
    """Whether the body of a creation asks for a cluster of this type."""
    kinds_of_body: Callable[[Mapping[str, object]], tuple[str, ...]] = lambda _body: ()
    """Which of the ``kind_names`` a cluster of such a body would have."""
    is_default: bool = False
    """Whether it gets the bodies that no other type claims; true of one type."""
    creation: Creation
    example_pool: Callable[[Mapping[str, Any], int], dict[str, Any]] | None = None
    """Returns the same for a node pool; ``None`` for a type without node pools."""
    example_pool_change: Callable[[Mapping[str, Any]], dict[str, Any]] | None = None
    """Returns a body that changes the given fields of a node pool."""
    example_scale: Callable[[Cluster, Mapping[str, Any]], dict[str, Any]] = lambda _cluster, body: {
        **body
    }
    """Returns a valid body that gives a cluster more nodes; the fields given say how many."""
    refusal_of_state: Callable[[Cluster, str], ApiError] = lambda cluster, operation: (
        errors.CLUSTER_STATE(operation=operation, state=cluster.state)
    )
    """Returns how an operation is refused that the state of a cluster does not allow."""
    cluster_object: Callable[[World, Cluster], dict[str, object]]
    """The JSON object of a cluster, as DescribeClusterDetail answers it."""
    shapes: Mapping[str, Callable[[World, Cluster], dict[str, object]]] = field(
        default_factory=dict
    )
    """The JSON objects of a cluster in lists that show it in another shape, by the list's name:
    ``old`` is DescribeClusters, ``account`` DescribeClustersV1, ``region``
    DescribeClustersForRegion."""


def type_of(world: World, cluster: Cluster) -> ClusterType:
    """The type of a cluster."""
    return _complete(world.cluster_types[cluster.cluster_type])


def is_called(world: World, cluster: Cluster, name: str) -> bool:
    """Whether a value of ``clusterType``, in lower case, means the kind of a cluster."""
    cluster_type = type_of(world, cluster)
    own = cluster_type.api_names.intersection(map(str.lower, cluster_type.kinds_of(cluster)))
    return name in (own or cluster_type.api_names)


def type_of_body(types: ClusterTypes, body: Mapping[str, object]) -> ClusterType:
    """The type of the cluster that the body of a creation asks for; without a default the first."""
    default = _complete(types.all[0])
    for found in types.all:
        cluster_type = _complete(found)
        if cluster_type.is_default:
            default = cluster_type
        elif cluster_type.claims(body):
            return cluster_type
    return default


def example_pool(types: ClusterTypes, changes: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A complete, valid body that creates a node pool, of the first type that has them."""
    makers = (_complete(found).example_pool for found in types.all)
    return next(make(changes, number) for make in makers if make is not None)


def example_pool_change(types: ClusterTypes, changes: Mapping[str, Any]) -> dict[str, Any]:
    """A valid body that changes a node pool, of the first type that has them."""
    makers = (_complete(found).example_pool_change for found in types.all)
    return next(make(changes) for make in makers if make is not None)


def _complete(found: ClusterBehavior) -> ClusterType:
    """Worlds are typed with what the engine needs; operations are run on worlds of whole types."""
    if not isinstance(found, ClusterType):
        raise TypeError(f"the world's type {found.name} has only what the engine needs")
    return found
