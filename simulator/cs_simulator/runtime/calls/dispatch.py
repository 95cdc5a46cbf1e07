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

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from cs_simulator.catalog import errors
from cs_simulator.domain import instants
from cs_simulator.domain.errors import ApiError, TenantAwayError
from cs_simulator.engine.world import World
from cs_simulator.operations import (
    Answer,
    Call,
    Deferred,
    ErrorKeys,
    Incoming,
    Reply,
    check_policy,
    keys_for,
    refusal,
)
from cs_simulator.operations.fault_answers import (
    AnsweredByRuleError,
    answer_of_rule,
    replied,
)
from cs_simulator.operations.fault_injection import FaultInjector
from cs_simulator.runtime.advance import AdvanceEndedError, advance
from cs_simulator.runtime.calls.accounts import Accounts
from cs_simulator.runtime.calls.perform import (
    begin,
    come_back,
    injector_for,
    route,
    routed,
    run,
    settled,
)
from cs_simulator.runtime.calls.questions import look_up
from cs_simulator.runtime.calls.record import CallRecord
from cs_simulator.runtime.calls.request_ids import random_request_id
from cs_simulator.runtime.certificates import CertificateAuthority
from cs_simulator.runtime.committer import Committer
from cs_simulator.runtime.metrics import Metrics
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.slices import Slices, TenantBeingDrainedError, WorkEndedError
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.behind import BehindError
from cs_simulator.runtime.tenants.registry import Tenants
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.rules.effects import Wait
from cs_simulator.storage.errors import DamageError, StorageError
from cs_simulator.storage.store import Store

T = TypeVar("T")


