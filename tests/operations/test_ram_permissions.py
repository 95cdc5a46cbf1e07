"""Every modelled operation under every kind of RAM policy: a table made from the operations.

Whatever is declared as an operation is in it: action and resource are worked out here from its
name, its path and the documents of the service, not by the code that decides.
"""

import json
from urllib.parse import parse_qsl

import pytest
from cs_simulator import operations
from cs_simulator.domain.access_denied import Principal
from cs_simulator.domain.errors import ApiError
from cs_simulator.operations import Incoming
from cs_simulator.signing.permissions import Permissions
from cs_simulator.signing.policies import Policy

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import a_tenant, create

ACCOUNT, ANOTHER_ACCOUNT = "1234567890123456", "6543210987654321"
REGION, ANOTHER_REGION = "cn-beijing", "cn-hangzhou"
USER = Principal("SubUser", "212345678901234567", ACCOUNT)
ROLE = Principal("AssumedRoleUser", "deployer:session", ACCOUNT)
OF_SERVICE = operations.all_operations()
OF_OTHERS = tuple(operations.rpc_operations().values())

# How documents of the service name actions otherwise than its SDKs do.
DOCUMENTED = {
    "DescribeClusterCerts": "GetClusterCerts",
    "DescribeClusterDetail": "GetClusterById",
    "DescribeClusterLogs": "GetClusterLogs",
    "DescribeClusters": "GetClusters",
    "DescribeClustersV1": "GetClusters",
    "DescribeUserPermission": "GetUserPermissions",
}


class Case:
    """A call of an operation, and the action and the resource that its permission is about."""

    def __init__(self, operation, clusters):
        self.operation = operation
        self.product = operation.product or "cs"
        self.action = f"{self.product}:{DOCUMENTED.get(operation.name, operation.name)}"
        self.by_sdk = f"{self.product}:{operation.name}"
        cluster_type = operation.cluster_type or "swarm"
        self.cluster_id, task_id = clusters[cluster_type]
        known = {"cluster_id": self.cluster_id, "task_id": task_id, "region_id": REGION}
        path = operation.path
        for name in names_in(path):
            path = path.replace(f"{{{name}}}", known.get(name, "x"))
        query = {"Action": operation.name, "Version": "2016-04-28"} if operation.product else {}
        self.incoming = Incoming(
            operation.method, path, path, query, b"", "application/json", REGION,
            action=operation.name if operation.product else "",
        )  # fmt: skip
        if operation.product:
            self.what = "vswitch/{}" if "VSwitch" in operation.name else "vpc/{}"
        else:
            self.what = "cluster/{}"
        self.whose = self.cluster_id if "{cluster_id}" in operation.path else "*"

    def resource(self, region=REGION, account=ACCOUNT, name=None):
        about = self.what.format(name or self.whose)
        return f"acs:{self.product}:{region}:{account}:{about}"

    def check(self, world, statements, principal=USER):
        document = [
            {"Effect": effect, "Action": action, "Resource": resource}
            for effect, action, resource in statements
        ]
        permissions = Permissions(Policy.read({"Statement": document}), principal)
        incoming = self.incoming._replace(permissions=permissions)
        called = operations.call_of(incoming, "", world)
        assert called.operation is self.operation
        operations.check_policy(called, world)


def names_in(path):
    return [part.partition("}")[0] for part in path.split("{")[1:]]


ALLOWED, IMPLICIT, EXPLICIT = None, "ImplicitDeny", "ExplicitDeny"


def everything(case):
    return ("Allow", f"{case.product}:*", "*")


