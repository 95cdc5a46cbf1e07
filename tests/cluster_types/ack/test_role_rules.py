"""The service roles that the creation of a cluster needs, and changes of it."""

import pytest
from cs_simulator.cluster_types.ack.creation import example
from cs_simulator.engine import limits

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import a_tenant, call


def create_without(*roles, **changes):
    tenant = a_tenant()
    for role in roles:
        tenant.change(0.0, lambda unit, role=role: limits.set_role(unit, role, is_granted=False))
    return tenant, call(tenant, "POST", "/clusters", example(changes, 1))


@pytest.mark.parametrize(
    ("role", "changes", "code"),
    [
        ("AliyunCSManagedKubernetesRole", {}, "ErrManagedKuberneteRoleNotAttach"),
        ("AliyunCSManagedNetworkRole", {}, "ErrManagedAddonRoleNotAttach"),
        (
            "AliyunCSKubernetesAuditRole",
            {"audit_log_config": {"enabled": True}},
            "ErrKubernetesAuditRoleNotAttach",
        ),
        (
            "AliyunCSManagedSecurityRole",
            {"security_hardening_os": True},
            "ErrManagedSecurityRoleNotAttach",
        ),
        ("AliyunCSManagedEdgeRole", {"profile": "Edge"}, "ErrEdgeAddonRoleNotAttach"),
        (
            "AliyunCSServerlessKubernetesRole",
            {"profile": "Serverless", "addons": [], "container_cidr": None},
            "ErrManagedKuberneteRoleNotAttach",
        ),
        (
            "AliyunCSManagedCostRole",
            {"addons": [{"name": "flannel"}, {"name": "ack-cost-exporter"}]},
            "ErrCostExporterRoleNotAttach",
        ),
        (
            "AliyunCSManagedAutoScalerRole",
            {"addons": [{"name": "flannel"}, {"name": "cluster-autoscaler"}]},
            "ErrAutoScalerRoleNotAttach",
        ),
        (
            "AliyunCSManagedAcrRole",
            {"addons": [{"name": "flannel"}, {"name": "managed-aliyun-acr-credential-helper"}]},
            "ErrAcrHelperRoleNotAttach",
        ),
    ],
)
def test_a_cluster_that_needs_a_missing_role_is_refused(role, changes, code):
    tenant, answer = create_without(role, **changes)

    assert (answer.status, answer.body["code"]) == (400, code)
    assert "ramrole authorization at https://" in answer.body["message"]
    assert not list(tenant.world.clusters)


@pytest.mark.parametrize(
    ("role", "changes"),
    [
        ("AliyunCSKubernetesAuditRole", {}),
        ("AliyunCSManagedEdgeRole", {}),
        (
            "AliyunCSManagedCostRole",
            {"addons": [{"name": "flannel"}, {"name": "ack-cost-exporter", "disabled": True}]},
        ),
    ],
)
def test_a_missing_role_that_it_does_not_need_makes_no_difference(role, changes):
    _, answer = create_without(role, **changes)

    assert answer.status == 202


def test_the_call_works_once_the_role_is_granted():
    role = "AliyunCSManagedNetworkRole"
    tenant, answer = create_without(role)
    tenant.change(0.0, lambda unit: limits.set_role(unit, role, is_granted=True))

    assert answer.status == 400
    assert call(tenant, "POST", "/clusters", example({}, 1)).status == 202


CHANGES = [
    (
        "AliyunCSManagedCostRole",
        "POST",
        "components/install",
        [{"name": "ack-cost-exporter"}],
        "ErrCostExporterRoleNotAttach",
    ),
    (
        "AliyunCSKubernetesAuditRole",
        "PUT",
        "audit_log",
        {"disable": False},
        "ErrKubernetesAuditRoleNotAttach",
    ),
    (
        "AliyunCSManagedSecurityRole",
        "PUT",
        "kms",
        {"kms_key_id": "key-1"},
        "ErrManagedSecurityRoleNotAttach",
    ),
]


@pytest.mark.parametrize(("role", "method", "path", "body", "code"), CHANGES)
def test_a_change_that_needs_a_missing_role_is_refused_until_it_is_granted(
    role, method, path, body, code
):
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant, cluster_spec="ack.pro.small")
    tenant.change(0.0, lambda unit: limits.set_role(unit, role, is_granted=False))

    answer = call(tenant, method, f"/clusters/{cluster_id}/{path}", body)
    assert (answer.status, answer.code) == (400, code)

    tenant.change(0.0, lambda unit: limits.set_role(unit, role, is_granted=True))
    assert call(tenant, method, f"/clusters/{cluster_id}/{path}", body).status == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [("audit_log", {"disable": True}), ("kms", {"disable_encryption": True})],
)
def test_what_needs_a_role_can_be_switched_off_without_it(path, body):
    tenant = a_tenant()
    cluster_id = a_kubernetes_cluster(tenant, cluster_spec="ack.pro.small")
    for role in ("AliyunCSKubernetesAuditRole", "AliyunCSManagedSecurityRole"):
        tenant.change(0.0, lambda unit, role=role: limits.set_role(unit, role, is_granted=False))

    assert call(tenant, "PUT", f"/clusters/{cluster_id}/{path}", body).status == 200