class Dispatcher:
    """Answers the calls of all tenants. One per simulator."""

    def __init__(
        self,
        settings: Settings,
        system_clock: SystemClock,
        store: Store,
        tenants: Tenants,
        committer: Committer,
        slices: Slices,
        authority: CertificateAuthority,
        metrics: Metrics,
    ) -> None:
        self._system_clock = system_clock
        self._store = store
        self._tenants = tenants
        self._committer = committer
        self._slices = slices
        self._authority = authority
        self._error_keys = ErrorKeys(settings.error_keys)
        self._accounts = Accounts(settings, tenants, metrics)

    async def answer(self, name: str, incoming: Incoming) -> Answer:
        """Answer a call of the tenant of that name, once everything that it shows is committed.

        Raises ``DamagedTenantError``, ``LimitError`` or :class:`TenantAwayError` for a tenant that
        is not to be had.
        """
        try:
            tenant = self._tenants.loaded.get(name) or await self._tenants.get(name)
        except StorageError as problem:
            return self._accounts.without_tenant(name, incoming, problem)
        record = begin(tenant, incoming, self._system_clock.monotonic())
        if record.serial > tenant.allowance.calls and self._committer.is_failing:
            record.request_id = random_request_id()  # its own may be given again after a restart
        try:
            answer = await self._performed(record)
            if record.injector is not None:
                answer = settled(record, record.injector, answer)
            answer = await self._kept(record, answer)
        finally:
            record.leave()
        if isinstance(record.reply_effect, Wait):
            await self._wait(record.tenant.name, record.reply_effect)
        return answer

    async def _kept(self, record: CallRecord, answer: Answer) -> Answer:
        """The answer once everything that it shows is committed, or that to a call that is undone.

        The journal, the counters and the log have what is returned.
        """
        tenant, seconds = record.tenant, self._system_clock.monotonic() - record.reading
        self._accounts.journal(record, answer, seconds)
        try:
            self._committer.schedule(tenant)
            if tenant.commit_done is not None:  # most reads wait for nothing
                await self._committer.scheduled_commit(tenant)
            if tenant.is_stale:
                answer = self._accounts.undone(record, seconds)
                successor = self._tenants.loaded.get(tenant.name)
                if successor is not None:
                    self._committer.schedule(successor)
        finally:
            self._accounts.report(record, answer, seconds)
        return answer

    async def _performed(self, record: CallRecord) -> Answer:
        """Do the call. Every exception on its way becomes its answer here, and nowhere else."""
        try:
            call = route(record)
            if record.injector is not None:
                call = await self._admit(record, call, record.injector)
            check_policy(call, record.tenant.world)
            try:
                reply = run(record, call)
            except BehindError:
                reply = await self._in_slices(record, lambda: run(record, routed(record)))
            if isinstance(reply, Deferred):
                reply = await self._resolve(record.tenant, reply)
            answer = record.answer(reply)
        except ApiError as error:
            return refusal(error, record.request_id, self._keys(record))
        except AnsweredByRuleError as ruled:
            return answer_of_rule(ruled.effect, record.request_id, self._keys(record))
        except TenantAwayError:
            raise  # it left while the call waited: nothing was done, and there is no journal
        except Exception as problem:  # noqa: BLE001 - the one place that answers for the unexpected
            return self._accounts.internal_error(record, problem)
        return self._replied(record, answer)

    def _replied(self, record: CallRecord, answer: Answer) -> Answer:
        """The answer as a rule of phase ``reply`` changes it, if one does."""
        if record.reply_effect is None:
            return answer
        return replied(record.reply_effect, answer, self._keys(record))

    def _keys(self, record: CallRecord) -> ErrorKeys:
        return keys_for(record.incoming, self._error_keys)

    async def _admit(self, record: CallRecord, call: Call, injector: FaultInjector) -> Call:
        """Ask the rules of phase ``admit``, and wait if one of them says so."""
        come_back(record, call)
        try:
            now = record.tenant.catch_up(record.reading)  # rules may come and go by the timeline
        except BehindError:
            now = await self._in_slices(record, lambda: record.tenant.catch_up(record.reading))
            injector = record.injector or injector
        effect = injector.admit(now)
        if isinstance(effect, Wait):
            name, world = record.tenant.name, record.tenant.world
            record.leave()  # it may be reset, replaced or deleted meanwhile
            await self._wait(name, effect)
            await self._enter_again(record, name, world)
        return routed(record, call)

    async def _enter_again(self, record: CallRecord, name: str, world: World) -> None:
        """Have the tenant in hand again, which may be another one, with another world than then."""
        record.reading = self._system_clock.monotonic()
        record.enter(await self._tenants.get(name))
        record.tenant.last_used = record.reading
        if record.tenant.world is not world:  # whose calls have numbers of their own
            record.number()
            route(record)
        if record.injector is not None and record.call is not None:
            record.injector = injector_for(record.tenant, record.call, record.injector.considered)

    async def _in_slices(self, record: CallRecord, work: Callable[[], T]) -> T:
        """Do what could not be done since too much was due, with others in between.

        Raises :class:`ApiError` if it takes too many steps.
        """

        def again() -> T:
            record.tenant.is_behind = False
            record.reading = self._system_clock.monotonic()
            return work()

        while True:
            tenant, world = record.tenant, record.tenant.world
            try:
                return await self._slices.run(tenant, again, record.incoming.has_left)
            except TenantBeingDrainedError:
                record.leave()
                await self._enter_again(record, tenant.name, world)
            except WorkEndedError as ended:
                raise errors.TIMELINE_TOO_LONG(reason=str(ended)) from None

    async def _resolve(self, tenant: Tenant, deferred: Deferred) -> Reply:
        """The reply that needs what the store or the authority has, once the work is committed."""
        if not await self._committer.keep(tenant):
            raise errors.INTERNAL_ERROR()
        try:
            found = await look_up(tenant, deferred.question, self._store.history, self._authority)
        except DamageError as problem:
            raise errors.TENANT_DAMAGED(reason=f"part of it cannot be read: {problem}") from None
        return deferred.reply(found)

    async def _wait(self, name: str, wait: Wait) -> None:
        """Let the time pass for which a rule delays a call of the tenant: virtual, real, or both.

        The call must not have the tenant in hand: what is done to it as a whole does not wait.
        """
        clock = self._system_clock
        if wait.virtual and name in self._tenants:
            # Where the tenant leaves, or time ends, the wait is over.
            with suppress(AdvanceEndedError, StorageError, TenantAwayError):
                async with self._tenants.held(name) as tenant:
                    until = min(tenant.now(clock.monotonic()) + wait.virtual, instants.LATEST)
                    await advance(tenant, until, clock, self._committer, self._slices)
        if wait.seconds:
            await clock.sleep(wait.seconds)
