"""The official clients, unmodified, behind one face: what is asked of one is asked of all.

Each is given the name of an operation and what its path, query, headers and body are to hold, and
returns the answer as the client read it, or raises :class:`ClientRefusedError` with the
refusal.
"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest
from cs_simulator.operations import Operation, all_operations

OPERATIONS = {each.name: each for each in all_operations()}
# Operations whose answer is a bare array: some clients must be told beforehand.
ARRAYS = {
    "DescribeClusterHosts",
    "DescribeClusterLogs",
    "DescribeClusterResources",
    "DescribeClusterScaledNode",
    "DescribeClusterTokens",
    "DescribeClusters",
    "DescribeTemplateAttribute",
}
NODE_FOLDER = Path(__file__).parent / "node"
HAS_NODE = shutil.which("node") is not None and shutil.which("npm") is not None


class ClientRefusedError(Exception):
    """A refusal, as the client told it."""

    def __init__(self, code: str, status: int | None, message: str) -> None:
        super().__init__(f"{code} {status} {message}")
        self.code, self.status, self.message = code, status, message


@dataclass(frozen=True, kw_only=True)
class ControlSession:
    """One call: an operation, and what fills its request."""

    operation: Operation
    path: str
    query: dict
    headers: dict
    body: object


@dataclass(kw_only=True)
class AClient:
    """A client of one simulator, with one key pair."""

    address: str
    key: str = "testid"
    secret: str = "testsecret"

    name = ""

    def ask(self, operation, *, query=None, headers=None, body=None, **parameters):
        """Make one call; *parameters* are the placeholders of its path."""
        found = OPERATIONS[operation]
        return self.make(
            ControlSession(
                operation=found,
                path=found.path.format_map(parameters),
                query=query or {},
                headers=headers or {},
                body=body,
            )
        )

    def make(self, asked):
        raise NotImplementedError


class LegacyPython(AClient):
    """aliyun-python-sdk-cs with aliyun-python-sdk-core: HMAC-SHA1, no nonce of its own."""

    name = "aliyun-python-sdk-cs"

    def make(self, asked):
        client = AcsClient(self.key, self.secret, "cn-beijing")
        request = self._request(asked)
        request.set_endpoint(self.address)
        for name, value in asked.query.items():
            request.add_query_param(name, value)
        for name, value in asked.headers.items():
            request.add_header(name, value)
        if asked.body is not None:
            request.set_content(json.dumps(asked.body).encode())
            request.set_content_type("application/json")
        try:
            return json.loads(client.do_action_with_exception(request))
        except ServerException as error:
            raise ClientRefusedError(
                error.get_error_code(), error.get_http_status(), error.get_error_msg()
            ) from None

    def _request(self, asked):
        """The SDK's own class of the operation, or its generic one where it has none."""
        name = asked.operation.name
        try:
            module = import_module(f"aliyunsdkcs.request.v20151215.{name}Request")
        except ImportError:
            request = CommonRequest(
                domain=self.address, version="2015-12-15", uri_pattern=asked.path
            )
            request.set_method(asked.operation.method)
            return request
        request = getattr(module, f"{name}Request")()
        request.set_uri_pattern(asked.path)
        request.set_method(asked.operation.method)
        return request


class TeaPython(AClient):
    """alibabacloud_cs20151215: ACS3-HMAC-SHA256."""

    name = "alibabacloud_cs20151215"
    config: dict = {}  # noqa: RUF012 - never changed

    def make(self, asked):
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
            action=asked.operation.name,
            version="2015-12-15",
            protocol="HTTP",
            pathname=asked.path,
            method=asked.operation.method,
            auth_type="AK",
            style="ROA",
            req_body_type="json",
            body_type="array" if asked.operation.name in ARRAYS else "json",
        )
        request = utils_models.OpenApiRequest(
            query=asked.query, headers=asked.headers, body=asked.body
        )
        try:
            return client.call_api(params, request, RuntimeOptions())["body"]
        except (ClientException, ServerException) as error:
            raise ClientRefusedError(error.code, error.status_code, error.message) from None


class TeaPythonV2(TeaPython):
    """The same client with the signature of its elder releases: HMAC-SHA1."""

    config = {"signature_algorithm": "v2"}  # noqa: RUF012 - never changed


class NodeClient(AClient):
    """A client of Node, one fresh process for each call."""

    client = ""
    folder: Path

    def make(self, asked):
        arguments = {
            "client": self.client,
            "endpoint": self.address,
            "id": self.key,
            "secret": self.secret,
            "name": asked.operation.name,
            "method": asked.operation.method,
            "path": asked.path,
            "query": asked.query,
            "headers": asked.headers,
            "body": asked.body,
            "kind": "array" if asked.operation.name in ARRAYS else "json",
        }
        done = subprocess.run(
            ["node", "ask.js", json.dumps(arguments)],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        if "answer" in told:
            return told["answer"]
        raise ClientRefusedError(told["code"], told.get("status"), told["message"])


class PopCore(NodeClient):
    """@alicloud/pop-core, its ROAClient: HMAC-SHA1, an MD5 of every body."""

    name = "@alicloud/pop-core"
    client = "pop-core"


class TeaNode(NodeClient):
    """@alicloud/cs20151215: ACS3-HMAC-SHA256, chunked bodies."""

    name = "@alicloud/cs20151215"
    client = "tea"


CLIENTS = (LegacyPython, TeaPython, TeaPythonV2, PopCore, TeaNode)
