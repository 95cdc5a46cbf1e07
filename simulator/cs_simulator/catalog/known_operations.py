"""All operations in the published SDKs of this API version, modelled or not.

Source: ``sources/known_operations.yaml``. An operation that is not modelled is refused with its
reason from :data:`REASONS`; no success is ever faked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import orjson

from cs_simulator.catalog._tables import FOLDER, read

REASONS = {
    "access": "it grants permissions to users of the account, and there are none behind it",
    "agent": "the agents on the nodes called it, with a token of their own",
    "application": "it belongs to the applications on a cluster, and nothing runs on these nodes",
    "edge_machine": "machines that the vendor prepared for edge clusters are not modelled",
    "inside": "it is about programs that run in a cluster or on its nodes, and none does",
    "kubernetes": "it is not among what Kubernetes clusters can do here",
    "product": "it belongs to another product that shared this API",
    "on_premise": "it is about clusters on the customer's own machines",
    "trigger": "triggers redeploy applications, and nothing runs on these nodes",
    "upgrade": "every cluster has the last published agent already",
}

REQUIRED_FIELDS: Mapping[str, tuple[str, ...]] = {
    "CreateNodePoolComponentInstances": ("components",),
    "RunNodeOperation": ("operationAction",),
}
"""The fields that a body must have, by the operation; of operations that are not modelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOperation:
    """One operation of the SDKs."""

    call: str
    """Method and path: ``GET /clusters/{cluster_id}``."""
    name: str
    releases: tuple[str, ...]
    """The Swarm-era releases of ``aliyun-python-sdk-cs`` that have it; none if it came later."""
    reason: str
    """Why it is not modelled, a key of :data:`REASONS`; empty if it is."""

    @property
    def method(self) -> str:
        """The HTTP method."""
        return self.call.partition(" ")[0]

    @property
    def path(self) -> str:
        """The path, with its placeholders in braces."""
        return self.call.partition(" ")[2]


@cache
def all_known() -> Mapping[str, KnownOperation]:
    """All known operations, by method and path, in the order of paths."""
    return read("known_operations", KnownOperation)


@cache
def verified() -> Mapping[str, Mapping[str, list[str]]]:
    """The operations that real clients have called, by cluster type and client.

    They read the answer; of an operation that is not modelled, the refusal with its reason.

    A record of the tests in ``tests/sdk/``, which fail if it differs from their results.
    """
    found: dict[str, dict[str, list[str]]] = orjson.loads((FOLDER / "verified.json").read_bytes())
    return found
