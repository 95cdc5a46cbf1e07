"""Asking one simulator's control plane, over one connection that is kept open."""

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlencode, urlsplit

# Seconds that an answer may take: an advance over very many steps takes several.
PATIENCE = 120.0


class RefusedError(Exception):
    """The control plane cannot do that; the text says what to change."""

    def __init__(self, status: int, code: str, message: str, details: dict[str, Any]) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.details = details


class UnreachableError(Exception):
    """No simulator answers at that address."""


class Connection:
    """The control plane of the simulator at *url*; *token* is its bearer token, if it wants one.

    May be used by several threads, one after the other.
    """

    def __init__(self, url: str, token: str = "") -> None:
        parts = urlsplit(url if "//" in url else f"http://{url}")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url!r} is no address; write it like http://127.0.0.1:8015")
        self.url = f"{parts.scheme}://{parts.netloc}"
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._lock = threading.Lock()
        self._connection = _open(parts.scheme, parts.hostname, parts.port)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; the next question opens it again."""
        self._connection.close()

    def ask(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """The answer to a call below ``/_simulator/``, from JSON.

        Raises :class:`RefusedError` with what the simulator says, and :class:`UnreachableError`.
        """
        status, raw = self.ask_raw(method, path, body, **query)
        if status == http.client.OK:
            return json.loads(raw)
        try:
            told = json.loads(raw)
            message, code = str(told.pop("message", "")), str(told.pop("code", ""))
        except (ValueError, AttributeError):
            raise UnreachableError(f"{self.url} answers, and it is no simulator") from None
        raise RefusedError(status, code, message, told)

    def ask_raw(self, method: str, path: str, body: Any = None, **query: str) -> tuple[int, bytes]:
        """Status and body of the answer to a call, as they are."""
        target = f"/_simulator/{path}" + (f"?{urlencode(query)}" if query else "")
        headers = dict(self._headers)
        raw = body if isinstance(body, bytes) else None
        if raw is not None:
            headers["Content-Type"] = "application/octet-stream"
        elif body is not None:
            raw = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        return self.send(method, target, raw, headers)

    def send(
        self, method: str, target: str, raw: bytes | None, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        """Status and body of any call's answer, the API's too; raises :class:`UnreachableError`."""
        with self._lock:
            return self._send(method, target, raw, dict(headers))

    def follow(self, path: str, **query: str) -> Iterator[str]:
        """The data of each event of a stream below ``/_simulator/``, as it comes."""
        scheme, _, place = self.url.partition("://")
        host, _, port = place.rpartition(":")
        stream = _open(scheme, host or place, int(port) if host else None)
        try:
            stream.request("GET", f"/_simulator/{path}?{urlencode(query)}", headers=self._headers)
            answer = stream.getresponse()
            if answer.status != http.client.OK:
                told = json.loads(answer.read())
                raise RefusedError(answer.status, told["code"], told["message"], {})
            for line in answer:
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name == "data":
                    yield value
        except (OSError, http.client.HTTPException) as problem:
            raise UnreachableError(f"{self.url} does not answer any more: {problem}") from None
        finally:
            stream.close()

    def _send(
        self, method: str, target: str, raw: bytes | None, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        try:
            is_used = self._connection.sock is not None
            try:
                self._connection.request(method, target, raw, headers)
                answer = self._connection.getresponse()
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                if not is_used:
                    raise
                self._connection.close()  # it was closed meanwhile: the simulator saw nothing
                self._connection.request(method, target, raw, headers)
                answer = self._connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as problem:
            self._connection.close()
            raise UnreachableError(
                f"no simulator answers at {self.url} ({problem}); start one: cs-simulator serve"
            ) from None


def segment(text: str) -> str:
    """The text as one segment of a path."""
    return quote(text, safe="")


def _open(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=PATIENCE)
    import ssl

    context = ssl.create_default_context()
    context.check_hostname = False  # the simulator's own certificate, on this machine
    context.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(host, port, timeout=PATIENCE, context=context)
