"""What a run has met: which kind of fault acted on what, in which state."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Acted(NamedTuple):
    """A kind of fault that acted, and on what."""

    state: str
    """The state of the thing, as far as it is known; empty for nothing yet."""
    place: str
    """The operation; of a step of a task, the operation with the stage."""
    kind: str


def coverage_of(
    calls: Sequence[Mapping[str, Any]], decisions: Sequence[Mapping[str, Any]]
) -> frozenset[Acted]:
    """What acted in a run, each once."""
    seen = _states_seen(calls)
    return frozenset(
        Acted(_state_at(made, seen), _place(made), made["kind"])
        for made in decisions
        if made["outcome"] == "fired"
    )


def _place(decision: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (decision["operation"], decision["stage"])))


def _states_seen(calls: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """Instants with the states that answers showed then, by cluster."""
    seen: dict[str, list[tuple[str, str]]] = {}
    for call in calls:
        answer = call["answer"]
        state = answer.get("state") if isinstance(answer, dict) else None
        if isinstance(state, str) and call["cluster_id"]:
            seen.setdefault(call["cluster_id"], []).append((call["time"], state))
    return seen


def _state_at(decision: Mapping[str, Any], seen: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """The last state that was seen of the cluster before a rule acted."""
    states = seen.get(decision["cluster_id"] or "", ())
    return next((state for at, state in reversed(states) if at < decision["at"]), "")
