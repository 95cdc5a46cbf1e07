"""Calling one simulator's control plane, over one connection that is kept open."""

import http.client
import json
import os
import threading
from collections.abc import Iterator, Mapping
from io import BufferedReader
from types import TracebackType
from typing import Any, BinaryIO, Self, cast
from urllib.parse import urlencode, urlsplit

from cs_simulator.client.patience import Body, Limit
from cs_simulator.domain.errors import UsageError
from cs_simulator.server.control.contract.endpoint import JSON, Answer, Endpoint

# Seconds that an answer may take: an advance over very many steps takes several.
PATIENCE = 120.0
_PREFIX = "/_simulator/"
_START_ONE = "start one: cs-simulator serve"
# How much of a file is received at once, in bytes.
_PIECE = 1024 * 1024


class RefusedError(Exception):
    """The control plane refused a call; the text says what to change."""

    def __init__(self, status: int, code: str, message: str, details: dict[str, Any]) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.details = details


class UnreachableError(Exception):
    """No simulator answers at that address."""


class Connection:
    """The control plane of the simulator at *url*; *token* is its bearer token, if it has one.

    An answer may take *patience* seconds. *advice* is what to do where nothing answers. Several
    threads may use it, one after the other. Raises ``ValueError`` for what is not an address.
    """

    def __init__(
        self, url: str, token: str = "", *, patience: float = PATIENCE, advice: str = _START_ONE
    ) -> None:
        scheme, network_location, host, port = _address(url)
        self.url = f"{scheme}://{network_location}"
        self._token = token
        self._advice = advice
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._lock = threading.Lock()
        self._address = (scheme, host, port, patience)
        self._connection = _open(*self._address)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def another(self) -> "Connection":
        """Another connection to the same simulator."""
        return Connection(self.url, self._token, patience=self._address[-1], advice=self._advice)

    def close(self) -> None:
        """Close the connection; the next call opens it again."""
        self._connection.close()

    def call(
        self, endpoint: Endpoint[Answer], subject: str = "", body: Any = None, **query: str
    ) -> Answer:
        """The answer of an endpoint; *subject* is the name or id that its path has.

        A *body* may be an open file, from its beginning, where the endpoint takes one. Raises
        :class:`RefusedError` with what the simulator answers, and :class:`UnreachableError`.
        """
        status, raw = self._send_to(endpoint, subject, body, query)
        if status != http.client.OK:
            raise self._refused(status, raw)
        try:
            return cast("Answer", raw if endpoint.media_type != JSON else json.loads(raw))
        except ValueError:
            raise self._foreign() from None

    def succeeds(self, endpoint: Endpoint[Any]) -> bool:
        """Whether an endpoint without a subject answers well; false where nothing answers."""
        try:
            return self._send_to(endpoint)[0] == http.client.OK
        except UnreachableError:
            return False

    def save(self, endpoint: Endpoint[bytes], subject: str, file: BinaryIO) -> None:
        """Write the answer of an endpoint to a file; raises as :meth:`call`.

        Raises :class:`~cs_simulator.domain.errors.UsageError` if the file cannot be written.
        """
        status, raw = self._send_to(endpoint, subject, into=file)
        if status != http.client.OK:
            raise self._refused(status, raw)

    def follow(self, endpoint: Endpoint[Any], **query: str) -> Iterator[Any]:
        """The data of each event of a stream, as it comes."""
        stream = _open(*self._address)
        try:
            target = f"{_PREFIX}{endpoint.filled()}?{urlencode(query)}"
            stream.request(endpoint.method, target, headers=self._headers)
            answer = stream.getresponse()
            if answer.status != http.client.OK:
                raise self._refused(answer.status, answer.read())
            for line in answer:
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name == "data":
                    yield json.loads(value)
        except TimeoutError:
            raise self._silent() from None
        except (OSError, http.client.HTTPException) as error:
            raise UnreachableError(f"{self.url} does not answer any more: {error}") from None
        finally:
            stream.close()

    def send(
        self, method: str, target: str, raw: bytes | None, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        """Status and body of the answer to any call, of the simulated API too.

        Raises :class:`UnreachableError`.
        """
        with self._lock:
            return self._send(method, target, raw, dict(headers))

    def _send_to(
        self,
        endpoint: Endpoint[Any],
        subject: str = "",
        body: Any = None,
        query: Mapping[str, str] | None = None,
        into: BinaryIO | None = None,
    ) -> tuple[int, bytes]:
        target = _PREFIX + endpoint.filled(subject) + (f"?{urlencode(query)}" if query else "")
        headers = dict(self._headers)
        if body is not None:
            headers["Content-Type"] = endpoint.accepts[0] if endpoint.accepts else JSON
        if isinstance(body, BufferedReader):
            headers["Content-Length"] = str(os.fstat(body.fileno()).st_size)
        is_raw = isinstance(body, bytes | BufferedReader | None)
        raw = body if is_raw else json.dumps(body).encode()
        with self._lock:
            return self._send(endpoint.method, target, raw, headers, into)

    def _foreign(self) -> UnreachableError:
        return UnreachableError(f"{self.url} answers, but it is not a simulator")

    def _silent(self) -> UnreachableError:
        patience = self._address[-1]
        return UnreachableError(
            f"{self.url} has not answered within {patience:g} s: it hangs, or it has much to do"
        )

    def _refused(self, status: int, raw: bytes) -> Exception:
        """The error of an answer that is not good."""
        try:
            details = json.loads(raw)
            message, code = str(details.pop("message", "")), str(details.pop("code", ""))
        except (ValueError, AttributeError):
            return self._foreign()
        return RefusedError(status, code, message, details)

    def _send(
        self,
        method: str,
        target: str,
        raw: Body,
        headers: dict[str, str],
        into: BinaryIO | None = None,
    ) -> tuple[int, bytes]:
        try:
            limit = Limit(self._address[-1])
            is_used = self._connection.sock is not None
            try:
                answer = limit.answer(self._connection, method, target, raw, headers)
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                if not is_used:
                    raise
                self._connection.close()  # it was closed meanwhile: the simulator saw nothing
                if isinstance(raw, BufferedReader):
                    raw.seek(0)
                answer = limit.answer(self._connection, method, target, raw, headers)
            return answer.status, _received(answer, into)
        except TimeoutError:
            self._connection.close()
            raise self._silent() from None
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise UnreachableError(
                f"no simulator answers at {self.url} ({error}); {self._advice}"
            ) from None
        except BaseException:  # interrupted: the next call would be given the answer to this one
            self._connection.close()
            raise


def _received(answer: http.client.HTTPResponse, into: BinaryIO | None) -> bytes:
    """The body of an answer; of a good one nothing is left that is written to a file."""
    if into is None or answer.status != http.client.OK:
        return answer.read()
    while piece := answer.read(_PIECE):
        try:
            into.write(piece)
        except OSError as error:
            raise UsageError(f"the file cannot be written: {error.strerror}") from None
    if answer.length:  # the connection was closed before its end
        raise http.client.IncompleteRead(b"", answer.length)
    return b""


def _address(url: str) -> tuple[str, str, str, int | None]:
    """Scheme, network location, host and port of an address; the scheme may be left out."""
    try:
        parts = urlsplit(url if "//" in url else f"http://{url}")
        if parts.scheme in ("http", "https") and parts.hostname:
            return parts.scheme, parts.netloc, parts.hostname, parts.port
    except ValueError:  # a port that is no number, a bracket that is not closed
        pass
    raise ValueError(f"{url!r} is not an address; write it like http://127.0.0.1:8015")


def _open(scheme: str, host: str, port: int | None, patience: float) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=patience)
    import ssl

    context = ssl.create_default_context()
    context.check_hostname = False  # the simulator's own certificate, on this machine
    context.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(host, port, timeout=patience, context=context)
