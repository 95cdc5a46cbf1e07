"""Signed calls over HTTPS, as the HTTP clients inside of Terraform's provider and others make them.

Three of them sign with HMAC-SHA1, one with ACS3-HMAC-SHA256, and that of the network with the
signature of RPC APIs; all go to one port. What differs between them is what the simulator must
bear: headers with and without the name of the action, content types, types of the answer.
"""

import hmac
import http.client
import json
import re
import ssl
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import formatdate
from functools import cached_property
from hashlib import md5, sha256
from itertools import count
from typing import Any
from urllib.parse import quote

from cs_simulator.runtime.system_clock import SystemClock

from tests.contracts.waiting import ClientError

VERSION = "2015-12-15"


class RefusedError(Exception):
    """An error answer, as these clients read it: code and message, and the status."""

    def __init__(self, status: int, body: Any) -> None:
        if not isinstance(body, dict):
            raise ClientError(f"the answer {status} {body!r} is not a map")
        self.status = status
        self.has_code = not {"code", "Code"}.isdisjoint(body)
        self.code: str = body.get("code") or body.get("Code") or ""
        self.message: str = body.get("message") or body.get("Message") or ""
        self.body = body
        super().__init__(f"{status} {self.code}: {self.message}")


class UnansweredError(ClientError):
    """A connection that broke before there was an answer."""


@dataclass(frozen=True)
class Edit:
    """A change of the answers to some calls."""

    call: str
    """A pattern of the whole of method and path, or of the action of an RPC call."""
    change: Callable[[int, Any], tuple[int, Any]]
    """From status and body to status and body; a text in place of a body is no JSON."""


