"""The official clients, unmodified, behind one interface, so that the same test uses each of them.

A call takes the name of an operation and the values of its path, query, headers and body; it
returns the response as the client parsed it, or raises :class:`ClientRefusedError`.
"""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest
from cs_simulator.operations import Operation, all_operations

OPERATIONS = {operation.name: operation for operation in all_operations()}
NODE_FOLDER = Path(__file__).parent / "node"


class ClientRefusedError(Exception):
    """An error response, as the client reported it."""

    def __init__(self, code: str, status: int | None, message: str, data: object = None) -> None:
        super().__init__(f"{code} {status} {message}")
        self.code, self.status, self.message = code, status, message
        self.data: Any = data
        """The whole body, where the client hands it on."""


@dataclass(frozen=True, kw_only=True)
class ClientCall:
    """One call: an operation, and the values of its request."""

    operation: Operation
    path: str
    query: dict
    headers: dict
    body: object

    @property
    def body_type(self) -> str:
        """What the response is, which some clients need to know beforehand."""
        if self.operation.returns_nothing:
            return "none"
        return "array" if self.operation.returns_array else "json"


@dataclass(kw_only=True)
class AClient:
    """A client of one simulator, with one key pair."""

    address: str
    key: str = "testid"
    secret: str = "testsecret"

    name = ""

    def call(self, operation, *, query=None, headers=None, body=None, **parameters):
        """Make one call; *parameters* are the placeholders of its path."""
        found = OPERATIONS[operation]
        return self.send(
            ClientCall(
                operation=found,
                path=found.path.format_map(parameters),
                query=query or {},
                headers=headers or {},
                body=body,
            )
        )

    def send(self, call):
        raise NotImplementedError


class LegacyPython(AClient):
    """aliyun-python-sdk-cs with aliyun-python-sdk-core: HMAC-SHA1, no nonce of its own."""

    name = "aliyun-python-sdk-cs"

    def send(self, call):
        client = AcsClient(self.key, self.secret, "cn-beijing")
        request = self._request(call)
        request.set_endpoint(self.address)
        for name, value in call.query.items():
            request.add_query_param(name, value)
        for name, value in call.headers.items():
            request.add_header(name, value)
        if call.body is not None:
            request.set_content(json.dumps(call.body).encode())
            request.set_content_type("application/json")
        try:
            return json.loads(client.do_action_with_exception(request))
        except ServerException as error:
            raise ClientRefusedError(
                error.get_error_code(), error.get_http_status(), error.get_error_msg()
            ) from None

    def _request(self, call):
        """The SDK's own class of the operation, or its generic one if there is none."""
        name = call.operation.name
        try:
            module = import_module(f"aliyunsdkcs.request.v20151215.{name}Request")
        except ImportError:
            request = CommonRequest(
                domain=self.address, version="2015-12-15", uri_pattern=call.path
            )
            request.set_method(call.operation.method)
            return request
        request = getattr(module, f"{name}Request")()
        request.set_uri_pattern(call.path)
        request.set_method(call.operation.method)
        return request


class TeaPython(AClient):
    """alibabacloud_cs20151215: ACS3-HMAC-SHA256."""

    name = "alibabacloud_cs20151215"
    config: ClassVar[dict[str, str]] = {}

    def send(self, call):
        from alibabacloud_cs20151215.client import Client
        from alibabacloud_tea_openapi import utils_models
        from alibabacloud_tea_openapi.exceptions import ClientException, ServerException
        from darabonba.runtime import RuntimeOptions

        client = Client(
            utils_models.Config(
                access_key_id=self.key,
                access_key_secret=self.secret,
                endpoint=self.address,
                protocol="http",
                region_id="cn-beijing",
                **self.config,
            )
        )
        params = utils_models.Params(
            action=call.operation.name,
            version="2015-12-15",
            protocol="HTTP",
            pathname=call.path,
            method=call.operation.method,
            auth_type="AK",
            style="ROA",
            req_body_type="json",
            body_type=call.body_type,
        )
        request = utils_models.OpenApiRequest(
            query=call.query, headers=call.headers, body=call.body
        )
        try:
            return client.call_api(params, request, RuntimeOptions()).get("body")
        except (ClientException, ServerException) as error:
            raise ClientRefusedError(error.code, error.status_code, error.message) from None


class TeaPythonV2(TeaPython):
    """The same client with the signature of its older releases: HMAC-SHA1."""

    config: ClassVar = {"signature_algorithm": "v2"}


class NodeProcess:
    """A program of Node that takes a call a line, and answers each with what became of it."""

    def __init__(self, folder: Path, script: str) -> None:
        self._process = subprocess.Popen(
            ["node", script],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def exchange(self, call: Mapping[str, Any]) -> dict[str, Any]:
        """Make a call; returns the outcome."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps(call) + "\n")
        stdin.flush()
        outcome: dict[str, Any] = json.loads(stdout.readline())
        return outcome

    def close(self) -> None:
        """End the program."""
        self._process.communicate()


class NodeClient(AClient):
    """A client of Node, a fresh one for each call."""

    client = ""
    process: NodeProcess

    def send(self, call):
        arguments = {
            "client": self.client,
            "endpoint": self.address,
            "id": self.key,
            "secret": self.secret,
            "name": call.operation.name,
            "method": call.operation.method,
            "path": call.path,
            "query": call.query,
            "headers": call.headers,
            "body": call.body,
            "kind": call.body_type,
        }
        outcome = self.process.exchange(arguments)
        if "code" in outcome:
            raise ClientRefusedError(outcome["code"], outcome.get("status"), outcome["message"])
        return outcome.get("answer")


class PopCore(NodeClient):
    """@alicloud/pop-core, its ROAClient: HMAC-SHA1, an MD5 of every body."""

    name = "@alicloud/pop-core"
    client = "pop-core"


class TeaNode(NodeClient):
    """@alicloud/cs20151215: ACS3-HMAC-SHA256, chunked bodies."""

    name = "@alicloud/cs20151215"
    client = "tea"


CLIENTS = (LegacyPython, TeaPython, TeaPythonV2, PopCore, TeaNode)
