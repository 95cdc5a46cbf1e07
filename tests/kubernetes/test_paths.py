"""From methods and paths to kinds and verbs."""

import pytest
from cs_simulator.kubernetes.paths import Target, target_of, verb_of

TARGETS = {
    "/api/v1/nodes": Target("", "v1", "nodes", "", "", ""),
    "/api/v1/nodes/": Target("", "v1", "nodes", "", "", ""),
    "/api/v1/nodes/n1": Target("", "v1", "nodes", "", "n1", ""),
    "/api/v1/nodes/n1/status": Target("", "v1", "nodes", "", "n1", "status"),
    "/api/v1/pods": Target("", "v1", "pods", "", "", ""),
    "/api/v1/namespaces": Target("", "v1", "namespaces", "", "", ""),
    "/api/v1/namespaces/shop": Target("", "v1", "namespaces", "", "shop", ""),
    "/api/v1/namespaces/shop/status": Target("", "v1", "namespaces", "", "shop", "status"),
    "/api/v1/namespaces/shop/finalize": Target("", "v1", "namespaces", "", "shop", "finalize"),
    "/api/v1/namespaces/shop/pods": Target("", "v1", "pods", "shop", "", "", "", True),
    "/api/v1/namespaces/shop/pods/a": Target("", "v1", "pods", "shop", "a", "", "", True),
    "/api/v1/namespaces/shop/pods/a/log": Target("", "v1", "pods", "shop", "a", "log", "", True),
    "/api/v1/namespaces/shop/pods/a/proxy/x/y": Target(
        "", "v1", "pods", "shop", "a", "proxy", "x/y", True
    ),
    "/apis/apps/v1/deployments": Target("apps", "v1", "deployments", "", "", ""),
    "/apis/apps/v1/namespaces/shop/deployments/web/scale": Target(
        "apps", "v1", "deployments", "shop", "web", "scale", "", True
    ),
    "/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode": Target(
        "rbac.authorization.k8s.io", "v1", "clusterroles", "", "system:node", ""
    ),
}


@pytest.mark.parametrize("path", TARGETS)
def test_a_path_names_objects(path):
    assert target_of(path) == TARGETS[path]


@pytest.mark.parametrize("path", ["/", "/api", "/api/v1", "/apis", "/apis/apps/v1", "/version"])
def test_other_paths_are_documents(path):
    assert target_of(path) is None


ALL, ONE, LOG = "/api/v1/nodes", "/api/v1/nodes/n1", "/api/v1/namespaces/shop/pods/a/log"
VERBS = [
    ("GET", ALL, False, "list"),
    ("HEAD", ALL, False, "list"),
    ("GET", ALL, True, "watch"),
    ("GET", ONE, False, "get"),
    ("GET", ONE, True, "get"),
    ("GET", LOG, True, "get"),
    ("POST", ALL, False, "create"),
    ("POST", ONE, False, ""),
    ("POST", LOG, False, "create"),
    ("PUT", ONE, False, "update"),
    ("PUT", ALL, False, ""),
    ("PATCH", ONE, False, "patch"),
    ("DELETE", ONE, False, "delete"),
    ("DELETE", ALL, False, "deletecollection"),
    ("OPTIONS", ALL, False, ""),
]


@pytest.mark.parametrize(("method", "path", "watches", "verb"), VERBS)
def test_a_method_is_a_verb(method, path, watches, verb):
    target = target_of(path)
    assert target is not None
    assert verb_of(method, target, watches=watches) == verb
