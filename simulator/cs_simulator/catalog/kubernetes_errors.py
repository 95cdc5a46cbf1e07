"""The errors of a cluster's Kubernetes API, one row each; the code is the ``reason`` of the Status.

Statuses, reasons and messages are those of Kubernetes (``k8s.io/apimachinery/pkg/api/errors``).
Raise a row by calling it; ``details`` of the error become those of the Status.
"""

from cs_simulator.domain.errors import ErrorSpec as _Row

BAD_REQUEST = _Row("BadRequest", 400, "{message}")
UNAUTHORIZED = _Row("Unauthorized", 401, "{message}")
FORBIDDEN = _Row("Forbidden", 403, "{message}")
NOT_FOUND = _Row("NotFound", 404, '{resource} "{name}" not found')
NO_SUCH_PATH = _Row("NotFound", 404, "the server could not find the requested resource")
METHOD_NOT_ALLOWED = _Row(
    "MethodNotAllowed", 405, "the server does not allow this method on the requested resource"
)
TERMINATING = _Row(
    "MethodNotAllowed", 405, "create not allowed while custom resource definition is terminating"
)
NOT_ACCEPTABLE = _Row(
    "NotAcceptable",
    406,
    "only the following media types are accepted: application/json",
)
ALREADY_EXISTS = _Row("AlreadyExists", 409, '{resource} "{name}" already exists')
CONFLICT = _Row("Conflict", 409, "{message}")
MODIFIED = _Row(
    "Conflict",
    409,
    'Operation cannot be fulfilled on {resource} "{name}": the object has been modified; please'
    " apply your changes to the latest version and try again",
)
EXPIRED = _Row("Expired", 410, "{message}")
TOO_LARGE = _Row("RequestEntityTooLarge", 413, "{message}")
UNSUPPORTED_MEDIA_TYPE = _Row("UnsupportedMediaType", 415, "{message}")
INVALID = _Row("Invalid", 422, '{kind} "{name}" is invalid: {message}')
REJECTED = _Row(
    "Invalid", 422, "the server rejected our request due to an error in our request: {message}"
)
TOO_MANY_REQUESTS = _Row("TooManyRequests", 429, "{message}")
INTERNAL = _Row("InternalError", 500, "{message}")
SEVERAL_BUDGETS = _Row(
    "",
    500,
    "This pod has more than one PodDisruptionBudget, which the eviction subresource does not"
    " support.",
)
NOT_MODELLED = _Row("NotImplemented", 501, "{message}")
UNAVAILABLE = _Row("ServiceUnavailable", 503, "{message}")
TIMEOUT = _Row("Timeout", 504, "{message}")
