"""The Kubernetes API of a cluster without a server: calls, objects put past it, and watches."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.kinds.registry import served
from cs_simulator.kubernetes.objects import drop, find, put
from cs_simulator.kubernetes.watching import Watch, WatchStart
from cs_simulator.operations import Answer, ClusterCaller, Incoming
from cs_simulator.runtime.tenants.tenant import Tenant

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import a_tenant, perform

TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
METADATA = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json"
METADATA_LIST = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json"
JSON_TYPE = "application/json"


class ClusterApi:
    """A cluster of a tenant at its own address; unless one is given, a new one of that version."""

    def __init__(
        self,
        tenant: Tenant | None = None,
        cluster_id: str = "",
        *,
        version: str = "1.34.1-aliyun.1",
        **changes: Any,
    ) -> None:
        self.tenant = tenant or a_tenant(kubernetes_version=(version,))
        self.cluster_id = cluster_id or a_kubernetes_cluster(self.tenant, **changes)
        self.get("/version")  # the first call, with which the API gets its objects

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        accept: str = JSON_TYPE,
        content_type: str = JSON_TYPE,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Make a call; *path* is that below the cluster's address, with the query."""
        raw_path, _, query = path.partition("?")
        options = dict(parse_qsl(query, keep_blank_values=True))
        return self.ask(
            method,
            raw_path,
            options,
            body,
            accept=accept,
            content_type=content_type,
            headers=headers,
        )

    def ask(
        self,
        method: str,
        raw_path: str,
        query: Mapping[str, str],
        body: object = None,
        *,
        accept: str = JSON_TYPE,
        content_type: str = JSON_TYPE,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Make a call with a query that is decoded already."""
        raw = (
            b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        )
        incoming = Incoming(
            method,
            raw_path,
            f"{raw_path}?{urlencode(query)}",
            query,
            raw,
            content_type,
            "",
            headers={"Accept": accept, "Content-Type": content_type, **(headers or {})},
            cluster_caller=ClusterCaller(self.cluster_id, "kubernetes-admin"),
        )
        answer = perform(self.tenant, incoming)
        assert answer is not None, raw_path
        return answer

    def get(self, path: str, accept: str = JSON_TYPE) -> Any:
        """The body that a read is answered with."""
        answer = self.request("GET", path, accept=accept)
        assert answer.status == 200, answer
        return json.loads(answer.body)

    def refused(self, method: str, path: str, body: object = None, **options: Any) -> Any:
        """The Status that a call is refused with."""
        answer = self.request(method, path, body, **options)
        assert answer.status >= 400, answer
        status = json.loads(answer.body)
        assert (status["kind"], status["code"]) == ("Status", answer.status)
        return status

    def watch(self, path: str, accept: str = JSON_TYPE) -> Watch:
        """A watch that begins; *path* has the query without ``watch``."""
        joined = f"{path}{'&' if '?' in path else '?'}watch=true"
        answer = self.request("GET", joined, accept=accept)
        assert isinstance(answer.watch, WatchStart), answer
        return Watch(answer.watch)

    def events_of(self, watch: Watch, until: int = 0) -> list[dict[str, Any]]:
        """What a watch has to say of the changes up to a version, or up to now."""
        world = self.tenant.world
        lines = watch.lines(world, until or world.counts["serial"], self.tenant.now(0.0))
        return [json.loads(line) for line in lines]

    # ---- past the API

    def kind(self, plural: str, group: str = "", version: str = "v1") -> Kind:
        """A kind that the cluster serves."""
        world = self.tenant.world
        found = served(world, world.clusters[self.cluster_id]).find(group, version, plural)
        assert found is not None, plural
        return found

    def put(
        self, kind: Kind, name: str, namespace: str = "", body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Put an object, new or changed, as no verb would do it; returns its body."""
        whole: dict[str, Any] = dict(body or {})
        whole["metadata"] = {"name": name, **whole.get("metadata", {})}
        if namespace:
            whole["metadata"]["namespace"] = namespace
        self.tenant.change(0.0, lambda unit: put(unit, self.cluster_id, kind, whole))
        return whole

    def drop(self, kind: Kind, name: str, namespace: str = "") -> None:
        """Remove an object, as no verb would do it."""
        found = self.record(kind, name, namespace)
        self.tenant.change(0.0, lambda unit: drop(unit, found))

    def record(self, kind: Kind, name: str, namespace: str = "") -> KubernetesObject:
        """The record of an object."""
        found = find(self.tenant.world, self.cluster_id, kind.resource, namespace, name)
        assert found is not None, name
        return found

    @property
    def version(self) -> int:
        """The present version of the cluster's objects."""
        return self.tenant.world.counts["serial"]
