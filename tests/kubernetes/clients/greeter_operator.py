"""The operator of the chart ``greeter``, run by ``kopf run``: a Deployment for each Greeter.

The status of a Greeter says what its Deployment has come to. A Greeter that is deleted goes when
its Deployment is deleted.
"""

from contextlib import contextmanager

import kopf
from kubernetes import client, config

GENERATION = "example.com/generation"


@kopf.on.startup()
def begin(settings, **_):
    config.load_kube_config()
    settings.persistence.finalizer = "example.com/deployment"


@kopf.on.create("greeters.example.com")
@kopf.on.update("greeters.example.com", field="spec")
def keep(name, namespace, spec, meta, **_):
    """Make the Deployment, or change it to what the Greeter says by now."""
    labels = {"greeter": name}
    body = {
        "metadata": {
            "name": name,
            "labels": labels,
            "annotations": {GENERATION: str(meta["generation"])},
        },
        "spec": {
            "replicas": spec.get("replicas", 1),
            "selector": {"matchLabels": labels},
            "template": {
                "metadata": {"labels": labels},
                "spec": {"containers": [{"name": "greeter", "image": spec["image"]}]},
            },
        },
    }
    kopf.adopt(body)
    with unless(409) as made:
        client.AppsV1Api().create_namespaced_deployment(namespace, body)
    if not made:
        client.AppsV1Api().patch_namespaced_deployment(name, namespace, body)


@kopf.on.delete("greeters.example.com")
def drop(name, namespace, **_):
    """Delete the Deployment; only then the Greeter loses its finalizer."""
    with unless(404):
        client.AppsV1Api().delete_namespaced_deployment(name, namespace)


@kopf.on.event("apps", "deployments", labels={"greeter": kopf.PRESENT})
def report(event, name, namespace, spec, meta, status, **_):
    """Write into the Greeter the state of the Deployment."""
    if event["type"] == "DELETED":
        return
    wanted = spec["replicas"]
    is_ready = status.get("observedGeneration") == meta["generation"] and (
        [status.get(count, 0) for count in ("replicas", "updatedReplicas", "availableReplicas")]
        == [wanted] * 3
    )
    ready = {
        "type": "Ready",
        "status": str(is_ready),
        "reason": "Deployed" if is_ready else "Progressing",
        "message": f"{status.get('availableReplicas', 0)} of {wanted} greet",
    }
    said = {
        "observedGeneration": int(meta["annotations"][GENERATION]),
        "replicas": status.get("replicas", 0),
        "conditions": [ready],
    }
    if is_ready:
        said["image"] = spec["template"]["spec"]["containers"][0]["image"]
    with unless(404):
        client.CustomObjectsApi().patch_namespaced_custom_object_status(
            "example.com", "v1", namespace, "greeters", name, {"status": said}
        )


@contextmanager
def unless(code):
    """Pass over an answer with that code; the list that it gives is empty then."""
    done = [True]
    try:
        yield done
    except client.ApiException as error:
        if error.status != code:
            raise
        done.clear()
