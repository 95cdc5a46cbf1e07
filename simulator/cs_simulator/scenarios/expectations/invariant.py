"""What an invariant is: something that holds for every careful client, under any scenario."""

from dataclasses import dataclass
from sys import modules
from typing import ClassVar, Literal

from cs_simulator.domain.docstrings import docstring
from cs_simulator.scenarios.expectations.evidence import Evidence
from cs_simulator.scenarios.expectations.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """The parameters of one invariant; its class is named by its module."""

    main: ClassVar[str] = ""
    """The parameter that the short form gives: ``ends_within: 2h``."""
    by_default: ClassVar[bool] = False
    """Whether it is checked where nobody chose any, when scenarios are made up."""
    judged: ClassVar[Literal["always", "unless_overwhelmed", "on_success"]] = "always"
    """When it is checked while scenarios are made up: ``unless_overwhelmed``, where the client had
    a chance to do what it asks; ``on_success``, where the client says that it succeeded."""

    @classmethod
    def kind(cls) -> str:
        """The name of the invariant, which is its module's."""
        return cls.__module__.rpartition(".")[2]

    @classmethod
    def description(cls) -> str:
        """What it checks and what it cannot see: the text of its module, without its name."""
        return " ".join(docstring(modules[cls.__module__]).split()).partition("``: ")[2]

    def check(self, evidence: Evidence) -> Verdict:
        """Whether it holds; the first line of the reason names what it does not hold for."""
        raise NotImplementedError
