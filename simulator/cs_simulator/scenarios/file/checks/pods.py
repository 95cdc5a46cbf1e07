"""Rules about pods: conditions that no pod meets, and conditions on pods where there are none."""

import re
from collections.abc import Iterator

from cs_simulator.scenarios.file.checks.conditions import Subject
from cs_simulator.scenarios.file.checks.names import Found, chosen
from cs_simulator.scenarios.file.explanations import Path
from cs_simulator.scenarios.file.problems import CANNOT_ACT, NO_EFFECT
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.rules.patterns import is_name, is_regex
from cs_simulator.scenarios.rules.pods import KEYS, KINDS, STAGES
from cs_simulator.scenarios.suggestions import short
from cs_simulator.scenarios.vocabulary import CLUSTER_API, Vocabulary

_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_NOT_OF_PODS = ("operation", "task", "headers", "body")
_ALIKE = 0.8  # another kind is called so hardly ever


def of_pods(path: Path, subject: Subject, vocabulary: Vocabulary) -> Iterator[Found]:
    """Everything in ``when`` of a rule that keeps it from acting on pods, or on anything else."""
    when, rule = (*path, "when"), subject.rule
    if rule.acts_in != "pod":
        yield from _of_others(when, rule)
        return
    for key in _NOT_OF_PODS:
        if getattr(rule.when, key):
            yield Found((*when, key), CANNOT_ACT, f"pods have no {key}; leave {key} out")
    stages = chosen(rule.when.stage, STAGES) if rule.when.stage else []
    own = rule.then.implies.get("stage", STAGES)
    if not set(stages) <= set(own):
        message = f"{rule.then.kind()} acts in the stage {' or '.join(own)} only; leave stage out"
        yield Found((*when, "stage"), CANNOT_ACT, message)
    yield from _of_type(when, rule, vocabulary)
    for key in KEYS:
        for pattern in getattr(rule.when, key) or ():
            message = _of_kind(pattern) if key == "kind" else _of_name(key, pattern)
            if message:
                yield Found((*when, key), NO_EFFECT, message)


def _of_others(when: Path, rule: Rule) -> Iterator[Found]:
    what = "steps of tasks have" if rule.acts_in == "provision" else "calls have"
    other = "write phase: pod" if "pod" in rule.then.phases else "use a fault of pods"
    for key in KEYS:
        if getattr(rule.when, key):
            message = f"{what} no {key}; leave {key} out, or {other}"
            yield Found((*when, key), CANNOT_ACT, message)


def _of_type(when: Path, rule: Rule, vocabulary: Vocabulary) -> Iterator[Found]:
    """A type of cluster that runs no pods."""
    globs = rule.when.cluster_type
    named = chosen(globs, vocabulary.cluster_types) if globs else []
    types = {vocabulary.cluster_types[name] for name in named}
    words = vocabulary.operations.values()
    with_pods = {each for word in words if word.name.startswith(CLUSTER_API) for each in word.types}
    if types and not types & with_pods:
        message = f"clusters of type {' or '.join(globs or ())} have no pods; write another type"
        yield Found((*when, "cluster_type"), CANNOT_ACT, message)


def _of_kind(pattern: str) -> str:
    """What is wrong with a kind; custom resources may control pods, too."""
    if pattern in KINDS or not is_name(pattern):
        return _of_expression("kind", pattern)
    from difflib import get_close_matches  # only loaded when something is wrong

    by_name = {kind.lower(): kind for kind in KINDS}
    found = get_close_matches(pattern.lower(), by_name, n=1, cutoff=_ALIKE)
    if found:
        return f"no pod has the kind {short(pattern)} (did you mean {by_name[found[0]]!r}?)"
    if not pattern[0].isupper():
        return f"no kind is called {short(pattern)}; write one of {', '.join(KINDS)}"
    return ""


def _of_name(key: str, pattern: str) -> str:
    """What is wrong with a name of Kubernetes, or with an image."""
    if key == "image" or not is_name(pattern) or _NAME.fullmatch(pattern):
        return _of_expression(key, pattern)
    return f"no {key} can be {short(pattern)}; write lower-case letters, digits and hyphens"


def _of_expression(key: str, pattern: str) -> str:
    if not is_regex(pattern):
        return ""
    return f"regular expressions go with cluster and node_pool; write {key} with * and ?"