TABLE = {
    "everything is allowed": (ALLOWED, lambda c: [everything(c)]),
    "it is allowed there": (ALLOWED, lambda c: [("Allow", c.action, c.resource())]),
    "it is allowed by the name of the SDKs": (ALLOWED, lambda c: [("Allow", c.by_sdk, "*")]),
    "it is allowed on all": (
        ALLOWED,
        lambda c: [("Allow", c.action, f"acs:{c.product}:*:*:{c.what.format('*')}")],
    ),
    "another cluster is denied": (
        ALLOWED,
        lambda c: [everything(c), ("Deny", c.action, c.resource(name="other"))],
    ),
    "another region is denied": (
        ALLOWED,
        lambda c: [everything(c), ("Deny", c.action, c.resource(ANOTHER_REGION))],
    ),
    "another action is denied": (
        ALLOWED,
        lambda c: [everything(c), ("Deny", f"{c.product}:Other", "*")],
    ),
    "nothing is allowed": (IMPLICIT, lambda _c: []),
    "another action is allowed": (IMPLICIT, lambda c: [("Allow", f"{c.product}:Other", "*")]),
    "another product is allowed": (IMPLICIT, lambda c: [("Allow", f"x{c.action}", "*")]),
    "another cluster is allowed": (
        IMPLICIT,
        lambda c: [("Allow", c.action, c.resource(name="other"))],
    ),
    "another region is allowed": (
        IMPLICIT,
        lambda c: [("Allow", c.action, c.resource(ANOTHER_REGION))],
    ),
    "another account is allowed": (
        IMPLICIT,
        lambda c: [("Allow", c.action, c.resource(account=ANOTHER_ACCOUNT))],
    ),
    "it is denied there": (
        EXPLICIT,
        lambda c: [everything(c), ("Deny", c.action, c.resource())],
    ),
    "it is denied by the name of the SDKs": (
        EXPLICIT,
        lambda c: [everything(c), ("Deny", c.by_sdk, "*")],
    ),
    "everything is denied": (EXPLICIT, lambda c: [everything(c), ("Deny", "*", "*")]),
    "it is denied and not allowed": (EXPLICIT, lambda c: [("Deny", c.action, c.resource())]),
}


@pytest.fixture(scope="module")
def tenant():
    return a_tenant()


@pytest.fixture(scope="module")
def clusters(tenant):
    """A cluster of each type and its task, by the type."""
    ids = {"swarm": create(tenant), "ack": a_kubernetes_cluster(tenant)}
    tasks = tenant.world.tasks.records.values()
    return {
        kind: (cluster_id, next(t.task_id for t in tasks if t.cluster_id == cluster_id))
        for kind, cluster_id in ids.items()
    }


def id_of(operation):
    return operation.handle.__module__.removeprefix("cs_simulator.operations.")


@pytest.mark.parametrize("row", TABLE)
@pytest.mark.parametrize("operation", [*OF_SERVICE, *OF_OTHERS], ids=id_of)
def test_a_policy_decides_each_operation(tenant, clusters, operation, row):
    case = Case(operation, clusters)
    expected, statements = TABLE[row]
    if expected is ALLOWED:
        case.check(tenant.world, statements(case))
        return
    with pytest.raises(ApiError) as refused:
        case.check(tenant.world, statements(case))
    assert refused.value.access_denied == {
        "AuthAction": case.action,
        "AuthPrincipalDisplayName": USER.name,
        "AuthPrincipalOwnerId": ACCOUNT,
        "AuthPrincipalType": "SubUser",
        "NoPermissionType": expected,
        "PolicyType": "AccountLevelIdentityBasedPolicy",
    }
    code = "Forbidden.RAM" if operation.product else "StatusForbidden"
    assert (refused.value.status, refused.value.code) == (403, code)


@pytest.mark.parametrize("operation", OF_SERVICE, ids=id_of)
def test_a_name_of_a_cluster_in_a_path_is_its_id(operation):
    about = [name for name in names_in(operation.path) if name.lower().startswith("cluster")]

    assert about in ([], ["cluster_id"], ["cluster_id", "cluster_name"])


@pytest.mark.parametrize("name", DOCUMENTED)
def test_an_operation_with_another_name_in_documents_is_modelled(name):
    assert name in {operation.name for operation in OF_SERVICE}


