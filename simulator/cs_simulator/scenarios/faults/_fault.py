"""What a kind of fault is: its parameters, where it may act, and what it does."""

from abc import abstractmethod
from typing import ClassVar, NamedTuple

from cs_simulator.catalog import codes
from cs_simulator.domain.errors import ErrorSpec
from cs_simulator.scenarios.file.values import Strict
from cs_simulator.scenarios.rules.effects import Effect, Phase, Refuse, StepEffect
from cs_simulator.scenarios.rules.matching import MatchContext
from cs_simulator.scenarios.rules.selection import RandomFor


class Case(NamedTuple):
    """One time that a rule is about to act."""

    rule: str
    subject: MatchContext
    chance: RandomFor
    matched: int
    """How often the rule was meant before, of what it counts by itself."""
    since: int
    """Microseconds of virtual time since the rule's window opened for the first time."""
    level: int = 0
    """What a kind that keeps a level has left, in thousandths."""
    level_at: int = 0
    """When the level was so; 0 for never."""
    takes: int = 0
    """Microseconds that the stage takes without a fault."""


class Fault(Strict):
    """Parameters of one fault; the class says which kind it is."""

    phases: ClassVar[tuple[Phase, ...]]
    """Where it may act; the first one is where it does if nothing is said."""
    main: ClassVar[str] = ""
    """The parameter that stands for itself in the short form: ``delay: 3s``."""
    implies: ClassVar[dict[str, tuple[str, ...]]] = {}
    """What ``when`` says unless it says otherwise."""

    @classmethod
    def kind(cls) -> str:
        """The name of the kind: that of its module."""
        return cls.__module__.rpartition(".")[2]

    @abstractmethod
    def act(self, case: Case) -> Effect | None:
        """What to do this time; ``None`` for nothing."""

    def level(self, case: Case) -> tuple[int, int]:
        """The level that is left afterwards, and when it is so."""
        return case.level, case.level_at

    def problems(self, phase: Phase) -> list[str]:
        """What makes no sense in that phase, or at all."""
        if phase not in self.phases:
            return [f"{self.kind()} acts in {' or '.join(self.phases)}, not in {phase}"]
        return []

    def codes(self) -> list[str]:
        """The error codes that it names."""
        code = getattr(self, "code", None)
        return [code] if code else []


def spec_of(code: str, status: int | None = None) -> ErrorSpec:
    """The row of a code, with another status if one is given; a code that is not known is 400."""
    found = codes.all_codes().get(code) or ErrorSpec(code, 400, code)
    if status is None:
        return found
    return ErrorSpec(code, status, found.message, found.dialect)


def refuse(
    code: str, message: str = "", status: int | None = None, *headers: tuple[str, str]
) -> Refuse:
    """An answer with that code, and its own text unless one is given."""
    spec = spec_of(code, status)
    return Refuse(spec, message or codes.text(spec), headers)


def fate(case: Case, kind: str, code: str = "", message: str = "", **more: object) -> StepEffect:
    """What becomes of the step: that it fails, with the code's own text unless one is given."""
    if code and not message:
        message = codes.text(spec_of(code))
    return StepEffect(kind=kind, rule=case.rule, code=code, message=message, **more)  # type: ignore[arg-type]
