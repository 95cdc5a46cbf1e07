"""The words that scenarios may use, from the tables of operations and cluster types."""

from functools import cache

from cs_simulator.catalog.defaults import default_resources
from cs_simulator.domain.records import ClusterState
from cs_simulator.engine.cluster_behavior import ClusterTypes
from cs_simulator.operations._lookup import all_operations, known_routes, routes
from cs_simulator.operations._not_modelled import not_modelled
from cs_simulator.operations._operation import Operation
from cs_simulator.scenarios.vocabulary import OperationWords, Vocabulary
from cs_simulator.validation.field_rules import ClusterName
from cs_simulator.validation.field_types import Boolean, Integer, Text, TextList
from cs_simulator.validation.parser import field_specs

_TYPES = {Text: "a text", Integer: "a number", Boolean: "true or false", TextList: "a list"}


@cache
def vocabulary(cluster_types: ClusterTypes) -> Vocabulary:
    """What scenarios may name, where clusters are of these types."""
    named: dict[str, OperationWords] = {}
    for operation in (*all_operations(), *not_modelled()):
        named.setdefault(operation.name, _words(operation))
    nodes: dict[str, set[str]] = {}
    states: dict[str, set[str]] = {}
    for cluster_type in cluster_types.all:
        for plan in cluster_type.plans:
            inside = (stage.name for stage in plan.stages if stage.scope == "node")
            nodes.setdefault(plan.operation, set()).update(inside)
            # The task of a group of nodes changes the group's state, and leaves the cluster's.
            during = [state for state in ClusterState if cluster_type.group_transitions]
            if plan.start is None:
                during.append(ClusterState.INITIAL)
            else:
                changes = cluster_type.transitions.items()
                during += [after for (_, trigger), after in changes if trigger is plan.start]
            states.setdefault(plan.operation, set()).update(state.value for state in during)
    return Vocabulary(
        operations=named,
        stages=cluster_types.stages(),
        node_stages=nodes,
        task_states=states,
        operation_of=_operation_of,
        is_cluster_name=lambda name: bool(name) and ClusterName().check("name", name) is None,
        default_ids=_default_ids(),
    )


def _words(operation: Operation) -> OperationWords:
    fields = {
        spec.name: _TYPES.get(type(spec.type), "")
        for record in operation.requests
        for spec in field_specs(record)
    }
    return OperationWords(
        name=operation.name,
        calls=[f"{method} {path}" for method, path in operation.calls],
        is_write=operation.is_write,
        is_modelled=not operation.reason,
        tasks=operation.plan,
        fields=fields,
    )


def _operation_of(method: str, path: str) -> str:
    found = routes().find(method, path) or known_routes().find(method, path)
    return next(iter(found[0].values())).name if found else ""


def _default_ids() -> frozenset[str]:
    known = default_resources()
    return frozenset(
        [*known.vpcs, *known.vswitches, *known.rds_instances, *known.images, *known.instances]
    )
