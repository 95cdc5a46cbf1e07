"""What holds of every story: played once more, cut, killed or undone in between, it ends alike."""

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.support.index_contents import contents_of, differences
from tests.support.workload_stories.in_memory import UNDONE, Story


class Done(NamedTuple):
    """A step, and how long the clock runs after it, in seconds."""

    what: str
    number: int
    seconds: int


Steps = list[Done]
PAUSES = (0, 1, 2, 5, 12, 61, 400)
REST = 700
"""How long the clock runs at the end of a story."""


def end_of(steps: Steps, wait: Callable[[Story, int], None] | None = None, undone: str = "") -> Any:
    """What there is at the end of a story, and how its requests were answered.

    *wait* lets time pass in its own way; before each step something is done and *undone*.
    """
    story = Story()
    let_pass = wait or Story.wait
    for step in steps:
        if undone:
            story.undo(undone)
        story.do(step.what, step.number)
        let_pass(story, step.seconds)
    let_pass(story, REST)
    return {**story.world(), "statuses": story.statuses}


def end_in_parts(steps: Steps, parts: int) -> Any:
    """The end of a story whose pauses are cut into parts."""
    return end_of(steps, lambda story, seconds: story.wait(seconds, parts - 1))


def end_with_kills(steps: Steps, parts: int = 2) -> Any:
    """The end of a story in which the process is killed after each step, and in each pause."""

    def wait(story: Story, seconds: int) -> None:
        story.restart()
        for part in range(parts if seconds else 0):
            story.wait(seconds * (part + 1) // parts - seconds * part // parts)
            story.restart()

    return end_of(steps, wait)


def check_ends(steps: Steps, *others: Any) -> None:
    """Raise ``AssertionError`` unless all ends are that of the story as it is."""
    plain = end_of(steps)
    for number, other in enumerate(others, 1):
        found = differences(plain, other)
        assert found == [], f"{steps}: played in the way {number}, it ends otherwise: {found}"


def check_indexes(steps: Steps, undone: str) -> None:
    """Raise ``AssertionError`` if an index is ever otherwise than one that is built anew."""
    story = Story()
    for step in steps:
        story.do(step.what, step.number)
        story.undo(undone)
        story.wait(step.seconds)
        before = contents_of(story.tenant.world)
        story.restart()
        found = differences(before, contents_of(story.tenant.world))
        assert found == [], f"{steps}: an index differs from one that is built anew: {found}"


def check_all(steps: Steps, parts: int, undone: str) -> None:
    """Raise ``AssertionError`` if any law does not hold of a story."""
    check_ends(
        steps,
        end_of(steps),
        end_in_parts(steps, parts),
        end_with_kills(steps, parts),
        end_of(steps, undone=undone),
    )
    check_indexes(steps, undone)


UNDOINGS = tuple(sorted(UNDONE))
