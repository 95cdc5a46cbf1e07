"""What the fields of records may be, where their types say too little.

Records that come from a file are checked by these (:mod:`cs_simulator.domain.checking`): every
number has bounds within which nothing that is computed of it fails.
"""

from dataclasses import fields
from math import ulp
from typing import Annotated, Any, TypedDict

from cs_simulator.domain import instants, network
from cs_simulator.domain.checking import JsonOf, NotEmpty, OneOf, Range, ReadBy
from cs_simulator.domain.clock import ClockMode
from cs_simulator.domain.quotas import Quotas

HELD = 2**62 + 1
"""The due time of a step that is held: later than every instant, so that it never comes due."""

# Numbers that are counted on must stay below the 40 bits that a row's id has for a serial.
LARGEST_COUNT = 2**39
LARGEST_CLUSTER = 100_000

Instant = Annotated[int, Range(instants.EARLIEST, instants.LAST)]
"""An instant that can be written, in every zone."""
End = Annotated[int, Range(0, 2**62)]
"""A real instant at which something ends; 0 for never."""
Due = Annotated[int, Range(instants.EARLIEST, instants.LAST, (HELD,))]
"""The instant at which a step is run, or that it is held."""
Duration = Annotated[int, Range(0, 2**62)]
"""In microseconds."""
Count = Annotated[int, Range(0, LARGEST_COUNT)]
Size = Annotated[int, Range(0, LARGEST_CLUSTER)]
"""A number of nodes that the caller asked for."""
Amount = Annotated[int, Range(-(10**9), 10**9)]
"""A limit, or what is left of something."""
Level = Annotated[int, Range(-(10**15), 10**15)]

Key = Annotated[str, NotEmpty()]
"""An id, or a name that is never empty."""
Address = Annotated[str, ReadBy(network.number, may_be_empty=True)]
"""An IPv4 address; empty for none."""
Block = Annotated[str, ReadBy(network.block)]
"""A block of addresses, such as ``172.28.1.0/24``."""
OptionalBlock = Annotated[str, ReadBy(network.block, may_be_empty=True)]
Number = Annotated[str, ReadBy(float, may_be_empty=True)]
"""A number as a text; empty for none."""
ChargeType = Annotated[str, OneOf(("PostPaid", "PrePaid"))]
EcsStatus = Annotated[str, OneOf(("", "Pending", "Starting", "Running", "Stopping", "Stopped"))]
NetworkType = Annotated[str, OneOf(("vpc", "classic"))]
Seed = Annotated[int, Range(1 - 2**63, 2**63 - 1)]
Rate = Annotated[float, Range(ulp(0.0), 1e6)]
"""Virtual seconds per real second: above 0, and at most what a setting may be."""
ClockModeName = Annotated[str, OneOf(tuple(mode.value for mode in ClockMode))]
OptionalClockMode = Annotated[str, OneOf(("", *(mode.value for mode in ClockMode)))]
QuotaName = Annotated[str, OneOf(tuple(quota.name for quota in fields(Quotas)))]
LogLevel = Annotated[int, OneOf((2, 3, 4))]
Status = Annotated[int, Range(0, 999)]
"""An HTTP status; 0 for a call that got no answer."""
TraceKind = Annotated[str, OneOf(("step", "state", "group_state", "pods"))]
Phase = Annotated[str, OneOf(("admit", "apply", "provision", "reply", "read", "pod"))]
Slot = Annotated[str, OneOf(("active",))]
Severity = Annotated[str, OneOf(("info", "warning", "error"))]


class Tag(TypedDict):
    """A tag of a cluster."""

    key: str
    value: str


class CommittedAnswer(TypedDict):
    """What an operation answered, where a rule had the caller get something else."""

    is_done: bool
    """Whether its work was kept."""
    status: Status
    """0 where it was not run."""
    code: str
    answer: str


class Sending(TypedDict):
    """How an answer was sent under a rule of transport."""

    how: str
    bytes: Count
    content_type: str


class Considered(TypedDict, total=False):
    """What is noted of the rules that were considered for a call."""

    phases: list[str]
    unmet: dict[str, str]
    cluster: str | None
    committed: CommittedAnswer
    sent: Sending


Tags = Annotated[str, JsonOf(list[Tag])]
JsonObject = Annotated[str, JsonOf(dict[str, Any])]
OptionalJsonObject = Annotated[str, JsonOf(dict[str, Any], may_be_empty=True)]
OptionalConsidered = Annotated[str, JsonOf(Considered | None, may_be_empty=True)]
Counters = Annotated[str, JsonOf(dict[str, Count])]
TenantNumber = Annotated[int, Range(1, 2**22)]
Losses = Annotated[str, JsonOf(list[list[Instant]])]
"""Pairs of instants: lost, and back again, or 0 for one that is not back."""
InstantsByName = Annotated[str, JsonOf(dict[str, Instant])]
