"""What a fault does, as plain values: the engine and the shell carry them out.

Nothing here is loaded with the library that checks files: a world without a scenario, and one whose
rules are waiting, cost nothing.
"""

from typing import Literal, NamedTuple

from cs_simulator.domain.errors import ErrorSpec

Phase = Literal["admit", "apply", "provision", "reply", "read"]
PHASES: tuple[Phase, ...] = ("admit", "apply", "provision", "reply", "read")


class Refuse(NamedTuple):
    """Answer with an error of the catalogue, in its own dialect."""

    error: ErrorSpec
    message: str
    headers: tuple[tuple[str, str], ...] = ()


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
    """Give the answer in a way that no good server would."""

    how: Literal["reset", "empty", "truncate", "malformed", "slow", "hang", "wrong_content_type"]
    amount: float = 0.0
    """Bytes to send of a truncated answer, bytes a second of a slow one, seconds of a hang."""
    text: str = ""
    """The wrong content type."""


class FakeSuccess(NamedTuple):
    """Answer as if it had been done, and do nothing."""


class DeliverTwice(NamedTuple):
    """Do it twice, as if the network had delivered the request twice; tell one of the answers."""

    told: Literal["first", "second"]


class ReadFromPast(NamedTuple):
    """Show the world as it was: so long ago, or before the writes that few reads have seen."""

    virtual: int = 0
    reads: int = 0
    only_lists: bool = False


Policy = Literal["fail", "keep", "rollback"]


class StepEffect(NamedTuple):
    """What becomes of a step: how much later it comes to its end, and whether to a bad one."""

    kind: str
    rule: str
    delay: int = 0
    """Microseconds that the stage takes longer."""
    holds: bool = False
    code: str = ""
    """Not empty if the step fails."""
    message: str = ""
    shape: str = "ResponseException"
    """How the service's log calls what went wrong."""
    output: str = ""
    """What follows in the log instead of message and code: a node's own words."""
    policy: Policy = "fail"
    log: str = ""
    """A line for the log once the step is over, good or bad."""
    lost_after: int = 0
    """If not 0, the node is lost so many microseconds after the step."""
    lost_for: int = 0
    """How long it stays lost; 0 for ever."""
    lost_times: int = 1
    every: int = 0


Effect = (
    Refuse
    | Respond
    | Wait
    | TransportFault
    | FakeSuccess
    | DeliverTwice
    | ReadFromPast
    | StepEffect
)
