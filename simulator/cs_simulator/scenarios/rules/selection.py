"""Choosing among the nodes that go through a stage together: so many, a share, or by place."""

from typing import NamedTuple, Protocol

from cs_simulator.domain.randomness import DerivedRandom
from cs_simulator.scenarios.rules.matching import MatchContext


class RandomFor(Protocol):
    """The chance of one purpose of one rule."""

    def __call__(self, *names: object) -> DerivedRandom:
        """The chance that belongs to the names."""


class Selection(NamedTuple):
    """Which nodes are meant; with nothing said, all of them."""

    amount: int | None = None
    share: float | None = None
    places: tuple[int, ...] = ()
    """Places from 0 among the nodes of the task, in the order of their numbers."""


def is_selected(selection: Selection, subject: MatchContext, chance: RandomFor) -> bool:
    """Whether the subject's node is among those chosen.

    The seed shuffles the nodes, and the first so many are chosen: the same ones every time,
    whatever else goes on.
    """
    if not subject.number:
        return True
    group = subject.group or (subject.number,)
    if selection.places:
        place = group.index(subject.number) if subject.number in group else -1
        return place in selection.places or place - len(group) in selection.places
    most = selection.amount
    if selection.share is not None:
        most = round(selection.share * len(group))
    if most is None:
        return True
    shuffled = sorted(group, key=lambda n: chance("select", subject.cluster, n).uniform())
    return subject.number in shuffled[:most]
