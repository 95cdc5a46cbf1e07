"""When agents were heard of last, as somebody reads it; no time passes, and no version changes."""

from cs_simulator.domain.instants import SECOND, from_text

from tests.support.cluster_nodes import a_cluster, lose, move, node_object, nodes_of

LEASES = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases"


def heard(api):
    """The seconds since the agent last reported the state of the node."""
    found = {each["lastHeartbeatTime"] for each in node_object(api)["status"]["conditions"]}
    return since(api, max(found))


def renewed(api):
    """The seconds since the agent last renewed its Lease."""
    (lease,) = api.get(LEASES)["items"]
    return since(api, lease["spec"]["renewTime"])


def since(api, text):
    return (api.tenant.now(0.0) // SECOND * SECOND - from_text(text)) // SECOND


def test_an_agent_reports_every_five_minutes():
    api = a_cluster()
    joined = nodes_of(api)[0].joined
    move(api.tenant, 60)  # until its first pods run
    version = node_object(api)["metadata"]["resourceVersion"]
    move(api.tenant, (joined - api.tenant.now(0.0)) / SECOND + 900)
    assert heard(api) == 0
    move(api.tenant, 299)
    assert heard(api) == 299
    move(api.tenant, 1)
    assert heard(api) == 0

    assert node_object(api)["metadata"]["resourceVersion"] == version
    assert not api.tenant.world.kubernetes_timers_awaited.counts


def test_an_agent_renews_its_lease_every_ten_seconds():
    api = a_cluster()
    joined = nodes_of(api)[0].joined
    move(api.tenant, (joined - api.tenant.now(0.0)) / SECOND + 900)
    assert renewed(api) == 0
    move(api.tenant, 9)
    assert renewed(api) == 9
    move(api.tenant, 1)
    assert renewed(api) == 0


def test_a_lease_belongs_to_its_node():
    api = a_cluster()
    node, (lease,) = node_object(api), api.get(LEASES)["items"]

    assert lease["metadata"]["name"] == lease["spec"]["holderIdentity"] == node["metadata"]["name"]
    assert lease["metadata"]["ownerReferences"][0]["uid"] == node["metadata"]["uid"]


def test_the_lease_of_a_lost_node_is_not_renewed():
    api = a_cluster()
    lose(api)
    move(api.tenant, 3600)

    assert 3600 <= renewed(api) < 3610


def test_what_is_no_nodes_is_shown_as_it_is():
    api = a_cluster(0)
    spec = {"holderIdentity": "me", "renewTime": "2020-01-01T00:00:00.000000Z"}
    body = {"metadata": {"name": "mine"}, "spec": spec}
    assert api.request("POST", LEASES, body).status == 201
    assert api.request("POST", "/api/v1/nodes", {"metadata": {"name": "mine"}}).status == 201

    assert api.get(f"{LEASES}/mine")["spec"] == spec
    assert api.get("/api/v1/nodes/mine")["metadata"]["name"] == "mine"
