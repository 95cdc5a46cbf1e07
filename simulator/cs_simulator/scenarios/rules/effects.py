"""What faults do, as plain values, and who carries out which of them.

=================  ============================================================================
effect             carried out by
=================  ============================================================================
`Wait`             :mod:`cs_simulator.runtime.calls.dispatch`: before the call is done, or answered
`Refuse`           :mod:`cs_simulator.operations.fault_injection`: in the operation's place, or
                   instead of its answer
`Respond`          the same: in the operation's place
`FakeSuccess`      the same: the operation runs, and what it did is rolled back
`DeliverTwice`     the same: the operation runs twice
`ReadFromPast`     the same: it runs on a state of :mod:`cs_simulator.engine.past_states`
`ChangeAnswer`       the same: to the answer, once the work is kept
`TransportFault`   :mod:`cs_simulator.server.service_api.faulty_response`, when the answer is sent
`EndWatch`         :mod:`cs_simulator.kubernetes.watching`, while events are sent
`StepEffect`       :mod:`cs_simulator.engine.provisioning`, when the step is scheduled, and
                   :mod:`cs_simulator.engine.task_completion`, when it ends
`PodEffect`        :mod:`cs_simulator.kubernetes.workloads.pod_life`, while the pod lives
=================  ============================================================================
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from cs_simulator.domain.errors import ErrorSpec
from cs_simulator.scenarios.rules.answer_edits import Edit
from cs_simulator.scenarios.rules.pods import PodEffect

Phase = Literal["admit", "apply", "provision", "reply", "read", "pod"]
"""Where a rule acts: before the call is looked at, while it is carried out, in a step of a task,
after the commit, on queries, and in a stage of a pod's life."""


class Refuse(NamedTuple):
    """Answer with an error of the catalogue, in its own dialect."""

    error: ErrorSpec
    message: str
    headers: tuple[tuple[str, str], ...] = ()
    access_denied: Mapping[str, str] = {}
    """As in :class:`ApiError`."""


class Respond(NamedTuple):
    """Answer with any status and body."""

    status: int
    body: bytes
    content_type: str = "application/json;charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()


class Wait(NamedTuple):
    """Let time pass before going on: real seconds, or virtual microseconds."""

    seconds: float = 0.0
    virtual: int = 0


class TransportFault(NamedTuple):
    """Send the answer in a way in which no healthy server would."""

    how: Literal[
        "reset", "empty", "truncate", "malformed", "slow", "hang", "wrong_content_type",
        "stale", "close",
    ]  # fmt: skip
    amount: float = 0.0
    """Bytes to send of a truncated answer, bytes per second of a slow one, seconds of a hang, or
    without a request before a close."""
    text: str = ""
    """The wrong content type."""


class ChangeAnswer(NamedTuple):
    """Change fields or headers of a successful answer, or replace its body."""

    edits: tuple[Edit, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    text: str | None = None
    """The body in place of the right one."""
    content_type: str = ""
    """That of the text; empty for the right one."""


class EndWatch(NamedTuple):
    """End a watch of a cluster's Kubernetes API before its time: whichever comes first."""

    how: Literal["close", "reset", "expired"]
    """As usual, by a reset of the connection, or with the error that its version is too old."""
    events: int = 0
    """After how many events, those aside that show what was there before; 0 for any number."""
    after: int = 0
    """After how many microseconds of virtual time; 0 for any time."""


class FakeSuccess(NamedTuple):
    """Answer as if the operation had succeeded, and change nothing."""


class DeliverTwice(NamedTuple):
    """Carry out the request twice, as if the network had delivered it twice."""

    answer: Literal["first", "second"]
    """Which of the two answers the caller gets."""


class ReadFromPast(NamedTuple):
    """Answer a query from an earlier state."""

    virtual: int = 0
    """Microseconds of virtual time to go back."""
    reads: int = 0
    """The number of reads that do not see a write yet."""


Policy = Literal["fail", "keep", "rollback"]
"""What the failure of a step does to its task: ``fail`` ends it, ``keep`` goes on without the
node, ``rollback`` ends it and removes what it created."""


class StepEffect(NamedTuple):
    """A step ends later, fails, is held, or has consequences after its end."""

    kind: str = ""
    rule: str = ""
    """The kind and the rule that this comes from."""
    delay: int = 0
    """Microseconds that the stage takes longer; negative for less."""
    holds: bool = False
    """Whether the step does not end by itself."""
    code: str = ""
    """The error's code; empty if the step does not fail."""
    message: str = ""
    shape: str = "ResponseException"
    """The name of the error in the service's log."""
    output: str = ""
    """The node's own output, which the log has in place of message and code."""
    silent: bool = False
    """Whether the step fails without a code, a text or a line in the log."""
    policy: Policy = "fail"
    log: str = ""
    """A line for the log at the end of the step."""
    lost_after: int = 0
    """Microseconds from the end of the step to the loss of its node; 0 for no loss."""
    lost_for: int = 0
    """Microseconds that the node stays lost; 0 for ever."""
    lost_times: int = 1
    every: int = 0
    """Microseconds from one loss to the next."""

    @property
    def fails(self) -> bool:
        """Whether the step fails at its end."""
        return bool(self.code) or self.silent


_SHAPING = frozenset(("truncate", "malformed", "slow", "wrong_content_type"))


def is_nothing(effect: "Effect | None") -> bool:
    """Whether the effect is a step or a pod as it is anyway, or no wait at all."""
    if isinstance(effect, StepEffect | PodEffect):
        return effect == type(effect)()
    return isinstance(effect, Wait) and effect == Wait()


def may_change_nothing(effect: "Effect") -> bool:
    """Whether it depends on the call if the effect changes anything: its answer, or the past."""
    if isinstance(effect, TransportFault):
        return effect.how in _SHAPING
    return isinstance(effect, ChangeAnswer | EndWatch | FakeSuccess | DeliverTwice | ReadFromPast)


def changes_answer(fault: TransportFault, body: bytes, content_type: str) -> bool:
    """Whether an answer is sent otherwise than without the fault."""
    match fault.how:
        case "truncate":
            return fault.amount < len(body)
        case "malformed":
            return len(body) > 1
        case "slow":
            return bool(body)
        case "wrong_content_type":
            return fault.text != content_type
    return True


def sent_part(fault: TransportFault, body: bytes) -> bytes:
    """What is sent of an answer's body under the fault."""
    match fault.how:
        case "reset" | "empty" | "hang":
            return b""
        case "malformed":
            return body[: max(1, len(body) // 2)]
        case "truncate":
            return body[: int(fault.amount)]
    return body


Effect = (
    Refuse
    | Respond
    | Wait
    | TransportFault
    | ChangeAnswer
    | EndWatch
    | FakeSuccess
    | DeliverTwice
    | ReadFromPast
    | StepEffect
    | PodEffect
)
