"""What the server fills into webhooks and policies of admission.

After ``pkg/apis/admissionregistration/v1/defaults.go`` of Kubernetes.
"""

from cs_simulator.kubernetes.kinds._filling import fill, part
from cs_simulator.kubernetes.kinds._reading import Body, get, items

_WEBHOOK = {
    "failurePolicy": "Fail",
    "matchPolicy": "Equivalent",
    "namespaceSelector": {},
    "objectSelector": {},
    "timeoutSeconds": 10,
}


def validating(configuration: Body) -> None:
    """Fill in the webhooks of a configuration."""
    for webhook in items(configuration, "webhooks"):
        fill(webhook, _WEBHOOK)
        fill(get(webhook, "clientConfig.service"), {"port": 443})
        for rule in items(webhook, "rules"):
            fill(rule, {"scope": "*"})


def mutating(configuration: Body) -> None:
    """Fill in webhooks that change what they see."""
    validating(configuration)
    for webhook in items(configuration, "webhooks"):
        fill(webhook, {"reinvocationPolicy": "Never"})


def policy(body: Body) -> None:
    """Fill in a policy."""
    spec = part(body, "spec")
    fill(spec, {"failurePolicy": "Fail"})
    fill(spec.get("matchConstraints"), {"matchPolicy": "Equivalent"})
    fill(spec.get("matchConstraints"), {"namespaceSelector": {}, "objectSelector": {}})
