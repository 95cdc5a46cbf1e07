"""``scenario`` and ``faults``: what goes wrong for a tenant."""

from typing import Any, NotRequired, TypedDict

from cs_simulator.server.control.contract.calls import Verdict, Verdicts
from cs_simulator.server.control.contract.endpoint import Endpoint, JsonObject, Scope
from cs_simulator.server.control.contract.values import Instant


class Rule(TypedDict):
    """A rule in force, as it was written, and what it has done so far."""

    id: str
    description: NotRequired[str]
    phase: str
    when: NotRequired[dict[str, Any]]
    fire: NotRequired[dict[str, Any]]
    select: NotRequired[Any]
    then: Any
    ttl: NotRequired[str | float]
    enabled: bool
    """Whether it is asked; one that is off keeps its place and its counts."""
    kind: str
    matched: int
    """How often it matched."""
    hits: int
    """How often it acted."""
    remaining: int | None
    """How often it may still act; null for any number of times."""
    ends: Instant | None
    """When it stops being in force; null for never."""


class Warning(TypedDict):  # noqa: A001 - what lint calls it
    """What has no effect, or is surely a mistake, in what was given."""

    code: str
    message: str


class RuleList(TypedDict):
    """The rules in force, in the order in which they are tried."""

    faults: list[Rule]
    warnings: NotRequired[list[Warning]]
    """Of the rules that the call gave; as ``cs-simulator scenario lint`` reports them."""


class RuleChange(TypedDict):
    """What is changed of a rule in force; what is left out stays."""

    enabled: NotRequired[bool]
    """False switches it off, true on again."""
    ttl: NotRequired[str | float | None]
    """For how long from now on it stays in force, in virtual time; null for ever."""


class Rules(TypedDict):
    """Rules as a scenario file has them: one of both."""

    rules: NotRequired[list[Any]]
    text: NotRequired[str]
    """One rule, or a list of rules, as YAML or JSON."""


class PlannedAction(TypedDict):
    """Something that happens at a time, whoever calls."""

    due: Instant
    action: dict[str, Any]
    """``do`` says what, the rest to whom; as in the scenario's ``timeline``."""


class ScenarioInForce(TypedDict):
    """The scenario in force; everything is null or empty where there is none."""

    name: str | None
    file: str | None
    """The file that it was read from, and is read from again when that changes."""
    started: Instant | None
    rules: list[Rule]
    planned: list[PlannedAction]
    warnings: NotRequired[list[Warning]]
    """Of the scenario that the call gave; as ``cs-simulator scenario lint`` reports them."""
    scenario: dict[str, Any] | None
    """The whole scenario as it was written, with what it includes."""


class PresentVerdicts(TypedDict):
    """What the scenario expects, and whether it is met at present."""

    verdicts: list[Verdict]
    problem: str | None
    """Why it cannot be checked; null if it can, and where nothing is expected."""


GET_SCENARIO = Endpoint("GET", "scenario", Scope.TENANT, answers=ScenarioInForce)
PUT_SCENARIO = Endpoint("PUT", "scenario", Scope.TENANT, answers=ScenarioInForce, body=JsonObject)
DELETE_SCENARIO = Endpoint("DELETE", "scenario", Scope.TENANT, answers=ScenarioInForce)
GET_VERDICTS = Endpoint(
    "GET", "scenario/verdicts", Scope.TENANT, answers=PresentVerdicts, query=("limit",)
)
VERIFY_SCENARIO = Endpoint("POST", "scenario/verify", Scope.TENANT, answers=Verdicts)
LIST_FAULTS = Endpoint("GET", "faults", Scope.TENANT, answers=RuleList)
PUT_FAULTS = Endpoint("PUT", "faults", Scope.TENANT, answers=RuleList, body=Rules)
PATCH_FAULTS = Endpoint("PATCH", "faults", Scope.TENANT, answers=RuleList, body=Rules)
DELETE_FAULTS = Endpoint("DELETE", "faults", Scope.TENANT, answers=RuleList)
PATCH_FAULT = Endpoint("PATCH", "faults/{id}", Scope.TENANT, answers=RuleList, body=RuleChange)
DELETE_FAULT = Endpoint("DELETE", "faults/{id}", Scope.TENANT, answers=RuleList)
