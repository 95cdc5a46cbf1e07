"""What the faults of watches have in common: when a watch ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.rules.fault import Fault
from cs_simulator.scenarios.values import Count, Duration
from cs_simulator.scenarios.vocabulary import CLUSTER_API


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultOfWatches(Fault):
    """A watch ends after some events or some time, whichever comes first; without both, at once."""

    phases: ClassVar[tuple[Phase, ...]] = ("reply",)
    main: ClassVar[str] = "events"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"operation": (f"{CLUSTER_API}watch *",)}
    only: ClassVar[tuple[str, ...]] = (f"{CLUSTER_API}watch *",)
    spoils_answer: ClassVar[bool] = False
    not_explored: ClassVar[str] = "clients of the service's API watch nothing"
    explored_with: ClassVar[Mapping[str, Any]] = {"events": 1}

    events: Count = 0
    """After how many events, those aside that show what was there before; 0 for any number."""
    after: Duration = 0
    """After how much virtual time; 0 for any time."""
