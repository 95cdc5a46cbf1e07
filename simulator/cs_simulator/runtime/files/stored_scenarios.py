"""Checking the scenarios of a stored tenant as if they were given now."""

from collections.abc import Iterator

import orjson

from cs_simulator.engine.world import World


def check(made_with: str, world: World) -> None:
    """Raise ``ValueError`` for a scenario that would be refused.

    It may be the one that the tenant was *made_with*, one in force, or one that is scheduled.
    """
    for source in _sources(made_with, world):
        from cs_simulator.scenarios.file.document import Document  # imports pydantic
        from cs_simulator.scenarios.file.problems import UnusableFileError
        from cs_simulator.scenarios.scenario import Scenario

        try:
            Document("scenario", source).read_as(Scenario)
        except UnusableFileError as refused:
            problems = "; ".join(problem.message for problem in refused.problems)
            raise ValueError(f"scenario: {problems}") from None


def _sources(made_with: str, world: World) -> Iterator[object]:
    if made_with:
        yield orjson.loads(made_with)
    for active in world.scenarios:
        yield orjson.loads(active.text)
    for scheduled in world.scheduled_actions:
        action = orjson.loads(scheduled.action)
        if "scenario" in action:
            yield action["scenario"]
