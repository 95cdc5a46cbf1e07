"""Rules: what each says that cannot work."""

from collections.abc import Iterator

from cs_simulator.catalog import codes
from cs_simulator.scenarios.file.checks.bodies import of_bodies
from cs_simulator.scenarios.file.checks.conditions import of_conditions, subject_of
from cs_simulator.scenarios.file.checks.firing import of_firing
from cs_simulator.scenarios.file.checks.names import Found, chosen, unknown
from cs_simulator.scenarios.file.checks.pods import of_pods
from cs_simulator.scenarios.file.checks.subjects import of_subjects
from cs_simulator.scenarios.file.explanations import Path
from cs_simulator.scenarios.file.problems import BAD_VALUE, NO_EFFECT, WRONG_PHASE
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.vocabulary import Vocabulary


def of_rule(path: Path, rule: Rule, vocabulary: Vocabulary) -> Iterator[Found]:
    """Everything that is wrong with a rule."""
    subject = subject_of(rule, vocabulary)
    yield from _of_fault((*path, "then", rule.then.kind()), rule, vocabulary)
    if rule.acts_in in rule.then.phases:
        yield from of_conditions(path, subject, vocabulary)
        yield from of_subjects(path, subject, vocabulary)
        yield from of_pods(path, subject, vocabulary)
    yield from of_bodies(path, subject)
    yield from of_firing(path, subject, vocabulary)


def _of_fault(path: Path, rule: Rule, vocabulary: Vocabulary) -> Iterator[Found]:
    fault, phase = rule.then, rule.acts_in
    if phase not in fault.phases:
        possible = " or ".join(fault.phases)
        message = f"{fault.kind()} acts in {possible}, not in {phase}; write phase: "
        yield Found(path, WRONG_PHASE, message + fault.phases[0])
    for message in fault.problems(phase):
        yield Found(path, BAD_VALUE, message)
    stages = rule.condition.get("stage")
    if getattr(fault, "policy", "") == "keep" and isinstance(stages, tuple):
        of_nodes = {name for names in vocabulary.node_stages.values() for name in names}
        if not chosen(stages, of_nodes):
            message = "keep goes on without a node, and the stage is one of the cluster; leave it"
            yield Found((*path, "policy"), NO_EFFECT, f"{message} out, or write rollback")
    code = getattr(fault, "code", "")
    is_own = getattr(fault, "status", None) is not None  # with its own status, any code will do
    if code and not is_own:
        yield from unknown((*path, "code"), "code", (code,), codes.all_codes())
