"""Which of the nodes that go through a stage together a rule is about."""

from collections.abc import Hashable
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from cs_simulator.domain.randomness import DerivedRandom
from cs_simulator.scenarios.rules.matching import MatchContext

if TYPE_CHECKING:
    from cs_simulator.scenarios.rules.conditions import Selection


class RandomFor(Hashable, Protocol):
    """Derives the randomness of one purpose of one rule."""

    def __call__(self, *names: object) -> DerivedRandom:
        """The randomness of the purpose that the names say."""


def is_selected(selection: "Selection", context: MatchContext, random_for: RandomFor) -> bool:
    """Whether the context's node is selected; a step of the whole cluster always is.

    For ``count`` and ``percent`` the seed orders the nodes and the first ones are selected: the
    same ones in every run, whatever else happens.
    """
    count, percent, index = selection.count, selection.percent, selection.index
    if not context.number or (count is None and percent is None and index is None):
        return True
    group = context.group() or (context.number,)
    if index is not None:
        if context.number not in group:
            return False
        position = group.index(context.number)
        return position in index or position - len(group) in index
    if percent is not None:
        count = round(percent * len(group))
    return context.number in _in_order(group, context.cluster, random_for)[:count]


# As many as the tasks that are usually under way at a time: each has a step for each of its nodes.
@lru_cache(maxsize=128)
def _in_order(group: tuple[int, ...], cluster: str, random_for: RandomFor) -> list[int]:
    """The numbers of the nodes, in the order in which the seed chooses them."""
    return sorted(group, key=lambda number: random_for("select", cluster, number).uniform())
