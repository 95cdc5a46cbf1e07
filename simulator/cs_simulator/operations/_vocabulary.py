"""The words that scenarios may use, from the tables of operations and cluster types."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from urllib.parse import parse_qsl

from cs_simulator.catalog.defaults import default_resources
from cs_simulator.domain.records import ClusterState
from cs_simulator.engine.cluster_behavior import ClusterTypes
from cs_simulator.operations._lookup import all_operations, known_routes, routes, rpc_operations
from cs_simulator.operations._not_modelled import not_modelled
from cs_simulator.operations._operation import Operation
from cs_simulator.operations._routing import Routed
from cs_simulator.scenarios.vocabulary import OperationWords, Vocabulary
from cs_simulator.validation import field_types, strict_types
from cs_simulator.validation.field_rules import ClusterName
from cs_simulator.validation.request_records import field_specs
from cs_simulator.validation.strict import strict_fields

_TYPES: dict[type, str] = {
    found: words
    for types in (field_types, strict_types)
    for found, words in (
        (types.Text, "a text"),
        (types.Integer, "a number"),
        (types.Boolean, "true or false"),
        (types.TextList, "a list"),
    )
}
_TYPES[strict_types.Number] = "a number"

_OF_WHOLE_CLUSTERS = ("CreateCluster", "DeleteCluster")


@cache
def vocabulary(cluster_types: ClusterTypes) -> Vocabulary:
    """What scenarios may name, where clusters are of these types."""
    named = _operations(cluster_types)
    nodes: dict[str, set[str]] = {}
    states: dict[str, set[str]] = {}
    tasks: dict[str, set[str]] = {}
    for cluster_type in cluster_types.all:
        for plan in cluster_type.plans:
            inside = (stage.name for stage in plan.stages if stage.scope == "node")
            nodes.setdefault(plan.operation, set()).update(inside)
            tasks.setdefault(plan.operation, set()).add(plan.task_type)
            # The task of a group of nodes changes the group's state, and leaves the cluster's.
            may_be = cluster_type.group_transitions and plan.operation not in _OF_WHOLE_CLUSTERS
            during = list(ClusterState) if may_be else []
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
        task_types=tasks,
        cluster_types={
            name: cluster_type.name
            for cluster_type in cluster_types.all
            for name in (cluster_type.name, *cluster_type.kind_names)
        },
        tasks_of_type={
            cluster_type.name: {plan.operation for plan in cluster_type.plans}
            for cluster_type in cluster_types.all
        },
        pool_tasks={
            plan.operation
            for cluster_type in cluster_types.all
            if cluster_type.group_transitions
            for plan in cluster_type.plans
        },
        pool_states=list(
            dict.fromkeys(
                state for cluster_type in cluster_types.all for state in cluster_type.group_states
            )
        ),
        operation_of=_operation_of,
        is_cluster_name=lambda name: bool(name) and ClusterName().check("name", name) is None,
        default_ids=_default_ids(),
    )


def _operations(cluster_types: ClusterTypes) -> dict[str, OperationWords]:
    """The words of all operations; those of one name, of several types, are one."""
    named: dict[str, OperationWords] = {}
    types_of = _types_of(all_operations(), cluster_types)
    for operation in all_operations():
        words = _words(operation, types_of[id(operation)])
        known = named.get(operation.name)
        named[operation.name] = words if known is None else _merged(known, words)
    for operation in (*rpc_operations().values(), *not_modelled()):
        named.setdefault(operation.name, _words(operation, frozenset(cluster_types.names)))
    return named


def _types_of(
    operations: Iterable[Operation], cluster_types: ClusterTypes
) -> dict[int, frozenset[str]]:
    """The cluster types that each operation is for: on a shared route, those without their own."""
    own: dict[tuple[str, str], set[str]] = {}
    for operation in operations:
        for call in operation.calls:
            own.setdefault(call, set()).add(operation.cluster_type)
    with_plan: dict[str, set[str]] = {}
    for cluster_type in cluster_types.all:
        for plan in cluster_type.plans:
            with_plan.setdefault(plan.operation, set()).add(cluster_type.name)
    found = {}
    for operation in operations:
        others = {name for call in operation.calls for name in own[call]}
        types = {operation.cluster_type} if operation.cluster_type else set(cluster_types.names)
        if not operation.cluster_type:
            types -= others
        found[id(operation)] = frozenset(types & with_plan.get(operation.plan, types))
    return found


def _merged(one: OperationWords, other: OperationWords) -> OperationWords:
    """The words of two operations of one name, which differ by the type of the cluster."""
    fields = dict(other.fields)
    for name, kind in one.fields.items():
        fields[name] = kind if fields.get(name, kind) == kind else ""
    return OperationWords(
        name=one.name,
        calls=list(dict.fromkeys((*one.calls, *other.calls))),
        is_write=one.is_write or other.is_write,
        is_modelled=one.is_modelled or other.is_modelled,
        tasks=one.tasks or other.tasks,
        fields=fields,
        types=one.types | other.types,
    )


def _fields(record: type) -> Iterator[tuple[str, str]]:
    """The fields of a request with their types in words."""
    read = strict_fields if getattr(record, "STRICT", False) else field_specs
    yield from ((field.name, _TYPES.get(type(field.type), "")) for field in read(record))


def _words(operation: Operation, types: frozenset[str]) -> OperationWords:
    fields: dict[str, str] = {}
    for record in operation.requests:
        for name, kind in _fields(record):
            fields[name] = kind if fields.get(name, kind) == kind else ""
    return OperationWords(
        name=operation.name,
        calls=[f"{method} {_path(operation, path)}" for method, path in operation.calls],
        is_write=operation.is_write,
        is_modelled=not operation.reason,
        tasks=operation.plan,
        fields=fields,
        types=types,
    )


def _path(operation: Operation, path: str) -> str:
    """The path as scripts name it: with the action in the style RPC."""
    return f"{path}?Action={operation.name}" if operation.product else path


def _operation_of(method: str, path: str) -> str:
    action = dict(parse_qsl(path.partition("?")[2])).get("Action", "")
    if action:
        return action if action in rpc_operations() else ""
    found: tuple[Mapping[str, Routed], Mapping[str, str]] | None = routes().find(method, path)
    found = found or known_routes().find(method, path)
    return next(iter(found[0].values())).name if found else ""


def _default_ids() -> frozenset[str]:
    known = default_resources()
    return frozenset(
        [*known.vpcs, *known.vswitches, *known.rds_instances, *known.images, *known.instances]
    )
