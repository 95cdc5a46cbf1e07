"""Expectations: names that nothing has, and what no run can meet."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cs_simulator.catalog import codes, kubernetes_errors
from cs_simulator.domain.errors import ErrorSpec
from cs_simulator.domain.records import ClusterState, NodeState, TaskState
from cs_simulator.scenarios.expectations import expectation
from cs_simulator.scenarios.expectations.bounds import Bounds
from cs_simulator.scenarios.expectations.call_filter import is_status
from cs_simulator.scenarios.expectations.expectation import Expectation
from cs_simulator.scenarios.expectations.objects import ObjectPattern
from cs_simulator.scenarios.file.checks.kubernetes import of_cluster_calls, of_objects
from cs_simulator.scenarios.file.checks.names import Found, unknown
from cs_simulator.scenarios.file.explanations import Path
from cs_simulator.scenarios.file.problems import BAD_VALUE, NO_EFFECT, UNKNOWN_FIELD, UNKNOWN_NAME
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.rules.patterns import is_name, is_regex
from cs_simulator.scenarios.suggestions import instead, nearest, short
from cs_simulator.scenarios.vocabulary import Vocabulary

_STATES = {"clusters": ClusterState, "nodes": NodeState, "tasks": TaskState}
_NAMES = {"clusters": "name", "pools": "cluster", "nodes": "cluster", "tasks": "cluster"}
_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH")
_CLUSTER_ID = re.compile("c[0-9a-f]{32}", re.IGNORECASE)
_WILD = re.compile(r"[*?\[]")


def of_expectation(
    path: Path, expected: Expectation, source: Mapping[str, Any], context: "Context"
) -> Iterator[Found]:
    """Everything that is wrong with an expectation."""
    if expected.rule is not None:
        yield from _of_rule(path, expected, context)
    about = expected.pattern()
    if about is not None:
        yield from _of_resources(path, *about, context)
    if expected.kubernetes is not None:
        yield from _of_objects((*path, "kubernetes"), expected.kubernetes, context)
    yield from of_calls((*path, "calls"), expected.calls or {}, context)
    where = (*path, "kubernetes_calls")
    yield from of_cluster_calls(where, expected.kubernetes_calls or {}, context.vocabulary)
    yield from _of_all_calls(where, expected.kubernetes_calls or {}, context)
    yield from of_calls((*path, "no_call_after"), expected.no_call_after or {}, context)
    operations = context.vocabulary.operations
    for index, name in enumerate(expected.order or ()):
        yield from unknown((*path, "order", index), "operation", (name,), operations)
    counted = getattr(expected.invariant, "operation", None) or ()
    yield from unknown((*path, "invariant"), "operation", counted, operations)
    yield from _of_nothing(path, expected)
    try:
        expectation.check(source)
    except ValueError as problem:
        yield Found(path, BAD_VALUE, str(problem))


def _of_nothing(path: Path, expected: Expectation) -> Iterator[Found]:
    """What is always so."""
    for name in ("hits", "count", "attempts", "concurrency"):
        if getattr(expected, name) == Bounds():
            message = "every number is 0 or more; write a larger min, or a max"
            yield Found((*path, name), NO_EFFECT, message)
    if expected.order == [] or expected.gap == {}:
        key = "order" if expected.order == [] else "gap"
        yield Found((*path, key), NO_EFFECT, f"an empty {key} expects nothing; write what it is")


class Context:
    """What expectations may refer to: rules, clusters and node pools of the whole scenario."""

    def __init__(
        self,
        rules: Mapping[str, Rule],
        clusters: frozenset[str],
        pools: frozenset[str],
        vocabulary: Vocabulary,
    ) -> None:
        self.rules = rules
        self.clusters = clusters
        """The names of the clusters that the script makes."""
        self.pools = pools
        """The names of the node pools that it makes."""
        self.vocabulary = vocabulary
        self.has_late_answers = False
        """Whether a rule lets answers be late."""
        own = (getattr(rule.then, "code", "") for rule in rules.values())
        self.codes = sorted({*codes.all_codes(), *filter(None, own), *_REASONS, *_OTHER_CODES})


_REASONS = {row.code for row in vars(kubernetes_errors).values() if isinstance(row, ErrorSpec)}
"""The codes of the Kubernetes APIs of clusters."""
_OTHER_CODES = (
    "Canceled", "WaitConditionTimeout", "(response)", "(reset)", "(empty)", "(hang)",
)  # fmt: skip
"""The codes that the journal and tasks have besides those of the catalogue."""


def _of_rule(path: Path, expected: Expectation, context: Context) -> Iterator[Found]:
    rule = context.rules.get(expected.rule or "")
    if rule is None:
        message = f"there is no rule {short(expected.rule)}"
        hint = instead(expected.rule or "", context.rules) or "; write one, or leave this out"
        yield Found((*path, "rule"), UNKNOWN_NAME, message + hint)
        return
    most = _most_hits(rule)
    if most is not None and expected.hits is not None and expected.hits.least > most:
        message = f"{rule.id} acts at most {most} times; write that, or change its fire"
        yield Found((*path, "hits"), BAD_VALUE, message)


def _most_hits(rule: Rule) -> int | None:
    """How often a rule may act, if its ``fire`` limits that."""
    if rule.fire.counts_per != "all":
        return None
    limits = [rule.fire.times] if rule.fire.times is not None else []
    if rule.fire.nth:
        limits.append(sum(last - first + 1 for first, last in rule.fire.nth))
    return min(limits, default=None)


def _of_resources(path: Path, subject: str, pattern: Any, context: Context) -> Iterator[Found]:
    where = (*path, subject)
    vocabulary = context.vocabulary
    pool_states = list(vocabulary.pool_states)
    states = pool_states if subject == "pools" else [state.value for state in _STATES[subject]]
    yield from unknown((*where, "state"), f"state of {subject}", pattern.state, states)
    if subject == "tasks":
        types = sorted({task for found in vocabulary.task_types.values() for task in found})
        yield from unknown((*where, "operation"), "task of", pattern.operation, vocabulary.stages)
        yield from unknown((*where, "type"), "type of task", pattern.type, types)
        yield from unknown((*where, "error_code"), "code", pattern.error_code, context.codes)
    if subject == "clusters":
        types = list(vocabulary.cluster_types)
        yield from unknown((*where, "cluster_type"), "type of cluster", pattern.cluster_type, types)
    pool = "name" if subject == "pools" else "node_pool"
    for name in getattr(pattern, pool, None) or ():
        yield from of_pool((*where, pool), name, context.pools)
        yield from _of_impossible((*where, pool), name, "node pool", vocabulary)
    key = _NAMES[subject]
    for name in getattr(pattern, key) or ():
        yield from of_name((*where, key), name, context.clusters)
        yield from _of_impossible((*where, key), name, "cluster", vocabulary)


def _of_objects(path: Path, pattern: ObjectPattern, context: Context) -> Iterator[Found]:
    yield from of_objects(path, pattern, context.vocabulary)
    for name in pattern.cluster or ():
        yield from of_name((*path, "cluster"), name, context.clusters)
        yield from _of_impossible((*path, "cluster"), name, "cluster", context.vocabulary)


def _of_impossible(path: Path, name: str, what: str, vocabulary: Vocabulary) -> Iterator[Found]:
    """A name that nothing can have."""
    if is_name(name) and not is_regex(name) and not vocabulary.is_cluster_name(name):
        message = f"no {what} can be called {short(name)}; write letters, digits and hyphens"
        yield Found(path, UNKNOWN_NAME, message)


def of_name(path: Path, name: str, clusters: frozenset[str]) -> Iterator[Found]:
    """A name that no cluster has, or almost one of those that the script gives to clusters."""
    yield from _of_name(path, name, clusters, "cluster")


def of_pool(path: Path, name: str, pools: frozenset[str]) -> Iterator[Found]:
    """The same of a node pool."""
    yield from _of_name(path, name, pools, "node pool")


def _of_name(path: Path, name: str, known: frozenset[str], what: str) -> Iterator[Found]:
    if is_regex(name):
        message = f"{short(name)} is no pattern of names here; write one with * and ?"
        yield Found(path, NO_EFFECT, message)
        return
    close = nearest(name, known) if name not in known and "*" not in name else ""
    if close:
        message = f"no call of the script makes a {what} {short(name)} (did you mean {close!r}?)"
        yield Found(path, UNKNOWN_FIELD, message)


def of_calls(path: Path, chosen: Mapping[str, Any], context: Context) -> Iterator[Found]:
    """The keys by which calls are chosen."""
    operation, method = chosen.get("operation"), chosen.get("method")
    if isinstance(operation, str) and operation:
        known = context.vocabulary.operations
        yield from unknown((*path, "operation"), "operation", (operation,), known)
    if isinstance(method, str) and method:
        yield from unknown((*path, "method"), "method", (method.upper(),), _METHODS)
    yield from _of_all_calls(path, chosen, context)
    target = chosen.get("path")
    if isinstance(target, str) and target:
        yield from _of_path((*path, "path"), target, context.vocabulary)


def _of_all_calls(path: Path, chosen: Mapping[str, Any], context: Context) -> Iterator[Found]:
    """What calls of the service and of clusters are chosen by alike."""
    status, code = str(chosen.get("status", "")), chosen.get("code")
    if isinstance(code, str) and code:
        yield from unknown((*path, "code"), "code", (code,), context.codes)
    if status and not is_status(status):
        message = f"no answer has the status {short(status)}; write one like 404 or 2xx"
        yield Found((*path, "status"), BAD_VALUE, message)
    cluster = chosen.get("cluster")
    if isinstance(cluster, str) and cluster and not _may_be_id(cluster):
        message = f"{short(cluster)} is no id of a cluster; write the id, by which calls are chosen"
        yield Found((*path, "cluster"), UNKNOWN_NAME, message)


def _may_be_id(pattern: str) -> bool:
    return bool(_WILD.search(pattern) or _CLUSTER_ID.fullmatch(pattern))


def _of_path(path: Path, target: str, vocabulary: Vocabulary) -> Iterator[Found]:
    """A pattern of paths that no call has."""
    if "{" in target:
        message = f"{short(target)} is compared with paths as they were sent; write * for an id"
        yield Found(path, BAD_VALUE, message)
    elif target[0] not in "/*?[":
        yield Found(path, BAD_VALUE, f"paths begin with /; write /{target.lstrip()[:60]}")
    else:
        paths = list(dict.fromkeys(call.partition(" ")[2] for call in vocabulary.calls()))
        begin = _WILD.split(target)[0]
        is_whole = begin == target
        if not any(_may_begin(begin, known, is_whole=is_whole) for known in paths):
            hint = instead(target, paths)
            yield Found(path, UNKNOWN_NAME, f"there is no path {short(target)}{hint}")


def _may_begin(begin: str, path: str, *, is_whole: bool) -> bool:
    """Whether a path of the API, with placeholders in braces, may begin so, or be it."""
    given, known = begin.strip("/").split("/"), path.strip("/").split("/")
    if len(given) > len(known) or (is_whole and len(given) < len(known)):
        return False
    pairs = list(zip(given, known, strict=False))
    if not is_whole and not begin.endswith("/"):
        last, segment = pairs.pop()
        if not segment.startswith(("{", last)):
            return False
    return all(segment.startswith("{") or segment == one for one, segment in pairs)
