"""``scenarios`` and ``scenario/lint``: files of scenarios, and what is wrong with one."""

from typing import Any, TypedDict

from cs_simulator.server.control.contract.endpoint import Endpoint, Scope


class TextBody(TypedDict):
    """The text of a file."""

    text: str
    """YAML or JSON."""


class FileProblem(TypedDict):
    """One thing that is wrong with a scenario, and where."""

    file: str | None
    """The included file that has it; null for the text itself."""
    line: int
    """From 1."""
    column: int
    """From 1."""
    code: str
    """``E…`` for an error, ``W…`` for a warning; as ``cs-simulator scenario lint`` reports it."""
    message: str
    is_error: bool
    """Whether the scenario cannot be used."""


class LintedScenario(TypedDict):
    """What is wrong with a scenario."""

    problems: list[FileProblem]
    scenario: dict[str, Any] | None
    """As one JSON object, with all that it includes; null if it cannot be used."""


class KnownScenario(TypedDict):
    """A scenario that is found by name."""

    name: str
    description: str
    tags: list[str]
    is_shipped: bool
    """Whether it comes with the package; false for those of ``--config-dir``."""
    problem: str | None
    """Why the file cannot be read, if it cannot."""


class KnownScenarioFile(KnownScenario):
    """A scenario that is found by name, with the text of its file."""

    text: str


class KnownScenarioList(TypedDict):
    """The scenarios that are found by name."""

    scenarios: list[KnownScenario]


LIST_SCENARIOS = Endpoint("GET", "scenarios", Scope.SAME, answers=KnownScenarioList)
GET_KNOWN_SCENARIO = Endpoint("GET", "scenarios/{name}", Scope.SAME, answers=KnownScenarioFile)
GET_SCHEMA = Endpoint("GET", "scenario/schema", Scope.SAME, answers=dict)
LINT_SCENARIO = Endpoint("POST", "scenario/lint", Scope.SAME, answers=LintedScenario, body=TextBody)
