"""Whether what a rule is about can be: types of clusters, node pools, types of tasks."""

from collections.abc import Iterator

from cs_simulator.scenarios.file.checks.conditions import Subject
from cs_simulator.scenarios.file.checks.names import Found, chosen, unknown
from cs_simulator.scenarios.file.explanations import Path
from cs_simulator.scenarios.file.problems import CANNOT_ACT, NO_EFFECT
from cs_simulator.scenarios.rules.patterns import is_name, is_regex
from cs_simulator.scenarios.suggestions import short
from cs_simulator.scenarios.vocabulary import Vocabulary


def of_subjects(path: Path, subject: Subject, vocabulary: Vocabulary) -> Iterator[Found]:
    """Everything that is wrong with ``cluster_type``, ``node_pool`` and ``task`` of a rule."""
    when, given = (*path, "when"), subject.rule.when
    types = vocabulary.cluster_types
    yield from unknown((*when, "cluster_type"), "type of cluster", given.cluster_type, types)
    tasks = sorted({task for found in vocabulary.task_types.values() for task in found})
    yield from unknown((*when, "task"), "type of task", given.task, tasks)
    for name in given.node_pool or ():
        yield from of_pool_name((*when, "node_pool"), name, vocabulary)
    if not subject.operations:
        return  # said already
    yield from _of_type(when, subject, vocabulary)
    if subject.rule.acts_in == "provision":
        yield from _of_steps(when, subject, vocabulary)
    elif subject.rule.acts_in != "pod":
        yield from _of_calls(when, subject)


def of_pool_name(path: Path, name: str, vocabulary: Vocabulary) -> Iterator[Found]:
    """The name of a pool that no pool can have."""
    if is_regex(name) or not is_name(name) or vocabulary.is_cluster_name(name):
        return
    message = f"no node pool can be called {short(name)}; write letters, digits and hyphens"
    yield Found(path, NO_EFFECT, message)


def _of_type(when: Path, subject: Subject, vocabulary: Vocabulary) -> Iterator[Found]:
    """A type whose clusters have none of the operations, or none of their tasks."""
    globs = subject.rule.when.cluster_type
    if not globs:
        return
    named = chosen(globs, vocabulary.cluster_types)
    types = {vocabulary.cluster_types[name] for name in named}
    if not types:
        return  # said already
    if subject.rule.acts_in != "provision":
        if not any(words.types & types for words in subject.operations):
            message = f"{subject.names} is nothing for clusters of type {' or '.join(globs)}"
            yield Found((*when, "cluster_type"), CANNOT_ACT, f"{message}; write another type")
        return
    tasks = {name for each in types for name in vocabulary.tasks_of_type[each]}
    if not any(words.name in tasks for words in subject.operations):
        message = f"clusters of type {' or '.join(globs)} have no tasks of {subject.names}"
        yield Found((*when, "cluster_type"), CANNOT_ACT, f"{message}; write another type")


def _of_steps(when: Path, subject: Subject, vocabulary: Vocabulary) -> Iterator[Found]:
    """A type of task that the operations do not start, and pools where there are none."""
    given = subject.rule.when
    operations = [words.name for words in subject.operations if words.name in vocabulary.stages]
    types = sorted({task for name in operations for task in vocabulary.task_types[name]})
    known = {task for found in vocabulary.task_types.values() for task in found}
    if given.task and chosen(given.task, known) and types and not chosen(given.task, types):
        message = f"tasks of {subject.names} are of the type {' or '.join(types)}; write that"
        yield Found((*when, "task"), CANNOT_ACT, message)
    if given.node_pool and operations and not set(operations) & set(vocabulary.pool_tasks):
        message = f"tasks of {subject.names} are about no node pool; leave node_pool out"
        yield Found((*when, "node_pool"), CANNOT_ACT, message)


def _of_calls(when: Path, subject: Subject) -> Iterator[Found]:
    """Pools and tasks that calls of the operations do not name."""
    given = subject.rule.when
    if given.task and not any(words.has_task for words in subject.operations):
        message = f"calls of {subject.names} are about no task; leave task out"
        yield Found((*when, "task"), CANNOT_ACT, f"{message}, or name an operation of tasks")
    if given.node_pool and not any(words.has_pool for words in subject.operations):
        message = f"calls of {subject.names} are about no node pool; leave node_pool out"
        yield Found((*when, "node_pool"), CANNOT_ACT, message)
