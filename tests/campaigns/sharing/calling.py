"""Calls of one tenant through the proxy: plain HTTP that is signed here, or the official SDK.

Only the standard library is imported, so that thirty client processes start within seconds; the
SDK is loaded by the one that uses it.
"""

import hmac
import http.client
import json
import select
import uuid
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import formatdate
from hashlib import sha256
from typing import Any, Protocol
from urllib.parse import quote, urlencode

ACS, ACS3 = "acs", "ACS3-HMAC-SHA256"
LONGEST = 120  # seconds that an answer may take: the proxy waits for a replica that is away
_VERSION = "2015-12-15"
_VPC_VERSION = "2016-04-28"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, body as JSON, and request id; status 0 if the connection ended without an answer."""

    status: int
    body: Any = None
    request_id: str = ""
    retry_after: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Key:
    """A key pair, and the form in which it signs."""

    key: str
    secret: str = field(repr=False)
    form: str

    def signed(self, action: str, method: str, path: str, body: bytes, host: str) -> dict[str, str]:
        """The headers of a call of the style ROA."""
        headers = {
            "accept": "application/json",
            "content-type": "application/json",
            "x-acs-action": action,
            "x-acs-signature-nonce": uuid.uuid4().hex,
            "x-acs-version": _VERSION,
        }
        sign = self._acs3 if self.form == ACS3 else self._acs
        return sign(method, path, body, {**headers, "host": host})

    def _acs(self, method: str, path: str, _body: bytes, headers: dict[str, str]) -> dict[str, str]:
        headers |= {"date": formatdate(usegmt=True), "x-acs-signature-method": "HMAC-SHA1"}
        lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers) if _is_acs(name))
        before = f"{method}\n{headers['accept']}\n\n{headers['content-type']}\n{headers['date']}\n"
        signature = _sha1(self.secret, f"{before}{lines}{path}")
        return {**headers, "authorization": f"acs {self.key}:{signature}"}

    def _acs3(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> dict[str, str]:
        payload = sha256(body).hexdigest()
        headers |= {"x-acs-date": _now(), "x-acs-content-sha256": payload}
        names = sorted(
            name for name in headers if name in ("host", "content-type") or _is_acs(name)
        )
        lines = "".join(f"{name}:{headers[name]}\n" for name in names)
        signed = ";".join(names)
        text = f"{method}\n{path}\n\n{lines}\n{signed}\n{payload}"
        hashed = f"{ACS3}\n{sha256(text.encode()).hexdigest()}"
        signature = hmac.digest(self.secret.encode(), hashed.encode(), "sha256").hex()
        credential = f"{ACS3} Credential={self.key},SignedHeaders={signed},Signature={signature}"
        return {**headers, "authorization": credential}

    def rpc(self, action: str) -> str:
        """The target of a call of the style RPC, whose query has key and signature."""
        query = {
            "AccessKeyId": self.key,
            "Action": action,
            "Format": "json",
            "RegionId": "cn-beijing",
            "SignatureMethod": "HMAC-SHA1",
            "SignatureNonce": uuid.uuid4().hex,
            "SignatureVersion": "1.0",
            "Timestamp": _now(),
            "Version": _VPC_VERSION,
        }
        text = f"GET&%2F&{quote(urlencode(query, quote_via=quote), safe='')}"
        return f"/?{urlencode({**query, 'Signature': _sha1(f'{self.secret}&', text)})}"


def _is_acs(name: str) -> bool:
    return name.startswith("x-acs-")


def _sha1(secret: str, text: str) -> str:
    return b64encode(hmac.digest(secret.encode(), text.encode(), "sha1")).decode()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Service(Protocol):
    """Calls of the service's API."""

    def call(self, action: str, method: str, path: str, body: object = None) -> Answer:
        """Make a call once, whatever comes of it."""


class Plain:
    """Calls over plain HTTP, on one connection that is kept or on a new one each time."""

    def __init__(self, address: str, key: Key, *, keeps: bool) -> None:
        self._address, self._key, self._keeps = address, key, keeps
        self._connection: http.client.HTTPConnection | None = None

    def call(self, action: str, method: str, path: str, body: object = None) -> Answer:
        """A call of the style ROA, with the key in a header."""
        raw = _raw(body)
        return self.send(
            method, path, raw, self._key.signed(action, method, path, raw, self._address)
        )

    def rpc(self, action: str) -> Answer:
        """A call of the style RPC, with the key in its query."""
        return self.send("GET", self._key.rpc(action), b"", {})

    def control(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """A call of the control plane."""
        labels = {"content-type": "application/json", **(headers or {})}
        return self.send(method, f"/_simulator/{path}", _raw(body), labels)

    def send(self, method: str, target: str, raw: bytes, headers: Mapping[str, str]) -> Answer:
        """Send a request once. A connection that was closed meanwhile is not used for it."""
        connection = self._connection
        if connection is None or connection.sock is None or _has_ended(connection):
            connection = http.client.HTTPConnection(self._address, timeout=LONGEST)
        try:
            connection.request(method, target, raw or None, {**headers, "host": self._address})
            response = connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as problem:
            connection.close()
            self._connection = None
            return Answer(0, {"code": type(problem).__name__, "message": str(problem)})
        if not self._keeps:
            connection.close()
        self._connection = connection if self._keeps else None
        return Answer(
            response.status,
            _json(content),
            response.headers.get("x-acs-request-id", ""),
            float(response.headers.get("retry-after", 0)),
        )


def _has_ended(connection: http.client.HTTPConnection) -> bool:
    """Whether the other end has closed an idle connection: nothing else makes it readable."""
    return bool(select.select([connection.sock], [], [], 0)[0])


def _raw(body: object) -> bytes:
    return b"" if body is None else json.dumps(body).encode()


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return content.decode(errors="replace")


class Sdk:
    """The same calls by the official SDK, unmodified: ``alibabacloud_cs20151215``."""

    def __init__(self, address: str, key: Key) -> None:
        from alibabacloud_cs20151215.client import Client
        from alibabacloud_tea_openapi import utils_models

        config = utils_models.Config(
            access_key_id=key.key, access_key_secret=key.secret, endpoint=address,
            protocol="http", region_id="cn-beijing",
            signature_algorithm="" if key.form == ACS3 else "v2",
        )  # fmt: skip
        self._client = Client(config)

    def call(self, action: str, method: str, path: str, body: object = None) -> Answer:
        """A call by the SDK's generic method, which all of its other methods call, too."""
        from alibabacloud_tea_openapi import utils_models
        from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
        from darabonba.runtime import RuntimeOptions
        from Tea.exceptions import UnretryableException

        params = utils_models.Params(
            action=action, version=_VERSION, protocol="HTTP", pathname=path, method=method,
            auth_type="AK", style="ROA", req_body_type="json", body_type="json",
        )  # fmt: skip
        milliseconds = LONGEST * 1000
        patient = RuntimeOptions(connect_timeout=milliseconds, read_timeout=milliseconds)
        try:
            done = self._client.call_api(params, utils_models.OpenApiRequest(body=body), patient)
        except AlibabaCloudException as refusal:
            said = {"code": refusal.code, "message": refusal.message}
            return Answer(refusal.status_code, said, refusal.request_id or "")
        except UnretryableException as problem:
            return Answer(0, {"code": type(problem).__name__, "message": str(problem)})
        return Answer(done["statusCode"], done["body"], done["headers"]["x-acs-request-id"])
