"""The body of a request: bounded, whole, and out of its encoding; or the error that refuses it."""

import zlib

from aiohttp import web

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError

_GZIP, _ZLIB, _RAW = 31, 15, -15
# Encodings that may be laid upon each other.
_MOST_LAYERS = 2


class ClientGoneError(Exception):
    """The client has closed the connection in the middle of its body: nobody waits."""


class RequestFailedError(Exception):
    """The rest of a request will never come; the error says why."""

    def __init__(self, error: ApiError) -> None:
        super().__init__(error.message)
        self.error = error


async def read_body(request: web.BaseRequest, limit: int) -> bytes:
    """The whole body of a request, decoded.

    Raises :class:`ApiError` for one that is too large, that is not in the encoding it claims, or
    that ends before its end, and :class:`ClientGoneError`.
    """
    if not request.body_exists:
        return b""
    if request.headers.get("Transfer-Encoding", "chunked").strip().lower() != "chunked":
        raise errors.ENCODING_UNSUPPORTED()
    try:
        raw = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise _too_large(limit) from None
    except RequestFailedError as failed:
        raise failed.error from None
    except web.RequestPayloadError:
        raise errors.MALFORMED_REQUEST(reason="the body cannot be read") from None
    except (OSError, RuntimeError) as problem:
        if is_of_leaving(problem, request):
            raise ClientGoneError from None
        raise
    encoding = request.headers.get("Content-Encoding")
    return raw if encoding is None else decoded(raw, encoding, limit)


def is_of_leaving(problem: Exception, request: web.BaseRequest) -> bool:
    """Whether reading a body failed only because the client has left."""
    if isinstance(problem, ConnectionError):
        return True
    # aiohttp raises a RuntimeError where the connection was closed before the reading began.
    return isinstance(problem, OSError | RuntimeError) and request.transport is None


def decoded(raw: bytes, encoding: str, limit: int) -> bytes:
    """The bytes out of a ``Content-Encoding``; raises :class:`ApiError`."""
    layers = [layer.strip().lower() for layer in encoding.split(",")]
    layers = [layer for layer in layers if layer not in ("", "identity")]
    if len(layers) > _MOST_LAYERS or not {"gzip", "x-gzip", "deflate"}.issuperset(layers):
        raise errors.ENCODING_UNSUPPORTED()
    for layer in reversed(layers):
        try:
            raw = _inflated(raw, layer, limit)
        except zlib.error:
            raise _unreadable() from None
    return raw


def _inflated(raw: bytes, layer: str, limit: int) -> bytes:
    """One encoding undone, never more than *limit* bytes of it."""
    is_gzip = layer != "deflate"
    # Some clients send deflate without zlib's two bytes in front.
    window = _GZIP if is_gzip else _ZLIB if raw[:1] and raw[0] & 15 == zlib.DEFLATED else _RAW
    found = bytearray()
    while True:
        member = zlib.decompressobj(window)
        found += member.decompress(raw, limit + 1 - len(found))
        if len(found) > limit:
            raise _too_large(limit)
        if not member.eof:
            raise _unreadable()  # it is cut off
        raw = member.unused_data
        if not raw:
            return bytes(found)
        if not is_gzip:
            raise _unreadable()  # there is more behind its end


def _too_large(limit: int) -> ApiError:
    return errors.BODY_TOO_LARGE("body", "send less", limit=limit)


def _unreadable() -> ApiError:
    return errors.INVALID_PARAMETER("body", "it cannot be read in its Content-Encoding")
