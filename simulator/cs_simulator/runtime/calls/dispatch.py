"""The way of a call, from its tenant to its answer, in the order of :meth:`Dispatcher.answer`.

1. Find the tenant, and give the call its request id.
2. Ask the scenario's rules of phase ``admit``; the caller may have to wait here.
3. Run the operation in one unit of work, under the rules of phase ``apply`` or ``read``. There is
   no await in it: no locks, and no half-done state for other calls to see. Then ask the rules of
   phase ``reply``.
4. Answer at once; or, where the answer needs what only the store or the certificate authority has,
   once the work is committed.
5. Write the call into the journal.
6. Wait for the commit of everything that the answer shows. If that fails, the answer is another
   one, and the journal has that in place of the first.
7. Count and log what is answered, and return it.
"""

from functools import partial

from cs_simulator.catalog import errors
from cs_simulator.domain import instants
from cs_simulator.domain.clock import ClockMode
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import tables
from cs_simulator.engine import polling
from cs_simulator.engine.considered_rules import ConsideredRules
from cs_simulator.operations import (
    Answer,
    Call,
    CertificateQuery,
    Deferred,
    ErrorKeys,
    EventsQuery,
    Incoming,
    LogQuery,
    Question,
    Reply,
    call_of,
    check_policy,
    refusal,
)
from cs_simulator.operations.fault_injection import (
    AnsweredByRuleError,
    FaultInjector,
    answer_of_rule,
    with_effect,
)
from cs_simulator.runtime.advance import advance
from cs_simulator.runtime.calls.journal import entry_of, journal_call, log_call
from cs_simulator.runtime.calls.record import CallRecord
from cs_simulator.runtime.calls.request_ids import random_request_id
from cs_simulator.runtime.certificates import CertificateAuthority
from cs_simulator.runtime.committer import Committer
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.metrics import Metrics
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.registry import Tenants
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.rules.effects import Wait
from cs_simulator.storage.errors import StorageError
from cs_simulator.storage.history import equals
from cs_simulator.storage.store import Store