@dataclass(kw_only=True)
class Wire:
    """The calls of one key pair to one address over HTTPS."""

    host: str
    port: int
    context: ssl.SSLContext
    key: str
    secret: str
    region: str = "cn-beijing"
    calls: list[str] = field(default_factory=list)
    """Method and path of every call, in order; for RPC calls the action."""
    edits: list[Edit] = field(default_factory=list)
    """Changes of answers on their way to the client, which show what it makes of them."""
    _nonces: count = field(default_factory=count)  # type: ignore[type-arg]

    # ---- the clients

    def aliyungo(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """HMAC-SHA1 over the target as it is sent, with an MD5 of the body; no action."""
        return self._roa(method, path, body, query, signs_md5=True)

    def tea_roa(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """HMAC-SHA1 without an action; the type of the body names its character set."""
        content_type = "application/json; charset=utf-8"
        return self._roa(method, path, body, query, content_type=content_type)

    def generic(
        self, method: str, path: str, body: Any = None, *, action: str = "", **query: str
    ) -> Any:
        """HMAC-SHA1 of a request that somebody put together by hand; a GET may have a body."""
        return self._roa(method, path, body, query, action=action, signs_md5=True)

    def raw(self, method: str, path: str, body: str, content_type: str, **query: str) -> Any:
        """HMAC-SHA1 of a body that is sent as it is, with whatever type."""
        return self._roa(method, path, body or None, query, content_type=content_type)

    def typed(self, action: str, method: str, path: str, body: Any = None, **query: str) -> Any:
        """HMAC-SHA1 with the action, which is signed: the typed client of version 5."""
        content_type = "application/json; charset=utf-8"
        return self._roa(method, path, body, query, content_type=content_type, action=action)

    def acs3(self, action: str, method: str, path: str, body: Any = None, **query: str) -> Any:
        """ACS3-HMAC-SHA256 with the action: the typed clients of today."""
        raw = _raw(body)
        payload = sha256(raw).hexdigest()
        headers = {
            "host": f"{self.host}:{self.port}",
            "x-acs-action": action,
            "x-acs-version": VERSION,
            "x-acs-date": self._iso_now(),
            "x-acs-signature-nonce": self._nonce(),
            "x-acs-content-sha256": payload,
            "accept": "application/json",
        }
        if body is not None:
            headers["content-type"] = "application/json; charset=utf-8"
        signed = sorted(n for n in headers if n in ("host", "content-type") or n[:6] == "x-acs-")
        lines = "".join(f"{name}:{headers[name]}\n" for name in signed)
        names = ";".join(signed)
        text = f"{method}\n{quote(path)}\n{_encoded(query)}\n{lines}\n{names}\n{payload}"
        hashed = f"ACS3-HMAC-SHA256\n{sha256(text.encode()).hexdigest()}"
        signature = hmac.digest(self.secret.encode(), hashed.encode(), "sha256").hex()
        headers["authorization"] = (
            f"ACS3-HMAC-SHA256 Credential={self.key},SignedHeaders={names},Signature={signature}"
        )
        return self._send(method, path, query, headers, raw)

    def vpc(self, action: str, **parameters: Any) -> Any:
        """The RPC style of the network's API: everything is in the query and in a form."""
        query = {
            "Action": action,
            "Format": "json",
            "Version": "2016-04-28",
            "AccessKeyId": self.key,
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            "SignatureNonce": self._nonce(),
            "Timestamp": self._iso_now(),
        }
        form = {"RegionId": self.region, **{name: str(value) for name, value in parameters.items()}}
        text = f"POST&%2F&{_quoted(_encoded({**query, **form}))}"
        query["Signature"] = _sha1(f"{self.secret}&", text)
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return self._send("POST", "/", query, headers, _encoded(form).encode(), name=action)

    # ---- what they share

    def _roa(
        self,
        method: str,
        path: str,
        body: Any,
        query: Mapping[str, str],
        *,
        content_type: str = "application/json",
        action: str = "",
        signs_md5: bool = False,
    ) -> Any:
        raw = _raw(body)
        headers = {
            "accept": "application/json",
            "date": formatdate(SystemClock().wall() / 1e6, usegmt=True),
            "x-acs-version": VERSION,
            "x-acs-signature-method": "HMAC-SHA1",
            "x-acs-signature-version": "1.0",
            "x-acs-signature-nonce": self._nonce(),
        }
        if action:
            headers["x-acs-action"] = action
        if body is not None:
            headers["content-type"] = content_type
            if signs_md5:
                digest = md5(raw, usedforsecurity=False).digest()
                headers["content-md5"] = b64encode(digest).decode()
        lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers) if "x-acs" in name)
        plain = "&".join(f"{name}={value}" for name, value in sorted(query.items()))
        resource = f"{path}?{plain}" if query else path
        heads = [headers.get(n, "") for n in ("accept", "content-md5", "content-type", "date")]
        text = "\n".join([method, *heads, lines + resource])
        headers["authorization"] = f"acs {self.key}:{_sha1(self.secret, text)}"
        return self._send(method, path, query, headers, raw)

    def _send(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        raw: bytes,
        name: str = "",
    ) -> Any:
        self.calls.append(name or f"{method} {path}")
        target = f"{quote(path)}?{_encoded(query)}" if query else quote(path)
        try:
            self._connection.request(method, target, raw or None, dict(headers))
            response = self._connection.getresponse()
            answer = response.read()
        except (http.client.HTTPException, OSError) as problem:
            self._connection.close()  # the next call opens it again
            raise UnansweredError(f"AliyunGoClientFailure: {problem!r}") from problem
        return self._read(self.calls[-1], response.status, answer)

    @cached_property
    def _connection(self) -> http.client.HTTPSConnection:
        return http.client.HTTPSConnection(self.host, self.port, timeout=120, context=self.context)

    def close(self) -> None:
        """Close the connection, which all calls share."""
        self._connection.close()

    def _read(self, call: str, status: int, raw: bytes) -> Any:
        body = json.loads(raw) if raw else None
        for edit in self.edits:
            if re.fullmatch(edit.call, call):
                status, body = edit.change(status, body)
        if status >= 400:
            raise RefusedError(status, body)
        return body

    def _nonce(self) -> str:
        return f"{self.key}-{id(self)}-{next(self._nonces)}"

    def _iso_now(self) -> str:
        seconds = SystemClock().wall() / 1e6

        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _raw(body: Any) -> bytes:
    if body is None or isinstance(body, str):
        return (body or "").encode()
    return json.dumps(body).encode()


def _quoted(text: str) -> str:
    return quote(text, safe="-_.~")


def _encoded(query: Mapping[str, str]) -> str:
    return "&".join(f"{_quoted(n)}={_quoted(str(v))}" for n, v in sorted(query.items()))


def _sha1(secret: str, text: str) -> str:
    return b64encode(hmac.digest(secret.encode(), text.encode(), "sha1")).decode()
