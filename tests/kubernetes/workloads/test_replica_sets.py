"""ReplicaSets make as many pods as are wanted, and delete those that are too many."""

PODS = "/api/v1/namespaces/shop/pods"
SETS = "/apis/apps/v1/namespaces/shop/replicasets"


def a_set(replicas, name="web"):
    labels = {"app": name}
    return {
        "metadata": {"name": name},
        "spec": {
            "replicas": replicas,
            "selector": {"matchLabels": labels},
            "template": {
                "metadata": {"labels": labels},
                "spec": {"containers": [{"name": "main", "image": "nginx"}]},
            },
        },
    }


def test_it_has_as_many_pods_as_are_wanted(api):
    api.create(SETS, a_set(3))
    pods = api.get(PODS)["items"]
    assert len(pods) == 3
    assert api.get(f"{SETS}/web")["status"]["replicas"] == 3
