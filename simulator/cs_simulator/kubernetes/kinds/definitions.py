"""Definitions of custom resources: the group ``apiextensions.k8s.io``."""

from cs_simulator.kubernetes.kinds import _definition_filling as filling
from cs_simulator.kubernetes.kinds._columns import CREATED_AT, NAME
from cs_simulator.kubernetes.kinds._definition_checks import check
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import NO_SCHEMA

DEFINITIONS = Kind(
    group="apiextensions.k8s.io",
    kind="CustomResourceDefinition",
    plural="customresourcedefinitions",
    namespaced=False,
    short_names=("crd", "crds"),
    categories=("api-extensions",),
    has_status=True,
    required=("spec.group", "spec.names.kind", "spec.names.plural", "spec.scope", "spec.versions"),
    immutable=("spec.group", "spec.scope", "spec.names.plural", "spec.names.kind"),
    since=16,
    note=NO_SCHEMA,
    columns=(NAME, CREATED_AT),
    set_defaults=filling.set_defaults,
    complete=filling.complete,
    check=check,
)
