"""``fire``, ``select``, ``ttl`` and ``time`` that never choose anything."""

from collections.abc import Iterator

from cs_simulator.scenarios.file.checks.conditions import Subject
from cs_simulator.scenarios.file.checks.names import Found, chosen
from cs_simulator.scenarios.file.explanations import Path
from cs_simulator.scenarios.file.problems import IMPOSSIBLE_FIRE, NO_EFFECT, UNKNOWN_FIELD
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.rules.conditions import FirePolicy, Selection, Window
from cs_simulator.scenarios.suggestions import instead, short
from cs_simulator.scenarios.vocabulary import Vocabulary


def of_firing(path: Path, subject: Subject, vocabulary: Vocabulary) -> Iterator[Found]:
    """Everything by which a rule that matches never acts."""
    rule = subject.rule
    for message in (*_of_counts(rule.fire), *_of_window(rule.fire.window, rule.ttl)):
        yield Found((*path, "fire"), IMPOSSIBLE_FIRE, message)
    if rule.ttl == 0:
        message = "a rule with a ttl of 0 has ended when it begins; write more, or leave ttl out"
        yield Found((*path, "ttl"), IMPOSSIBLE_FIRE, message)
    time = rule.when.time
    if time is not None and time.after == time.before.replace("24:00", "00:00") != "00:00":
        message = "after and before are the same, and nothing is between them; write another time"
        yield Found((*path, "when", "time"), IMPOSSIBLE_FIRE, message)
    if time is not None and time.before == "00:00" == time.after:
        message = 'nothing is between 00:00 and 00:00; write before: "24:00" for the end of the day'
        yield Found((*path, "when", "time"), IMPOSSIBLE_FIRE, message)
    yield from _of_per((*path, "fire", "per"), subject)
    yield from _of_selection((*path, "select"), subject, vocabulary)


def _of_counts(fire: FirePolicy) -> Iterator[str]:
    if fire.probability == 0:
        yield "a probability of 0 never fires; write more than 0, or leave the rule out"
    last = max((last for _, last in fire.nth), default=None)
    if last is not None and last <= fire.skip:
        yield f"skip {fire.skip} leaves none of nth; write later numbers in nth, or leave skip out"
    elif fire.nth and fire.every > 1 and not any(_has_turn(fire, *pair) for pair in fire.nth):
        yield (
            f"every {fire.every} acts on match {fire.skip + 1}, {fire.skip + 1 + fire.every} and so"
            " on, which nth leaves out; write such a number, or leave every out"
        )


def _has_turn(fire: FirePolicy, first: int, last: int) -> bool:
    """Whether ``every`` chooses one of a range of matches."""
    begin = max(first, fire.skip + 1)
    ahead = -(begin - fire.skip - 1) % fire.every
    return begin + ahead <= last


def _of_window(window: Window, ttl: int | None) -> Iterator[str]:
    if window.lasts == 0:
        yield "a window that lasts no time never opens; write more than 0 for `for`"
    if window.every and window.lasts is None:
        yield "a window with every needs for; write how long it stays open"
    if window.every is not None and window.lasts and window.lasts > window.every:
        yield (
            "a window must close before it opens again: for must be at most every; write a longer"
            " every"
        )
    if ttl and window.after >= ttl:
        yield "the rule ends before its window opens; write a longer ttl, or an earlier after"


def _of_per(path: Path, subject: Subject) -> Iterator[Found]:
    """What is counted separately: a field that there is."""
    per = subject.rule.fire.per
    if per is None or per in ("all", "cluster", "node_pool"):
        return
    fields = {name for words in subject.operations for name in words.fields}
    field = per.removeprefix("body.").split(".")[0].partition("[")[0]
    if not per.startswith("body.") or (fields and field not in fields):
        known = ["all", "cluster", "node_pool", *(f"body.{name}" for name in sorted(fields))]
        message = f"there is nothing called {short(per)} to count by{instead(per, known)}"
        yield Found(path, UNKNOWN_FIELD, message)
    elif subject.rule.acts_in in ("provision", "pod"):
        what = "pods" if subject.rule.acts_in == "pod" else "steps of tasks"
        message = f"{what} have no body; write cluster or all"
        yield Found(path, NO_EFFECT, message)


def _of_selection(path: Path, subject: Subject, vocabulary: Vocabulary) -> Iterator[Found]:
    rule, select = subject.rule, subject.rule.select
    if select == Selection():
        return
    if select.count == 0 or select.percent == 0 or select.index == ():
        yield Found(path, IMPOSSIBLE_FIRE, "it selects no node; write how many, or leave it out")
    elif not _has_nodes(rule, subject, vocabulary):
        message = "it selects among nodes, and what the rule is about has none; leave select out"
        yield Found(path, NO_EFFECT, message)


def _has_nodes(rule: Rule, subject: Subject, vocabulary: Vocabulary) -> bool:
    if rule.acts_in != "provision":
        return False
    stages = {
        stage
        for words in subject.operations
        for stage in vocabulary.node_stages.get(words.name, ())
    }
    return bool(chosen(subject.condition.get("stage"), stages))
