"""One call of the service: what is sent, what comes back, and what may be wrong with it."""

import http.client
import json
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

_PATIENCE = 10.0  # real seconds that an answer may take
_MOST_CALLS = 400
"""A client that has made so many does not come to an end."""


class NoAnswerError(Exception):
    """There was no answer, or none that can be read: what was asked may have been done."""

    retry_after = 0.0


class RefusedError(Exception):
    """The service has refused a call."""

    def __init__(self, status: int, body: Mapping[str, Any], retry_after: float) -> None:
        self.status = status
        self.code = str(body.get("code") or body.get("Code") or "")
        self.message = str(body.get("message") or body.get("Message") or "")
        self.body = body
        self.retry_after = retry_after
        """The seconds after which the service wants to be asked again."""
        super().__init__(f"{status} {self.code}: {self.message}")

    @property
    def is_about_something_missing(self) -> bool:
        """Whether it is the thing that is not there: a 404 may be about the key, too."""
        missing = self.code.endswith("NotFound") and "AccessKey" not in self.code
        return missing or "not found" in self.message

    @property
    def is_unclear(self) -> bool:
        """Whether the call may have been carried out all the same."""
        return self.status >= HTTPStatus.INTERNAL_SERVER_ERROR


class NeverEndsError(Exception):
    """The client has made more calls than any that comes to an end."""


class Service:
    """Calls of one tenant; each has a connection of its own."""

    def __init__(self, tenant: Any) -> None:
        self._tenant = tenant
        self.calls = 0
        self.token = "token-1"

    def renew_token(self) -> None:
        """Get new temporary credentials, as from the security token service."""
        self.token = f"token-{int(self.token.removeprefix('token-')) + 1}"

    def call(self, method: str, path: str, body: object = None) -> Any:
        """The body of a successful answer.

        Raises :class:`RefusedError`, or :class:`NoAnswerError` where nothing is known.
        """
        self.calls += 1
        if self.calls > _MOST_CALLS:
            raise NeverEndsError(f"{method} {path} is call {self.calls}")
        try:
            status, headers, raw = self._exchange(method, path, body)
            answer = json.loads(raw) if raw else {}
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NoAnswerError(f"{method} {path}: {error!r}") from error
        if status >= HTTPStatus.BAD_REQUEST:
            given = answer if isinstance(answer, dict) else {}
            raise RefusedError(status, given, float(headers.get("Retry-After", 0)))
        return answer

    def _exchange(self, method: str, path: str, body: object) -> tuple[int, Any, bytes]:
        connection = http.client.HTTPConnection(self._tenant.host, timeout=_PATIENCE)
        headers = {
            "Authorization": f"acs {self._tenant.access_key_id}:unverified",
            "Content-Type": "application/json",
            "x-acs-security-token": self.token,
        }
        try:
            connection.request(
                method, path, None if body is None else json.dumps(body).encode(), headers
            )
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()


class TenantTime:
    """The time of a tenant, in which its clients sleep."""

    def __init__(self, tenant: Any) -> None:
        self._clock = tenant.clock
        self.now = datetime.fromisoformat(tenant.clock.now).timestamp()
        """Seconds; what it was after the last sleep."""

    def sleep(self, seconds: float) -> None:
        """Move the tenant's clock."""
        advanced = self._clock.advance(seconds)
        self.now = datetime.fromisoformat(advanced["now"]).timestamp()
