"""The workloads of stories: how they are follows from a number."""

from typing import Any

Body = dict[str, Any]
DISKS = "alicloud-disk-topology-alltype"


def template(name: str, number: int = 0, **spec: Any) -> Body:
    """A template of pods; those of odd numbers have a probe that takes a while."""
    container: Body = {"name": "main", "image": "nginx:1"}
    if number % 2:
        container["readinessProbe"] = {"httpGet": {"port": 80}, "initialDelaySeconds": 4}
    return {"metadata": {"labels": {"app": name}}, "spec": {"containers": [container], **spec}}


def _selected(kind: str, name: str, number: int, **spec: Any) -> Body:
    whole = {"selector": {"matchLabels": {"app": name}}, "template": template(name, number), **spec}
    return {"apiVersion": "apps/v1", "kind": kind, "metadata": {"name": name}, "spec": whole}


def deployment(name: str, number: int) -> Body:
    """A Deployment of one to four pods; those of the highest numbers are made anew as a whole."""
    strategies = ("RollingUpdate", "RollingUpdate", "RollingUpdate", "Recreate")
    return _selected(
        "Deployment",
        name,
        number,
        replicas=1 + number % 4,
        minReadySeconds=3 * (number % 2),
        progressDeadlineSeconds=60,
        strategy={"type": strategies[number % 4]},
    )


def stateful_set(name: str, number: int) -> Body:
    """A StatefulSet; those of odd numbers have claims, those of the highest come up at once."""
    more: Body = {}
    if number % 2:
        size = {"requests": {"storage": "20Gi"}}
        claim = {"accessModes": ["ReadWriteOnce"], "storageClassName": DISKS, "resources": size}
        more["volumeClaimTemplates"] = [{"metadata": {"name": "data"}, "spec": claim}]
    policy = "Parallel" if number % 4 > 1 else "OrderedReady"
    replicas = 1 + number % 3
    spec = {"replicas": replicas, "serviceName": name, "podManagementPolicy": policy, **more}
    return _selected("StatefulSet", name, 0, **spec)


def daemon_set(name: str, number: int) -> Body:
    """A DaemonSet."""
    return _selected("DaemonSet", name, number, minReadySeconds=2 * (number % 2))


def job(name: str, number: int) -> Body:
    """A Job of three pods, two at once; those of odd numbers fail until it gives up."""
    pods = template(name, restartPolicy="OnFailure" if number % 4 > 1 else "Never")
    if number % 2:
        pods["metadata"]["annotations"] = {"cs-simulator/exit-code": "1"}
    spec = {"completions": 3, "parallelism": 2, "backoffLimit": 2, "template": pods}
    if number % 4 > 1:
        spec["ttlSecondsAfterFinished"] = 100
    return {"metadata": {"name": name}, "spec": spec}


def cron_job(name: str, number: int) -> Body:
    """A CronJob of every minute or every second one."""
    policies = ("Allow", "Forbid", "Replace")
    spec = {
        "schedule": f"*/{1 + number % 2} * * * *",
        "concurrencyPolicy": policies[number % 3],
        "jobTemplate": {"spec": {"template": template(name, restartPolicy="Never")}},
    }
    return {"metadata": {"name": name}, "spec": spec}


def service(name: str, number: int) -> Body:
    """A Service of a Deployment; those of odd numbers have a load balancer."""
    kind = "LoadBalancer" if number % 2 else "ClusterIP"
    spec = {"type": kind, "selector": {"app": name}, "ports": [{"port": 80}]}
    return {"metadata": {"name": name}, "spec": spec}


def budget(name: str, number: int) -> Body:
    """A budget of a Deployment, by the pods that may be away or by those that must be there."""
    bound = {"maxUnavailable": 1} if number % 2 else {"minAvailable": "50%"}
    return {
        "metadata": {"name": name},
        "spec": {"selector": {"matchLabels": {"app": name}}, **bound},
    }
