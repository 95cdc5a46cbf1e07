"""Admission by webhooks and policies: kept, and never asked."""

from cs_simulator.kubernetes.kinds import _admission_defaults as defaults
from cs_simulator.kubernetes.kinds._columns import AGE, NAME, UNSET, Column, column, of_text
from cs_simulator.kubernetes.kinds._filling import EMPTY_STATUS
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NOT_CALLED, NOT_ENFORCED
from cs_simulator.kubernetes.kinds._reading import items


def _how_many(name: str, path: str) -> Column:
    return column(name, lambda body: len(items(body, path)), of="integer")


_WEBHOOKS = (NAME, _how_many("Webhooks", "webhooks"), AGE)
_PARAMETERS = of_text("ParamKind", "spec.paramKind.kind", UNSET)
_BINDING = (
    NAME,
    of_text("PolicyName", "spec.policyName", ""),
    of_text("ParamRef", "spec.paramRef.name", UNSET),
    AGE,
)


_GROUP = "admissionregistration.k8s.io"

MUTATING_WEBHOOKS = Kind(
    group=_GROUP,
    kind="MutatingWebhookConfiguration",
    plural="mutatingwebhookconfigurations",
    namespaced=False,
    categories=("api-extensions",),
    since=16,
    note=NOT_CALLED,
    columns=_WEBHOOKS,
    set_defaults=defaults.mutating,
)
VALIDATING_WEBHOOKS = Kind(
    group=_GROUP,
    kind="ValidatingWebhookConfiguration",
    plural="validatingwebhookconfigurations",
    namespaced=False,
    categories=("api-extensions",),
    since=16,
    note=NOT_CALLED,
    columns=_WEBHOOKS,
    set_defaults=defaults.validating,
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
    columns=(NAME, _how_many("Validations", "spec.validations"), _PARAMETERS, AGE),
    set_defaults=defaults.policy,
    complete=EMPTY_STATUS,
)
VALIDATING_POLICY_BINDINGS = Kind(
    group=_GROUP,
    kind="ValidatingAdmissionPolicyBinding",
    plural="validatingadmissionpolicybindings",
    required=("spec.policyName", "spec.validationActions"),
    namespaced=False,
    categories=("api-extensions",),
    since=30,
    note=NOT_ENFORCED,
    columns=_BINDING,
)
MUTATING_POLICIES = Kind(
    group=_GROUP,
    kind="MutatingAdmissionPolicy",
    plural="mutatingadmissionpolicies",
    namespaced=False,
    categories=("api-extensions",),
    since=36,
    note=NOT_ENFORCED,
    columns=(NAME, _how_many("Mutations", "spec.mutations"), _PARAMETERS, AGE),
    set_defaults=defaults.policy,
)
MUTATING_POLICY_BINDINGS = Kind(
    group=_GROUP,
    kind="MutatingAdmissionPolicyBinding",
    plural="mutatingadmissionpolicybindings",
    required=("spec.policyName",),
    namespaced=False,
    categories=("api-extensions",),
    since=36,
    note=NOT_ENFORCED,
    columns=_BINDING,
)
