"""Which of the nodes that go through a stage together a rule is about."""

from typing import TYPE_CHECKING, Protocol

from cs_simulator.domain.randomness import DerivedRandom
from cs_simulator.scenarios.rules.matching import MatchContext

if TYPE_CHECKING:
    from cs_simulator.scenarios.rules.conditions import Selection


class RandomFor(Protocol):
    """Derives the randomness of one purpose of one rule."""

    def __call__(self, *names: object) -> DerivedRandom:
        """The randomness of the purpose that the names say."""


def is_selected(selection: "Selection", context: MatchContext, random_for: RandomFor) -> bool:
    """Whether the context's node is selected; a step of the whole cluster always is.

    For ``count`` and ``percent`` the seed orders the nodes and the first ones are selected: the
    same ones in every run, whatever else happens.
    """
    if not context.number:
        return True
    group = context.group or (context.number,)
    if selection.index:
        if context.number not in group:
            return False
        position = group.index(context.number)
        return position in selection.index or position - len(group) in selection.index
    count = selection.count
    if selection.percent is not None:
        count = round(selection.percent * len(group))
    if count is None:
        return True
    shuffled = sorted(group, key=lambda n: random_for("select", context.cluster, n).uniform())
    return context.number in shuffled[:count]
