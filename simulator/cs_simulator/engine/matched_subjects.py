"""What a rule matched: what is counted, what draws are derived from, which occurrence it is."""

from cs_simulator.domain.records import RuleCounter
from cs_simulator.scenarios.rules.compiled import CompiledRule
from cs_simulator.scenarios.rules.fault_filter import FaultOccurrence
from cs_simulator.scenarios.rules.matching import MatchContext

_LONGEST_SUBJECT = 256


def counted_subject(rule: CompiledRule, context: MatchContext) -> str:
    """What the rule counts separately: the name of a cluster or pool, a value, or nothing."""
    per = rule.firing.counts_per
    if per == "all":
        return ""
    if per == "cluster":
        return context.cluster
    if per == "node_pool":
        return context.owner if context.pool else ""
    value = context.body
    for part in per.removeprefix("body.").split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return "" if value is None else str(value)[:_LONGEST_SUBJECT]


def occasion(context: MatchContext, counter: RuleCounter) -> tuple[object, ...]:
    """What a draw is derived from, so that calls, steps and pods of others do not influence it."""
    if context.pod.name:
        return (counter.subject, context.cluster, context.pod.subject, context.stage)
    if context.stage:
        return (counter.subject, context.owner, context.operation, context.stage, context.number)
    return (counter.subject, counter.matched)


def occurrence(rule: CompiledRule, context: MatchContext, counter: RuleCounter) -> FaultOccurrence:
    """The match, as runs with the same seed tell it from others."""
    return FaultOccurrence(
        rule=rule.id,
        kind=rule.kind,
        operation=context.operation,
        stage=context.stage,
        cluster=_place(context),
        number=context.number if context.stage else counter.matched + 1,
        counted=counter.subject,
    )


def _place(context: MatchContext) -> str:
    """The cluster; of a pod followed by the pod, of a step by the node pool."""
    if context.pod.name:
        return f"{context.cluster}/{context.pod.subject}"
    return context.owner if context.stage else context.cluster
