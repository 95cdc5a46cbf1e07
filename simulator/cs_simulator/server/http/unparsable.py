"""What is wrong with a request that cannot be parsed, and which plane it is for.

It may have secrets in it, wherever they stand: of it, nothing is said but what kind of mistake it
has.
"""

from aiohttp import http_exceptions

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError

BEGINNING = 200
"""As many bytes of a request are kept as say which plane it addresses."""

# What is wrong, by what the parser raises. Its own messages quote what it has read; of those that
# do not, some say more.
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (http_exceptions.BadHttpMethod, "unknown method"),
    (http_exceptions.InvalidURLError, "invalid address"),
    (http_exceptions.InvalidHeader, "invalid header"),
    (http_exceptions.TransferEncodingError, "invalid chunk"),
    (http_exceptions.BadStatusLine, "invalid first line"),
    (Exception, "invalid headers or chunks"),
)
_SAYS_MORE = (
    "Content-Length can't be present with Transfer-Encoding",
    "Invalid character in chunk size",
    "Invalid character in Content-Length",
    "Invalid header token",
    "Invalid header value char",
    "Missing 'Host' header in request.",
    "Request has invalid `Transfer-Encoding`",
    "Transfer-Encoding can't be present with Content-Length",
)


def error_of(problem: BaseException, longest_line: int) -> ApiError:
    """The error that refuses what the parser does not understand, without any of it."""
    if isinstance(problem, http_exceptions.LineTooLong):
        is_address = str(longest_line) in map(str, problem.args)
        return errors.INVALID_URL() if is_address else errors.HEADERS_TOO_LARGE()
    if getattr(problem, "message", "") == "Too many headers received":
        return errors.HEADERS_TOO_LARGE()
    return errors.MALFORMED_REQUEST(reason=_reason_of(problem))


def _reason_of(problem: BaseException) -> str:
    message = str(getattr(problem, "message", ""))
    for known in _SAYS_MORE:
        if message.startswith(known):
            return known.rstrip(".")
    return next(reason for kind, reason in _REASONS if isinstance(problem, kind))


def target_of(beginning: bytes) -> str:
    """The target in the first line of a request, of which there may be only a part."""
    words = beginning[:BEGINNING].split(b" ", 2)
    return words[1].decode("latin-1") if len(words) > 1 else ""
