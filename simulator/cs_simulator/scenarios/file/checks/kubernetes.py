"""Expectations about Kubernetes: kinds, resources, verbs and states that there are not."""

from collections.abc import Iterator, Mapping
from typing import Any

from cs_simulator.scenarios.expectations.cluster_calls import VERBS
from cs_simulator.scenarios.expectations.object_states import CONDITIONS, PHASES, is_custom
from cs_simulator.scenarios.expectations.objects import ObjectPattern, problem_of
from cs_simulator.scenarios.file.checks.names import Found, matches_any, unknown
from cs_simulator.scenarios.file.explanations import Path
from cs_simulator.scenarios.file.problems import BAD_VALUE, NO_EFFECT, UNKNOWN_NAME
from cs_simulator.scenarios.suggestions import nearest, short
from cs_simulator.scenarios.vocabulary import CLUSTER_API, Vocabulary

_STATUSES = ("True", "False", "Unknown")


def of_objects(path: Path, pattern: ObjectPattern, vocabulary: Vocabulary) -> Iterator[Found]:
    """What is wrong with the kind of an expectation about objects, and with what fits no kind."""
    kinds, kind = vocabulary.object_kinds, pattern.kind
    groups = {name.partition(".")[2] for name in kinds if is_custom(name)}
    if kind not in kinds and (not is_custom(kind) or kind.partition(".")[2] in groups):
        close = nearest(kind, kinds)
        hint = f" (did you mean {close!r}?)" if close else ""
        own = "; write a kind that you define with its group: Widget.example.com"
        message = f"there is no kind {short(kind)} that is kept{hint or own}"
        yield Found((*path, "kind"), UNKNOWN_NAME, message)
        return
    if problem := problem_of(pattern, is_namespaced=kinds.get(kind, True)):
        yield Found(path, BAD_VALUE, f"{problem}; leave that out")
    known = PHASES.get(kind)
    if known is not None:
        yield from unknown((*path, "phase"), f"phase of a {kind}", pattern.phase, known)
    for name, status in (pattern.conditions or {}).items():
        where = (*path, "conditions", name)
        yield from unknown(where, "status of a condition", (status,), _STATUSES)
        usual = CONDITIONS.get(kind, ())
        close = "" if name in usual else nearest(name, usual)
        if close:  # others may be the caller's own
            message = f"there is no condition {short(name)} of a {kind} (did you mean {close!r}?)"
            yield Found(where, UNKNOWN_NAME, message)
    for key in ("labels", "conditions"):
        if getattr(pattern, key) == {}:
            yield Found((*path, key), NO_EFFECT, f"no {key} choose nothing; write some")


def of_cluster_calls(
    path: Path, chosen: Mapping[str, Any], vocabulary: Vocabulary
) -> Iterator[Found]:
    """Verbs that there are not, and resources that are almost called so; others may be custom."""
    verb, resource = chosen.get("verb"), chosen.get("resource")
    if isinstance(verb, str) and verb:
        yield from unknown((*path, "verb"), "verb", (verb,), VERBS)
    if not isinstance(resource, str) or not resource:
        return
    words = (name.removeprefix(CLUSTER_API) for name in vocabulary.operations)
    known = {name.partition(" ")[2] for name in words}
    close = "" if matches_any(resource, known) else nearest(resource, known)
    if close:
        message = f"there is no resource {short(resource)} (did you mean {close!r}?)"
        yield Found((*path, "resource"), UNKNOWN_NAME, message)
