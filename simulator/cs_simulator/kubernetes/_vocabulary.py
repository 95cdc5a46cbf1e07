"""The words that scenarios may use, those about the clusters' own APIs included."""

from collections.abc import Iterator
from functools import cache
from urllib.parse import parse_qsl

from cs_simulator.engine.cluster_behavior import ClusterTypes
from cs_simulator.kubernetes.documents import DOCUMENTS
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.kinds.registry import all_kinds
from cs_simulator.kubernetes.paths import target_of, verb_of
from cs_simulator.kubernetes.request import is_true
from cs_simulator.kubernetes.subresources import SUBRESOURCES
from cs_simulator.operations import vocabulary as of_service
from cs_simulator.scenarios.vocabulary import CLUSTER_API, OperationWords, Vocabulary

_METHODS = {
    "get": "GET",
    "list": "GET",
    "watch": "GET",
    "create": "POST",
    "update": "PUT",
    "patch": "PATCH",
    "delete": "DELETE",
    "deletecollection": "DELETE",
}
_READS = ("get", "list", "watch")
_OF_ONE = ("get", "update", "patch", "delete")
_TYPE = "ack"


@cache
def vocabulary(cluster_types: ClusterTypes) -> Vocabulary:
    """What scenarios may name, where clusters are of these types."""
    words = of_service(cluster_types)
    if _TYPE not in cluster_types.names:
        return words
    own = {found.name: found for found in _operations()}

    def operation_of(method: str, path: str) -> str:
        return words.operation_of(method, path) or _cluster_operation(method, path)

    return words._replace(
        operations={**words.operations, **own},
        operation_of=operation_of,
        object_kinds=_object_kinds(),
    )


def _cluster_operation(method: str, path: str) -> str:
    """The operation of a call at the address of a cluster, ``/<cluster>/api/v1/nodes``.

    Empty for one that no cluster has, but for kinds of groups that may be defined in one.
    """
    path, _, query = path.partition("?")
    _, _, below = path.lstrip("/").partition("/")
    target = target_of(f"/{below}")
    if target is None:
        is_known = method == "GET" and any(found.name == below for found in DOCUMENTS)
        return f"{CLUSTER_API}get {below}" if is_known else ""
    verb = verb_of(method, target, watches=is_true(dict(parse_qsl(query)), "watch"))
    name = f"{CLUSTER_API}{verb} {target.place}"
    place = target.group, target.version, target.plural
    kinds = [each for each in all_kinds() if (each.group, each.version, each.plural) == place]
    if not kinds:
        return "" if target.group in {each.group for each in all_kinds()} else name
    return name if name in {found.name for found in _operations()} else ""


def _object_kinds() -> dict[str, bool]:
    kept = [kind for kind in all_kinds() if kind.is_kept and "create" in kind.verbs]
    plain = {kind.kind: kind.namespaced for kind in kept}
    with_group = {f"{kind.kind}.{kind.group}": kind.namespaced for kind in kept if kind.group}
    return plain | with_group


def _operations() -> Iterator[OperationWords]:
    """The operations on the kinds that every cluster has, some of them in later versions only.

    And those that read what the API says of itself.
    """
    for name in dict.fromkeys(document.name for document in DOCUMENTS):
        yield OperationWords(
            name=f"{CLUSTER_API}get {name}",
            calls=[f"GET /{{cluster_id}}/{name}"],
            is_write=False,
            is_modelled=True,
            tasks="",
            fields={},
            types=frozenset((_TYPE,)),
        )
    for kind in all_kinds():
        for verb in kind.verbs:
            yield _words(kind, verb)
        for name, found in SUBRESOURCES.items():
            if found.is_of(kind):
                yield from (_words(kind, verb, name) for verb in found.verbs)


def _words(kind: Kind, verb: str, subresource: str = "") -> OperationWords:
    path = f"/api/{kind.version}" if not kind.group else f"/apis/{kind.group}/{kind.version}"
    path += "/namespaces/{namespace}" if kind.namespaced else ""
    path += f"/{kind.plural}"
    place = kind.plural
    if subresource or verb in _OF_ONE:
        path += "/{name}"
    if subresource:
        path += f"/{subresource}"
        place += f"/{subresource}"
    return OperationWords(
        name=f"{CLUSTER_API}{verb} {place}",
        calls=[f"{_METHODS[verb]} /{{cluster_id}}{path}"],
        is_write=verb not in _READS,
        is_modelled=True,
        tasks="",
        fields={},
        types=frozenset((_TYPE,)),
    )
