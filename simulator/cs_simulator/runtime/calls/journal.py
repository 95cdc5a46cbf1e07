"""Recording a call without its secrets: an entry of the journal, a line of the log."""

from collections.abc import Sequence
from functools import lru_cache

from cs_simulator.domain import instants
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.http_dates import from_http_date
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.printable import as_line
from cs_simulator.domain.records import LONGEST_ANSWER, CallEntry
from cs_simulator.domain.records.kinds import CommittedAnswer, Sending
from cs_simulator.engine import redaction
from cs_simulator.engine.considered_rules import ConsideredRules
from cs_simulator.operations import Answer, Incoming, Operation, Reply, answer_of, region_of_call
from cs_simulator.operations.fault_answers import is_in_place
from cs_simulator.runtime.calls.record import CallRecord
from cs_simulator.runtime.logs import log
from cs_simulator.scenarios.rules.effects import Effect, FakeSuccess, ReadFromPast, sent_part
from cs_simulator.scenarios.vocabulary import CLUSTER_API

# Of numbers that are kept: far more seconds than anybody waits.
_DIGITS = 10
_LONGEST_AGENT = 200
# The fields of an entry that belong to the call itself, which come first.
_OF_THE_CALL = 5
# Of texts of callers, answers to reads have these only, and templates: to search all takes long.
_TAGS, _LABELS = b'"tags":[{', b'"labels":[{'
_WITH_TEXTS = (CLUSTER_API, "DescribeTemplate")
_SCRIPT, _NO_SCRIPT = b'user_data":"', b'user_data":""'


def journal_call(record: CallRecord, answer: Answer, duration: int) -> None:
    """Add the call to its tenant's journal; *duration* is in microseconds.

    The entry of a call that changed something is part of the same commit, and of no other.
    """
    tenant = record.tenant
    changes = tenant.changes
    entries = changes.entries if tenant.has_changes else changes.answered
    entries.append(entry_of(record, answer, duration))


def entry_of(record: CallRecord, answer: Answer, duration: int) -> CallEntry:
    """The entry of the journal for a call with that answer."""
    kept, incoming = record.kept, record.incoming
    if kept is None or answer.code or record.considered is not None:
        return _new_entry(record, answer, duration)
    if kept.entry is None:
        kept.entry = _new_entry(record, answer, duration)[_OF_THE_CALL:-2]
    return CallEntry._make(
        (
            record.serial,
            record.request_id,
            record.tenant.now(record.reading),
            incoming.received,
            duration,
            *kept.entry,
            _region_id(record),
            _user_agent(incoming),
        )
    )


def _new_entry(record: CallRecord, answer: Answer, duration: int) -> CallEntry:
    """The entry, all of whose fields are worked out."""
    incoming, operation, considered = record.incoming, record.operation, record.considered
    if considered is not None and considered.fired:
        considered.committed = _committed(record, answer, considered)
        considered.sent = _sending(answer)
    at = record.tenant.now(record.reading)
    return CallEntry(
        serial=record.serial,
        request_id=record.request_id,
        at=at,
        received=incoming.received,
        duration=duration,
        operation=operation.name if operation else "",
        method=incoming.method,
        target=_target(incoming, operation),
        body=_sent_body(incoming, operation),
        status=answer.status,
        code=answer.code,
        answer=_body(answer, operation),
        cluster_id=record.cluster_id,
        task_id=record.task_id,
        unread=" ".join(record.unread),
        faults=(
            " ".join(f"{fired.rule}:{fired.kind}" for fired in considered.fired)
            if considered
            else ""
        ),
        retry_after=_retry_after(answer, at),
        considered=considered.as_json() if considered else "",
        region_id=_region_id(record),
        user_agent=_user_agent(incoming),
    )


def _user_agent(incoming: Incoming) -> str:
    return _agent(incoming.headers.get("user-agent", "")[:_LONGEST_AGENT])


@lru_cache(maxsize=64)
def _agent(text: str) -> str:
    """What the client says of itself, without secrets: nothing keeps one from putting some in."""
    return as_line(redaction.text(text))


