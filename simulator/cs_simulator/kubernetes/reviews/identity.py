"""Who is it: the caller, or the owner of a token."""

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import tokens
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.reviews._answering import answer, asked
from cs_simulator.kubernetes.writing.metadata import is_list_of_texts, not_of
from cs_simulator.kubernetes.writing.paths import value_at
from cs_simulator.operations import Reply


def review_self(request: Request, unit: Unit) -> Reply:
    """Say who the caller is."""
    caller = request.call.incoming.cluster_caller
    user = {"username": caller.user, "groups": list(caller.groups)} if caller else {}
    return answer(request, asked(request, unit), {"userInfo": user})


def review_token(request: Request, unit: Unit) -> Reply:
    """Say whose the token is, if it is good and for one of the audiences that are asked for.

    Raises 400 for a token that is no text, and for audiences that are no texts.
    """
    body = asked(request, unit)
    text, wanted = value_at(body, "spec.token"), value_at(body, "spec.audiences")
    if not isinstance(text, str | None):
        raise not_of(request.kind, "spec.token: its type must be string")
    if wanted is not None and not is_list_of_texts(wanted):
        raise not_of(request.kind, "spec.audiences: its type must be []string")
    token = tokens.check(unit.world, text, unit.now, ()) if text else None
    audiences = wanted or list(tokens.AUDIENCES)
    if token is None or token.cluster_id != request.cluster_id:
        return answer(request, body, {"authenticated": False, "user": {}, "error": _BAD})
    both = [each for each in audiences if each in token.audiences]
    if not both:
        return answer(request, body, {"authenticated": False, "user": {}, "error": _NOT_FOR})
    account = token.account
    user = {"username": account.user, "uid": account.uid, "groups": list(account.groups)}
    return answer(request, body, {"authenticated": True, "user": user, "audiences": both})


_BAD = "invalid bearer token"
_NOT_FOR = "token audiences is invalid for the target audiences"
