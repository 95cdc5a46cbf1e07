"""``POST /clusters/{cluster_id}/nodepools/{nodepool_id}/vuls/fix``: fix vulnerabilities of nodes.

What the service does: updates the packages of the nodes that are named, or of all nodes of the
pool, in batches of ``rollout_policy.max_parallelism`` nodes; the task can be paused, resumed and
canceled between them. ``vuls`` names what is fixed, by default everything that was found.

Differs from the service: what needs a restart is fixed with ``auto_restart`` only, and the node
stays ready meanwhile. Without a policy a batch has ten nodes. A node that is lost when its turn
ends stays as it was. What was not found in the pool, or is fixed already, cannot be named. A pool
fixes nothing by itself: ``management.auto_vul_fix`` is kept and shown only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.pools import growth, vulnerabilities
from cs_simulator.cluster_types.ack.pools.field_rules import Items
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._kubernetes_nodes import named
from cs_simulator.operations._node_pools import idle_pool, started
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import StrictRule, as_sent
from cs_simulator.validation.strict_types import Boolean, Integer, Object, TextList


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloutPolicy:
    """How many nodes are fixed side by side."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    max_parallelism: Annotated[int | None, Integer()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FixVulnerabilitiesRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    nodes: Annotated[tuple[str, ...] | None, TextList(), Items(0, 100)] = None
    vuls: Annotated[tuple[str, ...] | None, TextList(), Items(0, 100)] = None
    rollout_policy: Annotated[RolloutPolicy | None, Object(RolloutPolicy)] = None
    auto_restart: Annotated[bool | None, Boolean()] = None


@operation(
    vulnerabilities.FIX,
    "POST",
    "/clusters/{cluster_id}/nodepools/{nodepool_id}/vuls/fix",
    request=FixVulnerabilitiesRequest,
    is_write=True,
    allowed_in=allowed.WITH_POOLS,
    plan=vulnerabilities.FIX,
    task_status=200,
)
def fix_node_pool_vuls(call: Call, unit: Unit) -> Reply:
    """Start to fix them."""
    cluster = kubernetes_cluster(call, unit)
    group = idle_pool(call, unit, cluster)
    request = read_body(call, FixVulnerabilitiesRequest, may_be_empty=True)
    members = growth.members(unit.world, cluster, group)
    _check_parallelism(request.rollout_policy, len(members))
    chosen = named(cluster, members, request.nodes) if request.nodes else members

    found = [*vulnerabilities.found_in(unit.world, cluster, group, unit.now)]
    wanted = _wanted(found, request.vuls)
    nodes = [
        each.node
        for each in found
        if each.node in chosen and any(one.name in wanted for one in each.vulnerabilities)
    ]
    parameters = {
        **as_sent(request),
        "vuls": wanted,
        "auto_restart": bool(request.auto_restart),
    }
    task = provisioning.begin(unit, cluster, vulnerabilities.FIX, nodes, group, parameters)
    return started(call, cluster, task, {})


def _check_parallelism(policy: RolloutPolicy | None, nodes: int) -> None:
    """Raise a refusal of a batch that is empty, or larger than the pool."""
    if policy is None or policy.max_parallelism is None:
        return
    if not 1 <= policy.max_parallelism <= max(nodes, 1):
        advice = f"from 1 to {nodes}, the nodes of the pool, not {policy.max_parallelism:,}"
        raise ack_errors.INVALID_FIELD("rollout_policy.max_parallelism", advice)


def _wanted(found: Sequence[vulnerabilities.Found], names: Sequence[str] | None) -> list[str]:
    """The names of what is to be fixed: those that are given, or all that were found.

    Raises ``InvalidParameter.Vuls`` for a name of something that was not found.
    """
    present = dict.fromkeys(one.name for each in found for one in each.vulnerabilities)
    for name in names or ():
        if name not in present:
            raise ack_errors.INVALID_FIELD("vuls", f"{name[:100]!r} was not found in the pool")
    return list(dict.fromkeys(names or present))
