"""``scenario/run`` and ``scenario/sweep``: a scenario's own script, run beside the tenants."""

from typing import NotRequired, TypedDict

from cs_simulator.server.control.contract.calls import JSON_LINES, Verdict
from cs_simulator.server.control.contract.endpoint import Endpoint, Scope
from cs_simulator.server.control.contract.picture import Picture
from cs_simulator.server.control.contract.values import Instant


class ScriptStep(TypedDict):
    """A step of the script, and how it was answered."""

    position: int
    """The position of the step in the script, from 1."""
    at: Instant
    text: str
    status: int | None
    """The HTTP status, 0 for a broken connection; null where no call was made."""
    code: str | None
    rules: list[str]
    """The rules that acted on it, each as ``id:kind``."""
    problem: str | None
    """Why it failed."""


class IdleRule(TypedDict):
    """A rule that did nothing in the whole run."""

    rule: str
    reason: str


class ScriptRun(TypedDict):
    """A run of a scenario's own script."""

    name: str
    description: str
    seed: int
    passed: bool
    failures: list[str]
    """Everything that was not as expected, with an explanation."""
    began: Instant
    ended: Instant
    script: list[ScriptStep]
    idle_rules: list[IdleRule]
    """The rules that never acted, if the script came to its end."""
    verdicts: list[Verdict]
    picture: Picture


class RunRequest(TypedDict):
    """A scenario as text, and the seed instead of its own."""

    text: str
    """YAML or JSON."""
    seed: NotRequired[int]


class SweepRequest(TypedDict):
    """A scenario as text, and the seeds with which it is run: by default from 1 to 50."""

    text: str
    """YAML or JSON."""
    first: NotRequired[int]
    last: NotRequired[int]


class SeedOutcome(TypedDict):
    """The outcome of a run with one seed: a line of a sweep."""

    seed: int
    passed: bool
    failures: list[str]
    """The first five of them."""


RUN_SCENARIO = Endpoint("POST", "scenario/run", Scope.SAME, answers=ScriptRun, body=RunRequest)
SWEEP_SEEDS = Endpoint(
    "POST", "scenario/sweep", Scope.SAME, answers=bytes, body=SweepRequest, media_type=JSON_LINES
)
