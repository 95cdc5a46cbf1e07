"""Node objects in tests: what a cluster's API says of its nodes, and what happens to these."""

from typing import Any

from cs_simulator.domain.records import Node
from cs_simulator.engine import node_loss
from cs_simulator.runtime.tenants.tenant import Tenant

from tests.support.cluster_api import ClusterApi
from tests.support.kubernetes import a_running
from tests.support.pools import a_pool, begin_pool
from tests.support.worlds import a_tenant, advance

Body = dict[str, Any]
PODS = "/api/v1/namespaces/default/pods"


def a_cluster(nodes: int = 1, *, version: str = "1.34.1-aliyun.1", **groups: Body) -> ClusterApi:
    """A cluster with a pool of that many nodes, whose API is called after all of them run."""
    tenant, cluster_id = an_uncalled_cluster(nodes, version=version, **groups)
    return ClusterApi(tenant, cluster_id)


def an_uncalled_cluster(
    nodes: int = 1, *, version: str = "1.34.1-aliyun.1", **groups: Body
) -> tuple[Tenant, str]:
    """A cluster with a pool of that many nodes, whose API nobody has called."""
    tenant = a_tenant(kubernetes_version=(version,))
    cluster_id = a_running(tenant)
    a_pool(tenant, cluster_id, "pool", nodes, **groups)
    return tenant, cluster_id


def a_cluster_that_grows(nodes: int = 1, **groups: Body) -> ClusterApi:
    """A cluster whose API was called before its pool was made, and whose nodes are under way."""
    api = ClusterApi()
    begin_pool(api.tenant, api.cluster_id, "pool", nodes, **groups)
    return api


def move(tenant: Tenant, seconds: float) -> None:
    """Let some virtual time pass."""
    advance(tenant, tenant.now(0.0) + round(seconds * 1_000_000))


def run_until_settled(tenant: Tenant) -> None:
    """Run everything that is awaited, steps and timers, as ``advance --until settled`` does."""
    world = tenant.world
    while world.next_step() or world.kubernetes_timers_awaited.counts:
        pending = world.next_due()
        assert pending is not None
        advance(tenant, pending.due)


def nodes_of(api: ClusterApi) -> list[Node]:
    """The records of the cluster's nodes."""
    return api.tenant.world.nodes_of(api.cluster_id)


def lose(api: ClusterApi, number: int = 0) -> None:
    """Lose a node, as a scenario does."""
    node = nodes_of(api)[number]
    api.tenant.change(0.0, lambda unit: node_loss.lose(unit, node))


def recover(api: ClusterApi, number: int = 0) -> None:
    """Bring a node back."""
    node = nodes_of(api)[number]
    api.tenant.change(0.0, lambda unit: node_loss.recover(unit, node))


def node_objects(api: ClusterApi) -> list[Body]:
    """The Node objects, by name."""
    items: list[Body] = api.get("/api/v1/nodes")["items"]
    return items


def node_object(api: ClusterApi) -> Body:
    """The only Node object."""
    (found,) = node_objects(api)
    return found


def path_of(node: Body) -> str:
    """Where a Node object is."""
    return f"/api/v1/nodes/{node['metadata']['name']}"


def ready(node: Body) -> tuple[str, str]:
    """Status and reason of the condition ``Ready``."""
    (found,) = [each for each in node["status"]["conditions"] if each.get("type") == "Ready"]
    return found["status"], found["reason"]


def taints(node: Body) -> list[str]:
    """The taints of a node, as ``kubectl describe`` shows them."""
    return [
        f"{'='.join(filter(None, (each['key'], each.get('value'))))}:{each['effect']}"
        for each in node["spec"].get("taints", ())
    ]


def said(api: ClusterApi, namespace: str = "default") -> list[tuple[str, str]]:
    """Reason and component of the Events, in the order in which they happened."""
    items = api.get(f"/api/v1/namespaces/{namespace}/events")["items"]
    items.sort(key=lambda each: (each["lastTimestamp"], int(each["metadata"]["resourceVersion"])))
    return [(each["reason"], each["source"]["component"]) for each in items]


def patch(api: ClusterApi, path: str, body: Body) -> Body:
    """Merge something into an object; returns it."""
    answer = api.request("PATCH", path, body, content_type="application/merge-patch+json")
    assert answer.status == 200, answer
    found: Body = api.get(path)
    return found


def a_pod(api: ClusterApi, name: str, node: Body | str, **spec: Any) -> Body:
    """A pod that is bound to a node."""
    node_name = node if isinstance(node, str) else node["metadata"]["name"]
    body = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, **spec.pop("metadata", {})},
        "spec": {
            "nodeName": node_name,
            "containers": [{"name": "app", "image": "nginx"}],
            **spec,
        },
    }
    answer = api.request("POST", PODS, body)
    assert answer.status == 201, answer
    found: Body = api.get(f"{PODS}/{name}")
    return found


def pod_names(api: ClusterApi) -> list[str]:
    """The names of the pods; of those on their way out with a dagger."""
    items = api.get(PODS)["items"]
    return [
        each["metadata"]["name"] + ("†" if "deletionTimestamp" in each["metadata"] else "")
        for each in items
    ]
