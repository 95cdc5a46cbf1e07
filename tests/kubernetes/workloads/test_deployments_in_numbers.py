"""Deployments cost as much for each pod however many there are, counted in changes of objects."""

from tests.support.cluster_nodes import a_cluster, move
from tests.support.cluster_writes import WritingApi
from tests.support.replicas import (
    DEPLOYMENTS,
    a_deployment,
    merge,
    pods_of,
    set_image,
)

WEB = f"{DEPLOYMENTS}/web"


def changes(api, happens):
    """How many versions something takes."""
    before = api.version
    happens()
    return api.version - before


def rolled(replicas):
    """The changes for each pod: of a rollout, of an update and of a deletion, on real nodes."""
    nodes = a_cluster(3)
    api = WritingApi(nodes.tenant, nodes.cluster_id)
    api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    body = a_deployment(replicas)
    del body["spec"]["template"]["spec"]["schedulerName"]

    def make():
        api.create(DEPLOYMENTS, body)
        move(api.tenant, 60)

    def update():
        set_image(api, "nginx:2")
        move(api.tenant, 300)

    def delete():
        api.call("DELETE", WEB).ok()
        move(api.tenant, 60)

    counted = [changes(api, make)]
    assert api.get(WEB)["status"]["availableReplicas"] == replicas
    counted.append(changes(api, update))
    assert api.get(WEB)["status"]["updatedReplicas"] == replicas
    counted.append(changes(api, delete))
    assert pods_of(api) == []
    return [count / replicas for count in counted]


def test_each_pod_of_four_times_as_many_takes_no_more_changes():
    for few, many in zip(rolled(20), rolled(80), strict=True):
        assert many <= few


def test_two_thousand_pods_are_made_and_deleted_with_few_changes_each(api):
    def make():
        api.create(DEPLOYMENTS, a_deployment(2_000))
        move(api.tenant, 5)

    def delete():
        merge(api, WEB, {"spec": {"replicas": 0}})
        move(api.tenant, 5)

    assert changes(api, make) < 2_000 * 1.1
    assert api.get(WEB)["status"]["replicas"] == 2_000
    assert changes(api, delete) < 2_000 * 1.1
    assert pods_of(api) == []


def test_the_same_calls_lead_to_the_same_pods():
    def names():
        nodes = a_cluster(2)
        api = WritingApi(nodes.tenant, nodes.cluster_id)
        api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
        api.create(DEPLOYMENTS, a_deployment(3))
        set_image(api, "nginx:2")
        return [pod["metadata"]["name"] for pod in pods_of(api)]

    assert names() == names()


def test_all_goes_with_its_namespace(api):
    api.create(DEPLOYMENTS, a_deployment(300))
    api.call("DELETE", "/api/v1/namespaces/shop").ok()
    move(api.tenant, 60)
    assert pods_of(api) == []
    assert not api.is_there("/api/v1/namespaces/shop")
