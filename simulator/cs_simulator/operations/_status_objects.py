"""Errors as the Kubernetes API answers them: a ``Status``, by whose reason clients decide."""

from http import HTTPStatus

from cs_simulator.domain.errors import ApiError

# Of errors that are not the API's own, such as those of a scenario.
_REASONS = {
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    405: "MethodNotAllowed",
    406: "NotAcceptable",
    409: "Conflict",
    410: "Expired",
    413: "RequestEntityTooLarge",
    415: "UnsupportedMediaType",
    422: "Invalid",
    429: "TooManyRequests",
    500: "InternalError",
    501: "NotImplemented",
    503: "ServiceUnavailable",
    504: "Timeout",
}


def status_of(error: ApiError) -> dict[str, object]:
    """The Status of an error; the reason is its code, or follows from its HTTP status.

    A code that is empty is no reason: a few refusals of Kubernetes have none.
    """
    details = dict(error.details)
    retry_after = dict(error.headers).get("Retry-After", "")
    if retry_after.isascii() and retry_after.isdigit():
        details["retryAfterSeconds"] = int(retry_after[:9])
    found: dict[str, object] = {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "message": error.message,
    }
    status = http_status_of(error)
    is_own = not error.code or error.code in _KNOWN
    reason = error.code if is_own else _REASONS.get(status, "")
    if reason:
        found["reason"] = reason
    if details:
        found["details"] = details
    return found | {"code": status}


def http_status_of(error: ApiError) -> int:
    """The HTTP status; where the service throttles with 400, the Kubernetes API does with 429."""
    return HTTPStatus.TOO_MANY_REQUESTS if error.code.startswith("Throttling") else error.status


_KNOWN = frozenset((*_REASONS.values(), "AlreadyExists"))
