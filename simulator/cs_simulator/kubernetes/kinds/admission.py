"""Admission by webhooks and policies: kept, and never asked."""

from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_CALLED, NOT_ENFORCED

_GROUP = "admissionregistration.k8s.io"

MUTATING_WEBHOOKS = Kind(
    group=_GROUP,
    kind="MutatingWebhookConfiguration",
    plural="mutatingwebhookconfigurations",
    namespaced=False,
    categories=("api-extensions",),
    since=16,
    note=NOT_CALLED,
)
VALIDATING_WEBHOOKS = Kind(
    group=_GROUP,
    kind="ValidatingWebhookConfiguration",
    plural="validatingwebhookconfigurations",
    namespaced=False,
    categories=("api-extensions",),
    since=16,
    note=NOT_CALLED,
)
VALIDATING_POLICIES = Kind(
    group=_GROUP,
    kind="ValidatingAdmissionPolicy",
    plural="validatingadmissionpolicies",
    namespaced=False,
    categories=("api-extensions",),
    has_status=True,
    since=30,
    note=NOT_ENFORCED,
)
VALIDATING_POLICY_BINDINGS = Kind(
    group=_GROUP,
    kind="ValidatingAdmissionPolicyBinding",
    plural="validatingadmissionpolicybindings",
    namespaced=False,
    categories=("api-extensions",),
    since=30,
    note=NOT_ENFORCED,
)
MUTATING_POLICIES = Kind(
    group=_GROUP,
    kind="MutatingAdmissionPolicy",
    plural="mutatingadmissionpolicies",
    namespaced=False,
    categories=("api-extensions",),
    since=36,
    note=NOT_ENFORCED,
)
MUTATING_POLICY_BINDINGS = Kind(
    group=_GROUP,
    kind="MutatingAdmissionPolicyBinding",
    plural="mutatingadmissionpolicybindings",
    namespaced=False,
    categories=("api-extensions",),
    since=36,
    note=NOT_ENFORCED,
)