def _sent_body(incoming: Incoming, operation: Operation | None) -> str:
    """The body of the request without secrets: of objects that hold some, nothing."""
    if incoming.body and incoming.cluster_caller and operation and operation.is_secret:
        return redaction.REPLACED
    return redaction.body(incoming.body, incoming.content_type)


def _committed(
    record: CallRecord, answer: Answer, considered: ConsideredRules
) -> CommittedAnswer | None:
    """What the operation answered, if that is not what the caller gets, or was not kept."""
    effects = [fired.effect for fired in considered.fired]
    if any(effect is not record.reply_effect and is_in_place(effect) for effect in effects):
        return {"is_done": False, "status": 0, "code": "", "answer": ""}
    is_undone = any(isinstance(effect, FakeSuccess) for effect in effects)
    own = _present(record, effects) or answer.committed
    if own is None and not is_undone:
        return None
    own = own or answer
    kept = _body(own, record.operation)
    return {"is_done": not is_undone, "status": own.status, "code": own.code, "answer": kept}


def _present(record: CallRecord, effects: Sequence[Effect]) -> Answer | None:
    """What a query would have answered whose answer a rule took from the past; no error's body."""
    injector = record.injector
    if injector is None or not any(isinstance(effect, ReadFromPast) for effect in effects):
        return None
    match injector.present:
        case Reply() as reply:
            return answer_of(reply, record.request_id)
        case ApiError() as refused:
            return Answer(refused.status, b"", record.request_id, refused.code)
    return None


def _sending(answer: Answer) -> Sending | None:
    """How the answer is sent, if that is not as usual."""
    fault = answer.transport_fault
    if fault is None:
        return None
    return {
        "how": fault.how,
        "bytes": len(sent_part(fault, answer.body)),
        "content_type": fault.text or answer.content_type,
    }


def log_call(record: CallRecord, answer: Answer, duration: int) -> None:
    """Log the call: writes and errors as information, other reads for debugging."""
    tenant = record.tenant
    optional = {
        "operation": record.operation_name,
        "code": answer.code,
        "cluster_id": record.cluster_id,
        "task_id": record.task_id,
    }
    (log.info if record.is_write or answer.code else log.debug)(
        "call.answered",
        request_id=answer.request_id,
        tenant=tenant.name,
        virtual_time=instants.as_exact_text(tenant.now(record.reading)),
        method=record.incoming.method,
        path=_target(record.incoming, record.operation),
        status=answer.status,
        microseconds=duration,
        **{name: value for name, value in optional.items() if value},
    )


def _has_texts(answer: Answer, operation: Operation | None) -> bool:
    """Whether a successful answer may repeat texts that callers have sent."""
    if operation is None or operation.is_write or operation.name.startswith(_WITH_TEXTS):
        return True
    body = answer.body
    has_script = body.count(_SCRIPT) > body.count(_NO_SCRIPT)
    return has_script or _TAGS in body or _LABELS in body


def _retry_after(answer: Answer, at: int) -> int:
    """The seconds of ``Retry-After`` from an instant on, which may be a date.

    0 without the header, or where a rule sends something else.
    """
    if not answer.headers:
        return 0
    value = dict(answer.headers).get("Retry-After", "")
    if value.isascii() and value.isdigit() and len(value) < _DIGITS:
        return int(value)
    date = from_http_date(value)
    return max(0, (date - at) // SECOND) if date is not None else 0


def _region_id(record: CallRecord) -> str:
    """The region that the call is about; for what the gateway refuses, the one that it names."""
    world = record.tenant.world
    if record.cluster_id and (cluster := world.clusters.get(record.cluster_id)):
        return cluster.region_id
    if record.call is None:
        return record.incoming.named_region or world.options.default_region
    return region_of_call(record.call, world)


def _target(incoming: Incoming, operation: Operation | None) -> str:
    return redaction.target(incoming.target, operation.path if operation else "")


def _body(answer: Answer, operation: Operation | None) -> str:
    """The answer's body as the journal has it: nothing of a successful one that holds secrets."""
    if operation and operation.is_secret and not answer.code:
        return redaction.REPLACED
    if answer.code or _has_texts(answer, operation):
        return redaction.answer(answer.body, LONGEST_ANSWER)
    return answer.body[:LONGEST_ANSWER].decode("utf-8", "replace")
