"""What the rules of a scenario answer, and whether that differs from what would be answered."""

from collections.abc import Callable
from http import HTTPStatus

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError, ErrorKeys
from cs_simulator.operations._answers import Answer, body_of, refusal
from cs_simulator.operations._operation import Deferred, Reply
from cs_simulator.scenarios.rules.answer_edits import edited
from cs_simulator.scenarios.rules.effects import (
    ChangeAnswer,
    Effect,
    EndWatch,
    Refuse,
    Respond,
    TransportFault,
)


class AnsweredByRuleError(Exception):
    """A rule answers in the operation's place."""

    def __init__(self, effect: Effect) -> None:
        super().__init__("a rule answers in the operation's place")
        self.effect = effect


def outcome(run: Callable[[], Reply | Deferred]) -> Reply | Deferred | ApiError:
    """What an operation returns, or the refusal that it raises."""
    try:
        return run()
    except ApiError as refused:
        return refused


def is_same(one: Reply | Deferred | ApiError, other: Reply | Deferred | ApiError) -> bool:
    """Whether a caller gets the same."""
    if isinstance(one, Deferred) and isinstance(other, Deferred):
        return one.question == other.question
    if isinstance(one, ApiError) and isinstance(other, ApiError):
        return (one.code, one.message) == (other.code, other.message)
    if isinstance(one, Reply) and isinstance(other, Reply):
        # As JSON: a part that is rendered already equals nothing but itself.
        return one.status == other.status and body_of(one) == body_of(other)
    return False


def answer_in_place(effect: Effect | None) -> None:
    """Raise the answer that the rule gives in the operation's place, if its effect is one."""
    match effect:
        case Refuse():
            raise _refused(effect)
        case Respond() | TransportFault("reset" | "empty" | "hang"):
            raise AnsweredByRuleError(effect)


def _refused(effect: Refuse) -> ApiError:
    error = ApiError(effect.error, effect.message, headers=effect.headers)
    error.access_denied = effect.access_denied
    return error


def is_in_place(effect: Effect) -> bool:
    """Whether a rule with that effect answers without the operation, if asked before it is run."""
    return isinstance(effect, Refuse | Respond) or (
        isinstance(effect, TransportFault) and effect.how in ("reset", "empty", "hang")
    )


def answer_of_rule(effect: Effect, request_id: str, keys: ErrorKeys) -> Answer:
    """The answer that a rule gives in the operation's place."""
    if isinstance(effect, Respond):
        code = "(response)" if effect.status >= HTTPStatus.BAD_REQUEST else ""
        return Answer(
            effect.status, effect.body, request_id, code, effect.content_type, effect.headers
        )
    return with_effect(effect, refusal(errors.INTERNAL_ERROR(), request_id, keys), keys)


def replied(effect: Effect, answer: Answer, keys: ErrorKeys) -> Answer:
    """The answer as a rule of phase ``reply`` makes the caller see it, with what it was before."""
    changed = with_effect(effect, answer, keys)
    is_same_answer = changed[:2] == answer[:2]
    return changed if is_same_answer else changed._replace(committed=answer)


def with_effect(effect: Effect, answer: Answer, keys: ErrorKeys) -> Answer:
    """The answer with an effect."""
    match effect:
        case Refuse():
            return refusal(_refused(effect), answer.request_id, keys)
        case TransportFault("reset" | "empty" | "hang" as how):
            return answer._replace(status=0, code=f"({how})", body=b"", transport_fault=effect)
        case TransportFault():
            return answer._replace(transport_fault=effect)
        case EndWatch() if answer.watch is not None:
            return answer._replace(watch_end=effect)
        case ChangeAnswer():
            return _changed(effect, answer)
    return answer


def _changed(effect: ChangeAnswer, answer: Answer) -> Answer:
    """The answer with changed fields or another text; it has no edit if nothing has changed."""
    if effect.headers:
        named = {name.lower() for name, _ in effect.headers}
        kept = (field for field in answer.headers if field[0].lower() not in named)
        return answer._replace(headers=(*kept, *effect.headers), edit=effect)
    if effect.text is None:
        body = edited(answer.body, effect.edits)
        return answer if body is answer.body else answer._replace(body=body, edit=effect)
    replaced = answer._replace(
        body=effect.text.encode(), content_type=effect.content_type or answer.content_type
    )
    return answer if replaced == answer else replaced._replace(edit=effect)
