"""What is found wrong with the spec of a Pod, wherever it stands."""

import pytest

PODS = "/api/v1/namespaces/shop/pods"
STATEFUL_SETS = "/apis/apps/v1/namespaces/shop/statefulsets"
CRON_JOBS = "/apis/batch/v1/namespaces/shop/cronjobs"
REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
LIMITED = "effect must be 'NoExecute' when `tolerationSeconds` is set"
DNS_POLICIES = '"ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"'
EXISTS = {"key": "a", "operator": "Exists"}


def a_container(**more):
    return {"containers": [{"name": "a", "image": "nginx", **more}]}


@pytest.mark.parametrize(
    ("spec", "field", "message"),
    [
        (a_container(volumeMounts=[{"name": "data", "mountPath": "/data"}]),
         "spec.containers[0].volumeMounts[0].name", 'Not found: "data"'),
        (a_container(resources={"requests": {"cpu": "2"}, "limits": {"cpu": "1500m"}}),
         "spec.containers[0].resources.requests",
         'Invalid value: "2": must be less than or equal to cpu limit of 1500m'),
        (a_container(imagePullPolicy="Sometimes"), "spec.containers[0].imagePullPolicy",
         'Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"'),
        (a_container(ports=[{"containerPort": 70000}]), "spec.containers[0].ports[0].containerPort",
         "Invalid value: 70000: must be between 1 and 65535, inclusive"),
        (a_container(readinessProbe={"periodSeconds": 3}), "spec.containers[0].readinessProbe",
         "Required value: must specify a handler type"),
        (a_container(livenessProbe={"tcpSocket": {"port": 80}, "successThreshold": 2}),
         "spec.containers[0].livenessProbe.successThreshold", "Invalid value: 2: must be 1"),
        ({**a_container(), "dnsPolicy": "Cluster"}, "spec.dnsPolicy",
         f'Unsupported value: "Cluster": supported values: {DNS_POLICIES}'),
        ({**a_container(),
          "tolerations": [{**EXISTS, "effect": "NoSchedule", "tolerationSeconds": 3}]},
         "spec.tolerations[0].effect",
         f'Invalid value: "NoSchedule": {LIMITED}'),
        ({**a_container(), "topologySpreadConstraints": [
            {"maxSkew": 0, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule"}]},
         "spec.topologySpreadConstraints[0].maxSkew",
         "Invalid value: 0: must be greater than zero"),
        ({**a_container(), "affinity": {"podAntiAffinity": {REQUIRED: [{"labelSelector": {}}]}}},
         f"spec.affinity.podAntiAffinity.{REQUIRED}[0].topologyKey",
         "Required value: can not be empty"),
    ],
)  # fmt: skip
def test_a_pod_that_could_not_run_is_refused(api, spec, field, message):
    refused = api.call("POST", PODS, {"metadata": {"name": "web"}, "spec": spec})

    assert refused.status == 422
    assert refused.causes == {field: message}


def test_so_is_what_makes_such_pods(api):
    spec = {**a_container(imagePullPolicy="Sometimes"), "restartPolicy": "Never"}
    job = {"spec": {"template": {"spec": spec}}}
    body = {"metadata": {"name": "c"}, "spec": {"schedule": "* * * * *", "jobTemplate": job}}

    refused = api.call("POST", CRON_JOBS, body)

    field = "spec.jobTemplate.spec.template.spec.containers[0].imagePullPolicy"
    assert list(refused.causes) == [field]


def test_the_claims_of_a_stateful_set_are_volumes_of_its_pods(api):
    labels = {"app": "web"}
    mounts = [{"name": "data", "mountPath": "/data"}]
    claim = {
        "metadata": {"name": "data"},
        "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "20Gi"}}},
    }
    template = {"metadata": {"labels": labels}, "spec": a_container(volumeMounts=mounts)}
    spec = {"selector": {"matchLabels": labels}, "template": template}
    body = {"metadata": {"name": "web"}, "spec": {**spec, "volumeClaimTemplates": [claim]}}

    assert api.call("POST", STATEFUL_SETS, body).status == 201
