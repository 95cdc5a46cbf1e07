"""What a kind of fault is: its parameters, the phases in which it may act, and its effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from sys import modules
from typing import Any, ClassVar, NamedTuple

from cs_simulator.domain.docstrings import docstring
from cs_simulator.domain.instants import MINUTE
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.matching import MatchContext
from cs_simulator.scenarios.rules.selection import RandomFor


class FaultContext(NamedTuple):
    """One match on which a rule fires."""

    rule: str
    match: MatchContext
    random_for: RandomFor
    matched: int
    """The number of matches before this one, of what the rule counts separately."""
    elapsed: int
    """Microseconds of virtual time since the rule's window opened for the first time."""
    level: int = 0
    """The level that a kind such as ``throttle`` keeps, in thousandths."""
    level_at: int = 0
    """The instant of the level; 0 if there is none yet."""
    takes: int = 0
    """Microseconds that the stage of a task takes without a fault."""
    images: tuple[str, ...] = ()
    """The patterns of images that the rule's ``when`` has; empty for none."""


LONGEST_WAIT = 15 * MINUTE
"""What takes this much longer than usual passes for a failure: no client need wait for it."""

_FROM_SERVER, _TOO_MANY = 500, 429


def passes(code: str, status: int | None = None) -> bool:
    """Whether a refusal with that code, and another status if one is given, passes by itself."""
    from cs_simulator.catalog import codes  # not needed at start-up

    found = codes.all_codes().get(code)
    if status is None:
        status = found.status if found else 0
    is_throttled = status == _TOO_MANY or code.startswith("Throttling")
    return is_throttled or status >= _FROM_SERVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """The parameters of one fault; its class is the kind, which is named by its module."""

    phases: ClassVar[tuple[Phase, ...]]
    """The phases in which it may act; the first is the default."""
    main: ClassVar[str] = ""
    """The parameter that the short form gives: ``delay: 3s``."""
    implies: ClassVar[dict[str, tuple[str, ...]]] = {}
    """What ``when`` says unless the rule says otherwise."""
    only: ClassVar[tuple[str, ...]] = ()
    """The operations, as patterns, without which a rule has nothing to act on; empty for any."""
    needs_node: ClassVar[bool] = False
    """Whether it does nothing in a step of the whole cluster."""
    fires_always: ClassVar[bool] = True
    """Whether every match on which the rule fires has an effect."""
    spoils_answer: ClassVar[bool] = True
    """Whether a call on which it acts is refused, or answered in a broken way or not at all."""
    not_explored: ClassVar[str] = ""
    """Why it is explored only where it is named; empty for a kind that is explored anyway."""
    explored_in: ClassVar[tuple[Phase, ...]] = ()
    """The phases in which it is explored, if not in all of its own."""
    explored_with: ClassVar[Mapping[str, Any]] = {}
    """The parameters that it always has where it is explored."""
    weight: ClassVar[int] = 1
    """How often it is explored, compared with others; the heaviest are the plainest, too."""

    @classmethod
    def kind(cls) -> str:
        """The name of the kind, which is its module's."""
        return cls.__module__.rpartition(".")[2]

    @classmethod
    def description(cls) -> str:
        """What the kind does and which bugs it finds: the first two paragraphs of its module."""
        paragraphs = docstring(modules[cls.__module__]).split("\n\n")[:2]
        return " ".join(" ".join(paragraphs).split()).partition("``: ")[2]

    def effect(self, context: FaultContext) -> Effect | None:
        """The effect on this match; ``None`` for none."""
        raise NotImplementedError

    def next_level(self, context: FaultContext) -> tuple[int, int]:
        """The level that is left after this match, and its instant."""
        return context.level, context.level_at

    def looks_back(self) -> int:
        """How much of the past must be kept for it, in virtual microseconds."""
        return 0

    def is_lasting(self, phase: Phase) -> bool:
        """Whether what it acts on in that phase has failed for good; otherwise it passes by itself.

        By default a step fails for good if it has a code, and a call if the code refuses it.
        """
        code = getattr(self, "code", "")
        return bool(code) and (phase == "provision" or not passes(code, self._status))

    @property
    def _status(self) -> int | None:
        found: int | None = getattr(self, "status", None)
        return found

    @property
    def delays_answers(self) -> bool:
        """Whether a call on which it acts is answered late, or never."""
        return False

    def problems(self, phase: Phase) -> list[str]:
        """Why the parameters make no sense together, or in that phase."""
        return []
