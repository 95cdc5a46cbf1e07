"""The typed methods of today's official clients: a request of their class, an answer of theirs.

A request is given by its names on the wire; the SDK's own class reads it. What a client received
is kept beside what it made of it, so that a test can compare the two.
"""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from alibabacloud_cs20151215 import models
from alibabacloud_cs20151215.client import Client
from alibabacloud_tea_openapi import utils_models
from alibabacloud_tea_openapi.exceptions import ClientException, ServerException
from cs_simulator.client import Tenant
from darabonba.model import DaraModel

from tests.sdk.clients import ClientRefusedError, NodeProcess


@dataclass(frozen=True, kw_only=True)
class TypedAnswer:
    """What a typed method returned."""

    status: int
    request_id: str
    """From the header, which carries it always."""
    raw: Any
    """The body as it was parsed, before it became a model; ``None`` if the SDK does not read it."""
    mapped: Any
    """The model, turned back into the body that it stands for."""


@cache
def path_parameters(operation: str) -> tuple[str, ...]:
    """The values of its path that the method of an operation takes, in order."""
    signature = inspect.signature(getattr(Client, method_name(operation)))
    return tuple(name for name in signature.parameters if name not in ("self", "request"))


@cache
def has_request(operation: str) -> bool:
    """Whether the method of an operation takes a request."""
    return "request" in inspect.signature(getattr(Client, method_name(operation))).parameters


@cache
def method_name(operation: str) -> str:
    """The method of ``DescribeClustersV1`` is ``describe_clusters_v1``.

    Where the words of such a name end, its generator decides; so they are compared without.
    """
    names = {name.replace("_", ""): name for name in vars(Client) if name == name.lower()}
    return names[operation.lower()]


def typed_request(operation: str, fields: Mapping[str, Any]) -> DaraModel:
    """The SDK's request of an operation; its class must know every field that is given."""
    request = getattr(models, f"{operation}Request")().from_map(dict(fields))
    assert lost(fields, request.to_map()) == []
    return request


def lost(given: Any, kept: Any, where: str = "") -> list[str]:
    """What of a value is missing in another, or different there; an empty list is no loss."""
    if isinstance(given, Mapping) and isinstance(kept, Mapping):
        return [
            found
            for key, value in given.items()
            if value != []
            for found in lost(value, kept.get(key), f"{where}.{key}")
        ]
    if isinstance(given, list) and isinstance(kept, list) and len(given) == len(kept):
        pairs = enumerate(zip(given, kept, strict=True))
        return [found for index, pair in pairs for found in lost(*pair, f"{where}[{index}]")]
    return [] if given == kept else [f"{where}: {given!r:.80} became {kept!r:.80}"]


class PythonClient:
    """alibabacloud_cs20151215: ACS3-HMAC-SHA256."""

    name = "alibabacloud_cs20151215"
    config: ClassVar[dict[str, str]] = {}

    def ask(
        self,
        tenant: Tenant,
        operation: str,
        path: Sequence[str] = (),
        request: Mapping[str, Any] | None = None,
    ) -> TypedAnswer:
        """Call the typed method of an operation; raises ``ClientRefusedError``."""
        client, received = self._client(tenant)
        arguments: list[Any] = [*path]
        if request is not None:
            arguments.append(typed_request(operation, request))
        try:
            response = getattr(client, method_name(operation))(*arguments)
        except (ClientException, ServerException) as error:
            raise ClientRefusedError(
                error.code, error.status_code, error.message, error.data
            ) from None
        body = response.to_map().get("body")
        return TypedAnswer(
            status=response.status_code,
            request_id=response.headers["x-acs-request-id"],
            raw=received[0].get("body"),
            mapped=body,
        )

    def _client(self, tenant: Tenant) -> tuple[Client, list[dict[str, Any]]]:
        """A client of a tenant, and what it will have received."""
        client = Client(
            utils_models.Config(
                access_key_id=tenant.access_key_id,
                access_key_secret=tenant.access_key_secret,
                endpoint=tenant.host,
                protocol="http",
                region_id=tenant.region_id,
                read_timeout=30_000,
                **self.config,
            )
        )
        received: list[dict[str, Any]] = []
        send = client.call_api

        def call_api(*arguments: Any) -> Any:
            received.append(send(*arguments))
            return received[-1]

        client.call_api = call_api
        return client, received


class PythonClientV2(PythonClient):
    """The same client with the signature of its older releases: HMAC-SHA1."""

    config: ClassVar[dict[str, str]] = {"signature_algorithm": "v2"}


class NodeClient:
    """@alicloud/cs20151215, in one process of Node for all calls."""

    name = "@alicloud/cs20151215"

    def __init__(self, process: NodeProcess) -> None:
        self._process = process

    def ask(
        self,
        tenant: Tenant,
        operation: str,
        path: Sequence[str] = (),
        request: Mapping[str, Any] | None = None,
    ) -> TypedAnswer:
        """Call the typed method of an operation; raises ``ClientRefusedError``."""
        outcome = self._process.exchange(
            {
                "endpoint": tenant.host,
                "id": tenant.access_key_id,
                "secret": tenant.access_key_secret,
                "region": tenant.region_id,
                "operation": operation,
                "path": path,
                "request": request,
            }
        )
        if "code" in outcome:
            raise ClientRefusedError(outcome["code"], outcome.get("status"), outcome["message"])
        if request is not None:
            assert lost(request, outcome["sent"]) == []
        return TypedAnswer(
            status=outcome["status"],
            request_id=outcome["headers"]["x-acs-request-id"],
            raw=outcome.get("raw"),
            mapped=outcome.get("mapped"),
        )
