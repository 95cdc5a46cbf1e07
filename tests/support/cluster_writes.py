"""Writes to the Kubernetes API of a cluster, without a server, and what they are answered with."""

import json
from typing import Any, NamedTuple

from cs_simulator.operations import Answer

from tests.support.cluster_api import ClusterApi


class Response(NamedTuple):
    """What a call was answered with."""

    status: int
    body: Any
    warnings: tuple[str, ...] = ()

    def ok(self) -> Any:
        """The body of a response that is no error."""
        assert self.status < 300, self.body
        return self.body

    @property
    def refusal(self) -> tuple[int, str, str]:
        """The status, the reason and the message of a refusal."""
        return self.status, self.body.get("reason", ""), self.body.get("message", "")

    @property
    def causes(self) -> dict[str, str]:
        """The messages of the causes of a refusal, by the field."""
        causes = self.body["details"]["causes"]
        return {each.get("field", ""): each["message"] for each in causes}


class WritingApi(ClusterApi):
    """The API of a cluster, for those who write."""

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        content_type: str = "application/json",
        **headers: str,
    ) -> Response:
        """Make a call; underscores in the names of headers stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.request(method, path, body, content_type=content_type, headers=named)
        return _response(answer)

    def create(self, path: str, body: object) -> Any:
        """Create an object; returns it as it is answered."""
        return self.call("POST", path, body).ok()

    def is_there(self, path: str) -> bool:
        """Whether an object is there."""
        return self.call("GET", path).status == 200


def _response(answer: Answer) -> Response:
    is_json = answer.body[:1] in (b"{", b"[")
    warnings = tuple(value for name, value in answer.headers if name == "Warning")
    return Response(answer.status, json.loads(answer.body) if is_json else answer.body, warnings)
