"""What is kept and counted of calls: entries of the journal, lines of the log, metrics.

All of them have the answer that the caller gets, also where that is another one than was meant.
"""

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import UsageError
from cs_simulator.operations import Answer, ErrorKeys, Incoming, keys_for, refusal
from cs_simulator.runtime.calls.journal import entry_of, journal_call, log_call
from cs_simulator.runtime.calls.record import CallRecord
from cs_simulator.runtime.calls.request_ids import random_request_id
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.metrics import Metrics
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.tenants.registry import Tenants
from cs_simulator.storage.errors import StorageError

_MICROSECONDS = 1_000_000


class Accounts:
    """The accounts of the calls of all tenants, and the answers to those that broke."""

    def __init__(self, settings: Settings, tenants: Tenants, metrics: Metrics) -> None:
        self._tenants = tenants
        self._metrics = metrics
        self._error_keys = ErrorKeys(settings.error_keys)
        self._journals_reads = settings.journal == "all"
        self._journals_writes = settings.journal != "none"
        self._logs_reads = settings.log_level == "debug"
        self._logs_writes = settings.log_level in ("debug", "info")

    def journal(self, record: CallRecord, answer: Answer, seconds: float) -> None:
        """Write the call into the journal if the settings say so."""
        if self._is_journaled(record):
            journal_call(record, answer, int(seconds * _MICROSECONDS))

    def report(self, record: CallRecord, answer: Answer, seconds: float) -> None:
        """Count the call, and log it if the settings say so."""
        self._metrics.call(record.operation_name, answer.code, seconds)
        if self._logs_reads or (self._logs_writes and (record.is_write or answer.code)):
            log_call(record, answer, int(seconds * _MICROSECONDS))

    # ---- answers to calls that broke

    def internal_error(self, record: CallRecord, problem: Exception) -> Answer:
        """The answer to a call that failed unexpectedly, which is logged and counted."""
        if isinstance(problem, StorageError | UsageError):  # it explains itself
            log.error("call.broke", problem=str(problem), **record.ids)
        else:
            log.exception("call.broke", **record.ids)
        record.tenant.count_internal_error()
        return self._broken(record.incoming, record.request_id)

    def without_tenant(self, name: str, incoming: Incoming, problem: StorageError) -> Answer:
        """The answer to a call whose tenant cannot be read: nor can its journal be written."""
        answer = self._broken(incoming, random_request_id())
        self._metrics.internal_errors[name] += 1
        self._metrics.call("", answer.code, 0.0)
        log.error("call.broke", problem=str(problem), request_id=answer.request_id, tenant=name)
        return answer

    def undone(self, record: CallRecord, seconds: float) -> Answer:
        """The answer to a call whose work could not be committed: it was not done.

        The journal gets it with this answer, once it can be written again. Its own id may be given
        again after a restart, if no commit has allowed for it.
        """
        if record.serial > record.tenant.allowance.calls:
            record.request_id = random_request_id()
        answer = self._broken(record.incoming, record.request_id)
        record.tenant.count_internal_error()
        record.reply_effect = None
        record.cluster_id = record.task_id = ""
        if self._is_journaled(record):
            entry = entry_of(record, answer, int(seconds * _MICROSECONDS))
            self._tenants.add_answered(record.tenant.name, entry)
        return answer

    def _broken(self, incoming: Incoming, request_id: str) -> Answer:
        return refusal(errors.INTERNAL_ERROR(), request_id, keys_for(incoming, self._error_keys))

    def _is_journaled(self, record: CallRecord) -> bool:
        is_get = record.incoming.method == "GET"
        return self._journals_reads if is_get else self._journals_writes
