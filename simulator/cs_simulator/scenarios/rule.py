"""One rule of a scenario, as files declare it."""

from dataclasses import dataclass, field

from cs_simulator.scenarios.declaration import given
from cs_simulator.scenarios.faults import AnyFault
from cs_simulator.scenarios.rules.conditions import FirePolicy, NodesSelected, Selection, When
from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.values import Duration, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One fault: what it is about, where it acts, how often, on which nodes, and what it does."""

    id: Name
    """A name that is unique in the file; counters belong to it and survive a reload of the file."""
    description: str = ""
    """Free text."""
    phase: Phase | None = None
    """Where in a call, a task or a pod's life it acts: ``admit``, ``apply``, ``provision``,
    ``reply``, ``read`` or ``pod``; by default in the first phase of the kind of fault."""
    when: When = field(default_factory=When)
    """Which calls, steps or pods match; everything that is given must."""
    fire: FirePolicy = field(default_factory=FirePolicy)
    """On which of the matches the rule acts; without it, on every one."""
    select: NodesSelected = field(default_factory=Selection)
    """Which of the nodes that go through a stage together are affected; by default all."""
    then: AnyFault
    """What goes wrong: exactly one kind of fault."""
    enabled: bool = True
    """Whether it is asked at all; one that is switched off keeps its place and its counts."""
    ttl: Duration | None = None
    """How long the rule stays in force, in virtual time, from when it was added."""

    @property
    def acts_in(self) -> Phase:
        """The phase in which it acts."""
        return self.phase or self.then.phases[0]

    @property
    def condition(self) -> dict[str, object]:
        """The keys of ``when`` with what must match, those included that the kind implies."""
        return {**self.then.implies, **given(self.when)}
