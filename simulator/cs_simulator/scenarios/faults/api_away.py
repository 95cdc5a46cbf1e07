"""``api_away``: the API server of a cluster is away for a while: after its creation, in upgrades.

Finds clients that take the state ``running`` for an API server that answers.

It refuses calls at the cluster's own address; those of the service are answered.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.domain.instants import MINUTE
from cs_simulator.domain.records import ClusterState
from cs_simulator.scenarios.faults._failures import refuse
from cs_simulator.scenarios.faults._headers import FaultWithHeaders
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import LONGEST_WAIT, FaultContext
from cs_simulator.scenarios.values import Duration
from cs_simulator.scenarios.vocabulary import CLUSTER_API

_UPGRADES = (ClusterState.UPGRADING.value, ClusterState.UPDATING.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiAway(FaultWithHeaders):
    phases: ClassVar[tuple[Phase, ...]] = ("admit",)
    main: ClassVar[str] = "lasts"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"operation": (f"{CLUSTER_API}*",)}
    only: ClassVar[tuple[str, ...]] = (f"{CLUSTER_API}*",)
    fires_always: ClassVar[bool] = False
    not_explored: ClassVar[str] = "clients of the service's API do not call the cluster's"

    lasts: Duration = 2 * MINUTE
    """The time from the end of the cluster's creation until its API server answers."""
    in_upgrades: bool = True
    """Whether it is away while the cluster is upgraded, too."""

    def effect(self, context: FaultContext) -> Effect | None:
        match = context.match
        since = match.running_since()
        is_new = since and match.now < since + self.lasts
        if not is_new and not (self.in_upgrades and match.state in _UPGRADES):
            return None
        headers = self.header_fields(match.now)
        return refuse("ServiceUnavailable", "the API server is away for the moment", 503, headers)

    def problems(self, phase: Phase) -> list[str]:
        if not self.lasts and not self.in_upgrades:
            return ["it is never away; write how long it lasts, or in_upgrades: true"]
        return self.header_problems()

    def is_lasting(self, phase: Phase) -> bool:
        return self.lasts > LONGEST_WAIT
