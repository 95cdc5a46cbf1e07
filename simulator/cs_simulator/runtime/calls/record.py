"""What is known of one call: created once its tenant is known, filled in on its way."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cs_simulator.engine.considered_rules import ConsideredRules
from cs_simulator.engine.kept_answers import Kept
from cs_simulator.operations import (
    Answer,
    Call,
    Incoming,
    Operation,
    Reply,
    answer_of,
    unread_keys,
)
from cs_simulator.operations.fault_injection import FaultInjector
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.rules.effects import Effect

# With a polling clock: a hundred thousand steps, some seconds of work.
MOST_JUMPS = 100


@dataclass(slots=True)
class CallRecord:
    """One call, from its tenant to its answer. The journal's entry and the log are made of it."""

    tenant: Tenant
    """Another object of the same tenant, if it was reset while the call waited."""
    incoming: Incoming
    reading: float
    """The monotonic reading at which the call is made, after the delay of a rule, if any."""
    serial: int = 0
    """The call's number among those of its tenant, from 1."""
    request_id: str = ""
    call: Call | None = None
    """The operation that is called; ``None`` if the gateway refuses the call."""
    considered: ConsideredRules | None = None
    """The scenario's rules that were considered; ``None`` without a scenario."""
    injector: FaultInjector | None = None
    """The call under these rules."""
    reply_effect: Effect | None = None
    """What a rule does to the answer once the work is committed."""
    cluster_id: str = ""
    task_id: str = ""
    reply_unread: Sequence[str] = field(default=())
    """What the reply says that nothing read, besides the fields of the body."""
    kept: Kept | None = None
    """What is kept of the reply, if that is given again and again."""

    jumps_left: int = MOST_JUMPS
    """How many more units of work may search for the next change of what is polled."""
    is_inside: bool = False
    """Whether the call is counted among those that have its tenant in hand."""

    def enter(self, tenant: Tenant) -> None:
        """Have a tenant in hand: nothing is done to it as a whole until :meth:`leave`."""
        self.tenant, self.is_inside = tenant, True
        tenant.calls += 1

    def number(self) -> None:
        """Give the call the next number of its tenant, and the request id of that."""
        self.request_id = self.tenant.next_request_id()
        self.serial = self.tenant.world.counts["call"]

    def leave(self) -> None:
        """Have the tenant in hand no more."""
        if self.is_inside:
            self.is_inside = False
            self.tenant.leave()

    @property
    def ids(self) -> dict[str, object]:
        """What names the call in a line of the log."""
        return {"request_id": self.request_id, "tenant": self.tenant.name}

    @property
    def operation(self) -> Operation | None:
        """The operation that is called, if there is one."""
        return self.call.operation if self.call else None

    @property
    def operation_name(self) -> str:
        """The name of the operation that is called; empty without one."""
        return self.call.operation.name if self.call else ""

    @property
    def unread(self) -> Sequence[str]:
        """What of the request nothing read, also if the call was refused: fields, ``?keys``."""
        call = self.call
        of_request = (*call.unread, *unread_keys(call)) if call else ()
        return tuple(dict.fromkeys((*of_request, *self.reply_unread)))

    @property
    def is_write(self) -> bool:
        """Whether the operation changes something."""
        return self.call is not None and self.call.operation.is_write

    def answer(self, reply: Reply) -> Answer:
        """The answer of a reply, whose ids are recorded."""
        self.cluster_id, self.task_id = reply.cluster_id, reply.task_id
        self.reply_unread, self.kept = reply.unread, reply.kept
        return answer_of(reply, self.request_id)
