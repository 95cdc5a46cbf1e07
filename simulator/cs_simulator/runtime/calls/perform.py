"""What of a call is done in one go: its record, its operation, and its unit of work."""

from cs_simulator.domain.clock import ClockMode
from cs_simulator.domain.errors import ApiError
from cs_simulator.engine import pauses, polling
from cs_simulator.engine.considered_rules import ConsideredRules
from cs_simulator.engine.poll_targets import PollTarget
from cs_simulator.operations import (
    Answer,
    Call,
    Deferred,
    Incoming,
    Reply,
    call_of,
    handle_of,
    kept_reply,
)
from cs_simulator.operations.fault_injection import FaultInjector
from cs_simulator.runtime.calls.record import CallRecord
from cs_simulator.runtime.tenants.tenant import Tenant


def begin(tenant: Tenant, incoming: Incoming, reading: float) -> CallRecord:
    """The record of a call that has found its tenant and has it in hand, with its request id."""
    tenant.last_used = reading
    record = CallRecord(tenant, incoming, reading)
    record.enter(tenant)
    record.number()
    if tenant.world.scenario is not None:
        record.considered = ConsideredRules()
    return record


def route(record: CallRecord) -> Call:
    """The operation that is called; raises the error by which the gateway refuses the call."""
    find = call_of
    if record.incoming.cluster_caller is not None:
        from cs_simulator.kubernetes.calls import call_of as find  # for those who call a cluster

    call = record.call = find(record.incoming, record.request_id, record.tenant.world)
    if record.considered is not None:
        record.injector = injector_for(record.tenant, call, record.considered)
    return call


def routed(record: CallRecord, call: Call | None = None) -> Call:
    """The operation that is called, as it is routed now; *call* as long as it is not."""
    return record.call or call or route(record)


def run(record: CallRecord, call: Call) -> Reply | Deferred:
    """Run the operation in a unit of work, in one go; with a scenario, as its rules have it.

    Raises :class:`ApiError` or :class:`AnsweredByRuleError` for calls that are not done, and
    :class:`BehindError` for those that can only be done after a long piece of the timeline.
    """
    tenant = record.tenant
    now = tenant.catch_up(record.reading)
    polled = _poll_target(tenant, call)
    if polled is not None and record.jumps_left:
        now = _move(record, polled, now)
    if call.incoming.cluster_caller is not None:
        _prepare(tenant, call, now)
    injector = record.injector
    try:
        if injector is None:
            reply = kept_reply(call, tenant.world) or tenant.run_unit(now, handle_of(call))
        else:
            reply = injector.run(now, handle_of(call))
            record.reply_effect = injector.reply(tenant.catch_up_at_once(record.reading))
    except ApiError as error:
        if error.aftermath is not None:
            tenant.run_unit(now, error.aftermath)
        raise
    if polled is not None:
        polling.remember(tenant.world, polled, now)
    return reply


def _prepare(tenant: Tenant, call: Call, now: int) -> None:
    """Make what the Kubernetes API has to begin with that is called for the first time."""
    cluster_id = call.parameters["cluster_id"]
    if cluster_id not in tenant.world.kubernetes_clusters:
        from cs_simulator.kubernetes.calls import prepare

        caller = call.incoming.cluster_caller
        trusted = caller.trusted if caller else ""
        tenant.run_unit(now, lambda unit: prepare(unit, cluster_id, trusted))


def _move(record: CallRecord, polled: PollTarget, now: int) -> int:
    """Move time as a repeated read does; returns the virtual instant."""
    tenant = record.tenant
    if not tenant.world.clock.interval:
        record.jumps_left -= 1
        return tenant.jump(polled, now, record.reading)
    record.jumps_left = 0  # it is one interval for a call, however often the call is begun
    if pauses.has_read_before(tenant.world, polled, now):
        tenant.set_clock(tenant.world.clock.later(tenant.world.clock.interval, record.reading))
    return tenant.catch_up(record.reading)


def come_back(record: CallRecord, call: Call) -> None:
    """Move time by the interval of a polling clock, if the same call has failed just before."""
    tenant = record.tenant
    if pauses.has_failed_before(tenant.world, call.operation.name, tenant.now(record.reading)):
        tenant.set_clock(tenant.world.clock.later(tenant.world.clock.interval, record.reading))


def settled(record: CallRecord, injector: FaultInjector, answer: Answer) -> Answer:
    """The answer, once it is decided of the call's faults whether they have changed anything.

    Notes an answer after which clients pause, if the clock has an interval for that.
    """
    answer = injector.settled(answer)
    clock = record.tenant.world.clock
    if clock.mode is ClockMode.POLLING and clock.interval and _fails_for_the_moment(answer):
        pauses.note_failed(record.tenant.world, record.operation_name, clock.now(record.reading))
    return answer


def _fails_for_the_moment(answer: Answer) -> bool:
    fault = answer.transport_fault
    is_broken = fault is not None and fault.how in ("truncate", "malformed", "wrong_content_type")
    is_refused = answer.status in (0, 429) or answer.status >= 500
    return is_broken or is_refused or answer.code.startswith("Throttling")


def _poll_target(tenant: Tenant, call: Call) -> PollTarget | None:
    """What the call looks at, if a repeated look moves the tenant's time."""
    find = call.operation.poll_target
    if find is None or tenant.world.clock.mode is not ClockMode.POLLING:
        return None
    return find(tenant.world, call)


def injector_for(tenant: Tenant, call: Call, considered: ConsideredRules) -> FaultInjector:
    """The call under the rules of its tenant's scenario."""
    return FaultInjector(
        tenant.world,
        call,
        considered,
        run_unit=tenant.run_unit,
        collect=tenant.collect_changes,
        past=tenant.past_states,
    )
