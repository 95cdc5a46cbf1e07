"""Conditions of rules that nothing ever meets: what ``when`` says about calls, steps and bodies."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cs_simulator.catalog import regions
from cs_simulator.domain.records import ClusterState
from cs_simulator.scenarios.file.checks.names import (
    PLACES,
    Found,
    chosen,
    matches_any,
    unknown,
    unknown_places,
)
from cs_simulator.scenarios.file.explanations import Path
from cs_simulator.scenarios.file.problems import CANNOT_ACT, NO_EFFECT, NO_SUCH_STAGE
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.rules.matching import MatchContext, tests_of
from cs_simulator.scenarios.rules.patterns import is_name, is_regex
from cs_simulator.scenarios.rules.pods import STAGES
from cs_simulator.scenarios.suggestions import instead, short
from cs_simulator.scenarios.vocabulary import OperationWords, Vocabulary, names_operation

STATES = [state.value for state in ClusterState]
# What only calls about a cluster have, or calls whose body names it.
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_OF_CLUSTER = ("cluster", "state", "zone_id", "instance_type")


class Subject(NamedTuple):
    """What a rule is about, as far as the tables know."""

    rule: Rule
    operations: list[OperationWords]
    """The operations that it names; all of them if it names none."""
    condition: Mapping[str, Any]
    """The keys of ``when`` that the rule or its kind gives."""

    @property
    def names(self) -> str:
        """How the rule names its operations."""
        return ", ".join(self.condition.get("operation") or ["any operation"])


def subject_of(rule: Rule, vocabulary: Vocabulary) -> Subject:
    """What a rule is about."""
    condition = rule.condition
    operations = vocabulary.chosen(condition.get("operation"))  # type: ignore[arg-type]
    return Subject(rule, operations, condition)


def of_conditions(path: Path, subject: Subject, vocabulary: Vocabulary) -> Iterator[Found]:
    """Everything in ``when`` that names what does not exist, or that is never met."""
    when, rule = (*path, "when"), subject.rule
    yield from unknown(
        (*when, "operation"), "operation", rule.when.operation, vocabulary.operations
    )
    of_steps = sorted({name for names in vocabulary.stages.values() for name in names})
    known = STAGES if rule.acts_in == "pod" else of_steps
    yield from unknown((*when, "stage"), "stage", rule.when.stage, known)
    yield from unknown((*when, "state"), "state of a cluster", rule.when.state, STATES)
    for name in PLACES:
        yield from unknown_places(when, name, getattr(rule.when, name))
    for header in rule.when.headers:
        if not _TOKEN.fullmatch(header):
            message = f"no header can be called {short(header)}; write a name such as user-agent"
            yield Found((*when, "headers", header), CANNOT_ACT, message)
    yield from _of_zone(when, rule)
    yield from _of_names(when, subject, vocabulary)
    if not subject.operations:
        return  # said already
    if rule.acts_in == "provision":
        yield from _of_steps(path, subject, vocabulary)
    elif rule.acts_in != "pod":
        yield from _of_calls(path, subject)


def _of_zone(when: Path, rule: Rule) -> Iterator[Found]:
    """A zone of another region."""
    zones = chosen(rule.when.zone_id, PLACES["zone_id"]()) if rule.when.zone_id else []
    homes = {found.region_id for zone in zones if (found := regions.find_by_zone(zone))}
    if homes and rule.when.region_id and not chosen(rule.when.region_id, homes):
        where = ", ".join(sorted(homes)[:3])
        message = f"the zone is in {where}, not in the region that the rule names; write that one"
        yield Found((*when, "zone_id"), CANNOT_ACT, message)


def _of_names(when: Path, subject: Subject, vocabulary: Vocabulary) -> Iterator[Found]:
    """Names of clusters that no cluster can have. Before a call is looked at, any name occurs."""
    rule = subject.rule
    for name in rule.when.cluster or ():
        if is_regex(name) or rule.acts_in == "admit":
            continue
        if is_name(name) and not vocabulary.is_cluster_name(name):
            message = f"no cluster can be called {short(name)}; write letters, digits and hyphens"
        elif "/" in name:
            message = f"no name has a slash: {short(name)}; write /…/ for a regular expression"
        else:
            continue
        yield Found((*when, "cluster"), NO_EFFECT, message)


# ---- steps


def _of_steps(path: Path, subject: Subject, vocabulary: Vocabulary) -> Iterator[Found]:
    """Why no step of a task can be meant; nothing if one can."""
    when, rule = (*path, "when"), subject.rule
    plans = [words.name for words in subject.operations if words.name in vocabulary.stages]
    if not plans:
        yield Found((*when, "operation"), CANNOT_ACT, _no_tasks(subject, vocabulary))
        return
    yield from _of_stages(path, subject, plans, vocabulary)
    if rule.when.headers:
        message = "steps of tasks have no headers; leave headers out, or give a phase of calls"
        yield Found((*when, "headers"), CANNOT_ACT, message)
    if any(name.startswith("body.") and not test(_STEP) for name, test in tests_of(rule.when)):
        message = "steps of tasks have no body; leave body out, or give a phase of calls"
        yield Found((*when, "body"), CANNOT_ACT, message)
    states = {state for name in plans for state in vocabulary.task_states[name]}
    given = [glob for glob in rule.when.state or () if matches_any(glob, STATES)]
    if given and not chosen(given, states):
        message = (
            f"during tasks of {subject.names} the cluster is never {' or '.join(given)}; write"
            f" {' or '.join(sorted(states))}, or leave state out"
        )
        yield Found((*when, "state"), CANNOT_ACT, message)


_STEP = MatchContext(now=0, operation="")
"""What steps of tasks have of a request: nothing."""


def _no_tasks(subject: Subject, vocabulary: Vocabulary) -> str:
    """Why the operations have no tasks, and which have."""
    for words in subject.operations:
        if words.tasks:
            return f"the tasks of {words.name} are called {words.tasks}; write that"
    kind, known = subject.rule.then.kind(), ", ".join(vocabulary.stages)
    return f"{kind} acts on tasks, and {subject.names} starts none; write one of {known}"


def _of_stages(
    path: Path, subject: Subject, plans: list[str], vocabulary: Vocabulary
) -> Iterator[Found]:
    """Stages that no task of the operations has, and faults of nodes in stages of the cluster."""
    rule, globs = subject.rule, subject.condition.get("stage")
    if not globs:
        return
    where = (*path, "when", "stage") if rule.when.stage else (*path, "then")
    known = list(dict.fromkeys(name for plan in plans for name in vocabulary.stages[plan]))
    everywhere = {name for names in vocabulary.stages.values() for name in names}
    strange = [glob for glob in globs if not matches_any(glob, known)]
    if rule.when.stage is None and len(strange) < len(globs):
        strange = []  # the kind implies the stages of several types of clusters
    for glob in strange:
        if not matches_any(glob, everywhere):
            continue  # said already
        message = f"tasks of {subject.names} have no stage {glob!r}{instead(glob, known)}"
        if message.endswith(")"):  # a similar name is seldom the one that is meant
            message += f"; they have {', '.join(known)}"
        is_all = len(strange) == len(globs)
        yield Found(where, CANNOT_ACT if is_all else NO_SUCH_STAGE, message)
    of_nodes = {name for plan in plans for name in vocabulary.node_stages[plan]}
    if rule.then.needs_node and len(strange) < len(globs) and not chosen(globs, of_nodes):
        kind = rule.then.kind()
        message = f"{kind} is about nodes, and the stage is one of the cluster; write a node's: "
        yield Found(where, CANNOT_ACT, message + ", ".join(n for n in known if n in of_nodes))


# ---- calls


def _of_calls(path: Path, subject: Subject) -> Iterator[Found]:
    """Why no call can be meant; nothing if one can."""
    when, rule = (*path, "when"), subject.rule
    phase, fault = rule.acts_in, rule.then
    stages = subject.condition.get("stage")
    if stages and not matches_any_empty(stages):
        other = "write phase: provision" if "provision" in fault.phases else "use a fault of steps"
        message = f"{fault.kind()} acts on calls here, and calls have no stage; leave stage out"
        where = (*when, "stage") if rule.when.stage else (*path, "then")
        yield Found(where, CANNOT_ACT, f"{message}, or {other}")
    if fault.only and not any(names_operation(fault.only, w.name) for w in subject.operations):
        message = f"{fault.kind()} acts on {', '.join(fault.only)} only; leave operation out"
        yield Found((*when, "operation"), CANNOT_ACT, message)
    done = [words for words in subject.operations if words.is_modelled]
    if phase in ("apply", "reply") and not done:
        message = f"{subject.names} is not modelled and always refused; write phase: admit"
        yield Found((*when, "operation"), CANNOT_ACT, message)
        return
    if phase in ("apply", "read"):
        is_write = phase == "apply"
        if not any(words.is_write is is_write for words in subject.operations):
            does, wants = ("reads", "changes") if is_write else ("changes", "reads")
            phases = [name for name in fault.phases if name not in ("apply", "read", "provision")]
            other = f", or write phase: {phases[0]}" if phases else ""
            message = (
                f"phase {phase} is for calls that {wants[:-1]}, and {subject.names} {does};"
                f" name an operation that {wants}{other}"
            )
            yield Found((*when, "operation"), CANNOT_ACT, message)
    yield from _of_calls_without(when, subject)


def matches_any_empty(globs: tuple[str, ...]) -> bool:
    """Whether one of the patterns fits what has nothing."""
    return any(matches_any(glob, ("",)) for glob in globs)


def _of_calls_without(when: Path, subject: Subject) -> Iterator[Found]:
    """Conditions on what calls of these operations never have."""
    for key in _OF_CLUSTER:
        globs = getattr(subject.rule.when, key)
        if not globs or (key != "cluster" and matches_any_empty(globs)):
            continue
        if any(words.has_cluster or _says(words, key) for words in subject.operations):
            continue
        what = "no cluster yet" if key == "state" else "no cluster"
        message = f"calls of {subject.names} are about {what}; leave {key} out"
        yield Found((*when, key), CANNOT_ACT, message)
    body = subject.rule.when.body
    if body and not any(words.takes_body for words in subject.operations):
        message = f"{subject.names} takes no body; leave body out"
        yield Found((*when, "body"), NO_EFFECT, message)


def _says(words: OperationWords, key: str) -> bool:
    """Whether the body says it."""
    names = {"cluster": "name", "zone_id": "vswitch_id", "instance_type": "instance_type"}
    return names.get(key, "") in words.fields
