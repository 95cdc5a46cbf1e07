"""A tenant's journal, and what is expected of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cs_simulator.client.part import Part
from cs_simulator.domain.folding import ShownCall, folded
from cs_simulator.domain.inline_yaml import inline_yaml
from cs_simulator.domain.printable import as_line
from cs_simulator.server.control.contract import calls as contract
from cs_simulator.server.control.contract.events import STREAM_EVENTS
from cs_simulator.server.control.contract.scenario import VERIFY_SCENARIO
from cs_simulator.server.control.contract.service_calls import (
    GET_EXAMPLE,
    MAKE_CALL,
    ServiceAnswer,
    ServiceCall,
)

MOST_LINES = 30  # of the calls of a test or a run
MOST_PROOF = 20  # of the calls that prove one missed expectation


class ExpectationMissedError(AssertionError):
    """The client did not behave as expected; the text lists the calls that prove it."""


class Calls(Part):
    """The calls that the tenant received, and what was answered."""

    def list(self, **chosen: Any) -> list[contract.Call]:
        """The calls, oldest first, chosen by ``operation``, ``status``, ``code`` and others."""
        return self.find(**chosen)["calls"]

    def find(self, **chosen: Any) -> contract.CallList:
        """The last calls that were chosen, and how many were chosen in all."""
        return self._call(contract.LIST_CALLS, **chosen)

    def heads(self, **chosen: Any) -> contract.CallHeadList:
        """A page of the calls without bodies and answers: ``after``, ``before``, ``skip``."""
        return self._call(contract.LIST_CALL_HEADS, **chosen)

    def count(self, **chosen: Any) -> int:
        """How many calls there are, chosen in the same way."""
        return self._call(contract.COUNT_CALLS, **chosen)["total"]

    def clear(self) -> int:
        """Delete the calls; returns how many there were."""
        return self._call(contract.CLEAR_CALLS)["cleared"]

    def explain(self, request_id: str) -> contract.Explanation:
        """Why each rule in force acted on a call or did not."""
        return self._call(contract.EXPLAIN_CALL, request_id)

    def verify(self, expectations: Sequence[Mapping[str, Any]] | None = None) -> contract.Verdicts:
        """Check expectations against calls and resources; without any, those of the scenario."""
        if expectations is None:
            return self._call(VERIFY_SCENARIO)
        return self._call(contract.VERIFY_CALLS, body={"expectations": expectations})

    def make(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> ServiceAnswer:
        """Make a call of the API as the tenant, without a signature; returns what a client gets.

        Its status is 0 if a rule lets no answer arrive.
        """
        given = {"method": method, "path": path, "body": body}
        given |= {"query": query or {}, "headers": headers or {}}
        return self._call(MAKE_CALL, body=given)

    def example(self, operation: str, **chosen: str) -> ServiceCall:
        """A call that is accepted now: of a ``type``, or for a ``cluster`` or a ``pool``."""
        return self._call(GET_EXAMPLE, operation, **chosen)

    def follow(self, *, from_start: bool = False) -> Iterator[contract.Call]:
        """Each call as it comes, or from the first one on; ends with the simulator."""
        begin = "start" if from_start else "now"
        query = {"tenant": self._tenant, "kinds": "call", "from": begin}
        yield from self._connection.follow(STREAM_EVENTS, **query)


def call_line(call: contract.Call) -> str:
    """A call of the journal on one line: when, what, and how it was answered."""
    shown = _shown(call)
    return f"{shown.when} {shown.what}"


def call_lines(calls: Sequence[contract.Call], most: int = MOST_LINES) -> list[str]:
    """Calls as proof, with the rules that acted on them; repetitions are folded."""
    return folded([_with_faults(call) for call in calls], most)


def _shown(call: contract.Call) -> ShownCall:
    answer = f"{call['status'] or 'no answer'} {call['code'] or ''}".strip()
    return ShownCall(call["time"], as_line(f"{call['method']} {call['path']} -> {answer}"))


def _with_faults(call: contract.Call) -> ShownCall:
    shown, faults = _shown(call), ", ".join(call["faults"])
    return shown._replace(what=as_line(f"{shown.what}  [{faults}]")) if faults else shown


def missed_lines(verdicts: contract.Verdicts) -> list[str]:
    """What was expected and not met, each with the calls that prove it."""
    lines = []
    for verdict in verdicts["verdicts"]:
        if not verdict["passed"]:
            text = as_line(f"{verdict['reason']} ({inline_yaml(verdict['expectation'])})")
            lines += [text, *proof_lines(verdict)]
    return lines


def proof_lines(verdict: contract.Verdict) -> list[str]:
    """The calls that prove a verdict, indented."""
    return [f"    {line}" for line in call_lines(verdict["calls"], MOST_PROOF)]


def missed_error(verdicts: contract.Verdicts) -> ExpectationMissedError | None:
    """The error of expectations that were not met; ``None`` if all were."""
    lines = missed_lines(verdicts)
    return ExpectationMissedError("\n".join(lines)) if lines else None