class Dispatcher:
    """Answers the calls of all tenants. One per simulator."""

    def __init__(
        self,
        settings: Settings,
        system_clock: SystemClock,
        store: Store,
        tenants: Tenants,
        committer: Committer,
        authority: CertificateAuthority,
        metrics: Metrics,
    ) -> None:
        self._system_clock = system_clock
        self._store = store
        self._tenants = tenants
        self._committer = committer
        self._authority = authority
        self._metrics = metrics
        self._error_keys = ErrorKeys(settings.error_keys)
        self._journals_reads = settings.journal == "all"
        self._journals_writes = settings.journal != "none"
        self._logs_reads = settings.log_level == "debug"
        self._logs_writes = settings.log_level in ("debug", "info")

    async def answer(self, name: str, incoming: Incoming) -> Answer:
        """Answer a call of the tenant of that name, once everything that it shows is committed."""
        tenant = self._tenants.loaded.get(name) or await self._tenants.get(name)
        record = begin(tenant, incoming, self._system_clock.monotonic())
        if record.serial > tenant.allowance.calls and self._committer.is_failing:
            record.request_id = random_request_id()  # its own may be given again after a restart
        try:
            answer = await self._perform(record)
            seconds = self._system_clock.monotonic() - record.reading
            if self._is_journaled(record):
                journal_call(record, answer, int(seconds * 1_000_000))
            try:
                if not await self._committer.keep(record.tenant):
                    answer = self._undone(record, seconds)
            finally:
                self._report(record, answer, seconds)
        finally:
            record.leave()
        if isinstance(record.reply_effect, Wait):
            await self._wait(record.tenant.name, record.reply_effect)
        return answer

    async def _perform(self, record: CallRecord) -> Answer:
        """Do the call. Every exception on its way becomes its answer here, and nowhere else."""
        try:
            call = route(record)
            if record.injector is not None:
                call = await self._admit(record, call, record.injector)
            check_policy(call)
            reply = run(record, call)
            if isinstance(reply, Deferred):
                reply = await self._resolve(record.tenant, reply)
            answer = record.answer(reply)
        except ApiError as error:
            return refusal(error, record.request_id, self._error_keys)
        except AnsweredByRuleError as ruled:
            return answer_of_rule(ruled.effect, record.request_id, self._error_keys)
        except StorageError as problem:  # it explains itself
            log.error("call.broke", problem=str(problem), **record.ids)
            return self._internal_error(record)
        except Exception:  # noqa: BLE001 - the one place that answers for the unexpected
            log.exception("call.broke", **record.ids)
            return self._internal_error(record)
        if record.reply_effect is None:
            return answer
        return with_effect(record.reply_effect, answer, self._error_keys)

    async def _admit(self, record: CallRecord, call: Call, injector: FaultInjector) -> Call:
        """Ask the rules of phase ``admit``, and wait if one of them says so."""
        now = record.tenant.catch_up(record.reading)  # rules may come and go by the timeline
        effect = injector.admit(now)
        if not isinstance(effect, Wait):
            return call
        name, world = record.tenant.name, record.tenant.world
        record.leave()  # it may be reset, replaced or deleted meanwhile
        await self._wait(name, effect)
        record.reading = self._system_clock.monotonic()
        record.enter(await self._tenants.get(name))
        record.tenant.last_used = record.reading
        if record.tenant.world is not world:  # whose calls have numbers of their own
            record.number()
            call = route(record)
        record.injector = _injector(record.tenant, call, injector.considered)
        return call

    async def _resolve(self, tenant: Tenant, deferred: Deferred) -> Reply:
        """The reply that needs what the store or the authority has, once the work is committed."""
        if not await self._committer.keep(tenant):
            raise errors.INTERNAL_ERROR()
        return deferred.reply(await self._look_up(tenant, deferred.question))

    async def _look_up(self, tenant: Tenant, question: Question) -> object:
        history = self._store.history
        match question:
            case LogQuery(cluster):
                return await history.read(tables.LOG, tenant.number, [equals("cluster", cluster)])
            case EventsQuery(cluster_id, kind, first, amount):
                chosen = {"cluster_id": cluster_id, "type": kind}
                conditions = [equals(name, value) for name, value in chosen.items() if value]
                return await history.page(
                    tables.EVENT, tenant.number, conditions, first=first, size=amount
                )
            case CertificateQuery(cluster_id, key):
                return self._authority.issue_client_certificate(tenant.name, cluster_id, key)

    async def _wait(self, name: str, wait: Wait) -> None:
        """Let the time pass for which a rule delays a call of the tenant: virtual, real, or both.

        The call must not have the tenant in hand: what is done to it as a whole does not wait.
        """
        clock = self._system_clock
        if wait.virtual and name in self._tenants:
            async with self._tenants.held(name) as tenant:
                until = min(tenant.now(clock.monotonic()) + wait.virtual, instants.LATEST)
                await advance(tenant, until, clock, self._committer)
        if wait.seconds:
            await clock.sleep(wait.seconds)

    def _internal_error(self, record: CallRecord) -> Answer:
        """The answer to a call that the simulator itself failed, which is counted."""
        record.tenant.count_internal_error()
        return refusal(errors.INTERNAL_ERROR(), record.request_id, self._error_keys)

    def _undone(self, record: CallRecord, seconds: float) -> Answer:
        """The answer to a call whose work could not be committed: it was not done.

        The journal gets it with this answer, once it can be written again. Its own id may be given
        again after a restart, if no commit has allowed for it.
        """
        if record.serial > record.tenant.allowance.calls:
            record.request_id = random_request_id()
        answer = refusal(errors.INTERNAL_ERROR(), record.request_id, self._error_keys)
        record.tenant.count_internal_error()
        record.reply_effect = None
        record.cluster_id = record.task_id = ""
        if self._is_journaled(record):
            entry = entry_of(record, answer, int(seconds * 1_000_000))
            successor = self._tenants.add_answered(record.tenant.name, entry)
            if successor is not None:
                self._committer.schedule(successor)
        return answer

    def _is_journaled(self, record: CallRecord) -> bool:
        is_get = record.incoming.method == "GET"
        return self._journals_reads if is_get else self._journals_writes

    def _report(self, record: CallRecord, answer: Answer, seconds: float) -> None:
        """Count the call, and log it if the settings say so."""
        self._metrics.call(record.operation_name, answer.code, seconds)
        if self._logs_reads or (self._logs_writes and (record.is_write or answer.code)):
            log_call(record, answer, int(seconds * 1_000_000))


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
    call = record.call = call_of(record.incoming, record.request_id)
    if record.considered is not None:
        record.injector = _injector(record.tenant, call, record.considered)
    return call


def run(record: CallRecord, call: Call) -> Reply | Deferred:
    """Run the operation in a unit of work, in one go; with a scenario, as its rules have it.

    Raises :class:`ApiError` or :class:`AnsweredByRuleError` for calls that are not done.
    """
    tenant = record.tenant
    now = tenant.catch_up(record.reading)
    polled = _poll_target(tenant, call)
    if polled is not None:
        now = tenant.jump(polled, now, record.reading)
    handle = partial(call.operation.handle, call)
    injector = record.injector
    if injector is None:
        reply = tenant.run_unit(now, handle)
    else:
        reply = injector.run(now, handle)
        record.reply_effect = injector.reply(tenant.catch_up(record.reading))
    if polled is not None:
        polling.remember(tenant.world, polled)
    return reply


def _poll_target(tenant: Tenant, call: Call) -> polling.PollTarget | None:
    """What the call looks at, if a repeated look moves the tenant's time."""
    find = call.operation.poll_target
    if find is None or tenant.world.clock.mode is not ClockMode.POLLING:
        return None
    return find(tenant.world, call)


def _injector(tenant: Tenant, call: Call, considered: ConsideredRules) -> FaultInjector:
    return FaultInjector(
        tenant.world,
        call,
        considered,
        run_unit=tenant.run_unit,
        collect=tenant.collect_changes,
        past=tenant.past_states,
    )