def refusal_of(tenant, clusters, name, principal):
    operation = next(one for one in (*OF_SERVICE, *OF_OTHERS) if one.name == name)
    case = Case(operation, clusters)
    with pytest.raises(ApiError) as refused:
        case.check(tenant.world, [], principal)
    keys = operations.keys_for(case.incoming, operations.ErrorKeys.SERVICE)
    return json.loads(operations.refusal(refused.value, "R-1", keys).body)


@pytest.mark.parametrize(("principal", "word"), [(USER, "RAM"), (ROLE, "STSToken")])
def test_a_refusal_says_who_was_refused_what_and_why(tenant, clusters, principal, word):
    assert refusal_of(tenant, clusters, "DescribeClusterNodePools", principal) == {
        "accessDeniedDetail": {
            "AuthAction": "cs:DescribeClusterNodePools",
            "AuthPrincipalDisplayName": principal.name,
            "AuthPrincipalOwnerId": ACCOUNT,
            "AuthPrincipalType": principal.kind,
            "NoPermissionType": "ImplicitDeny",
            "PolicyType": "AccountLevelIdentityBasedPolicy",
        },
        "code": "StatusForbidden",
        "message": f"{word} policy Forbidden for action cs:DescribeClusterNodePools",
        "requestId": "R-1",
        "status": 403,
    }


def test_a_refusal_of_another_product_says_so_in_its_own_form(tenant, clusters):
    body = refusal_of(tenant, clusters, "DescribeVpcs", USER)

    assert body["Code"] == "Forbidden.RAM"
    assert body["AccessDeniedDetail"]["AuthAction"] == "vpc:DescribeVpcs"


GROUP, ANOTHER_GROUP = "rg-acfm1", "rg-acfm2"
LISTING, CREATION = "/api/v1/clusters", "/clusters"


@pytest.fixture(scope="module")
def grouped(tenant):
    return a_kubernetes_cluster(tenant, name="grouped", resource_group_id=GROUP)


def refusal_in_group(world, group, method, target, body=None):
    """Why a call is refused to who may do everything in a resource group; ``None`` if it is not."""
    path, _, query = target.partition("?")
    policy = Policy.read({"Statement": [{"Effect": "Allow", "Action": "cs:*"}]})
    incoming = Incoming(
        method, path, target, dict(parse_qsl(query)), json.dumps(body).encode() if body else b"",
        "application/json", "", permissions=Permissions(policy, USER, group),
    )  # fmt: skip
    try:
        operations.check_policy(operations.call_of(incoming, "", world), world)
    except ApiError as refused:
        detail = refused.access_denied
        return refused.code, detail["NoPermissionType"], detail["PolicyType"]
    return None


@pytest.mark.parametrize(("group", "is_refused"), [(GROUP, False), (ANOTHER_GROUP, True)])
@pytest.mark.parametrize(
    ("method", "target", "body"),
    [
        ("GET", "/clusters/{cluster_id}", None),
        ("DELETE", "/clusters/{cluster_id}", None),
        ("GET", f"{LISTING}?resource_group_id={GROUP}", None),
        ("POST", CREATION, {"name": "a", "resource_group_id": GROUP}),
    ],
)
def test_a_policy_of_a_resource_group_is_for_its_clusters_only(
    tenant, grouped, group, is_refused, method, target, body
):
    found = refusal_in_group(tenant.world, group, method, target.format(cluster_id=grouped), body)

    refused = ("StatusForbidden", IMPLICIT, "ResourceGroupLevelIdentityBasedPolicy")
    assert found == (refused if is_refused else None)


@pytest.mark.parametrize("target", [LISTING, CREATION])
def test_what_names_no_resource_group_is_refused_to_one(tenant, grouped, target):
    assert refusal_in_group(tenant.world, GROUP, "GET", target) is not None


def test_a_cluster_without_a_resource_group_is_refused_to_one(tenant, clusters):
    for cluster_id, _ in clusters.values():
        assert refusal_in_group(tenant.world, GROUP, "GET", f"/clusters/{cluster_id}") is not None
