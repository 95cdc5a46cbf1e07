"""What a run has met: which kind of fault acted on what, in which state.

The states are those that the answers of the calls showed, since a client knows no others.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Json = Mapping[str, Any]

_POOL = re.compile(r"/nodepools/([^/?]+)")
_BEGUN = {"CreateCluster": "initial", "DeleteCluster": "deleting"}
"""The states that follow from a call that was accepted."""
_REFUSED = 400


class Acted(NamedTuple):
    """A kind of fault that acted, and on what."""

    state: str
    """The state of the cluster or pool, as far as answers showed it; empty for none yet."""
    place: str
    """The operation; of a step of a task, the operation with the stage."""
    kind: str


def coverage_of(calls: Sequence[Json], decisions: Sequence[Json]) -> frozenset[Acted]:
    """What acted in a run, each once."""
    seen = _Seen(calls)
    fired = (decision for decision in decisions if decision["outcome"] == "fired")
    return frozenset(
        Acted(seen.state_before(decision), _place(decision), decision["kind"]) for decision in fired
    )


def _place(decision: Json) -> str:
    return " ".join(filter(None, (decision["operation"], decision["stage"])))


class _Seen:
    """The states that answers showed, call by call."""

    def __init__(self, calls: Sequence[Json]) -> None:
        self._calls = calls
        self._places = {call["request_id"]: place for place, call in enumerate(calls)}
        self._states: dict[str, list[tuple[int, str]]] = {}
        for place, call in enumerate(calls):
            for thing, state in _states_in(call):
                self._states.setdefault(thing, []).append((place, state))

    def state_before(self, decision: Json) -> str:
        """The last state that was seen of a thing when a rule acted on it."""
        place = self._places.get(decision["request_id"])
        if place is None:  # a step, which runs between calls
            place = sum(call["time"] < decision["at"] for call in self._calls)
            return self._state(decision["cluster_id"], place)
        return self._state(_thing(self._calls[place]), place)

    def _state(self, thing: str | None, place: int) -> str:
        states = self._states.get(thing or "", ())
        return next((state for seen, state in reversed(states) if seen < place), "")


def _thing(call: Json) -> str | None:
    """The pool that a call is about, or else the cluster."""
    pool = _POOL.search(call["path"])
    return pool[1] if pool else call["cluster_id"]


def _states_in(call: Json) -> Iterator[tuple[str, str]]:
    """Clusters and pools by id, with the states that a call showed."""
    thing, answer = _thing(call), call["answer"]
    if call["operation"] in _BEGUN and 0 < call["status"] < _REFUSED and thing:
        yield thing, _BEGUN[call["operation"]]
    if not isinstance(answer, dict | list):
        return
    if isinstance(answer, dict) and thing and (state := _state_of(answer)):
        yield thing, state
    for item in _items(answer):
        info = item.get("nodepool_info")
        found = info.get("nodepool_id") if isinstance(info, dict) else item.get("cluster_id")
        if isinstance(found, str) and (state := _state_of(item)):
            yield found, state


def _items(answer: Any) -> Iterator[dict[str, Any]]:
    """The objects that an answer lists."""
    listed = answer if isinstance(answer, list) else ()
    if isinstance(answer, dict):
        listed = answer.get("clusters") or answer.get("nodepools") or ()
    yield from (item for item in listed if isinstance(item, dict))


def _state_of(shown: dict[str, Any]) -> str:
    """The state of a cluster, or of a pool, whose state is in its status."""
    status = shown.get("status")
    found = status.get("state") if isinstance(status, dict) else shown.get("state")
    return found if isinstance(found, str) else ""
