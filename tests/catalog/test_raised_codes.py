"""Which codes the simulator answers with by itself, found in its source, against the marks.

A row of the errors of Kubernetes clusters is raised where a layer that decides refers to it, or
where the layer needs a service role whose lack the row is about.
"""

import ast
from pathlib import Path

import pytest
from cs_simulator.catalog import ack_errors, codes, service_roles

PACKAGE = Path(ack_errors.__file__).parents[1]
DECIDING = ("operations", "cluster_types", "validation", "engine", "kubernetes")
ROWS = ack_errors.all_rows()
OTHER_WORDS = {"TooManyRequests", "Throttling"}
"""Texts that are codes, too: a reason of the Kubernetes API, and a family of codes."""


def names_raised(source):
    """The rows to which a module refers, by whatever name it imports their table."""
    tree = ast.parse(source)
    tables, rows = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "cs_simulator.catalog":
            tables |= {one.asname or one.name for one in node.names if one.name == "ack_errors"}
        elif isinstance(node, ast.ImportFrom) and node.module == "cs_simulator.catalog.ack_errors":
            rows |= {one.name for one in node.names}
    return rows | {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in tables
        and node.attr in ROWS
    }


def texts_of(source):
    """The text literals of a module, without its docstrings."""
    tree = ast.parse(source)
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    }


def roles_needed(source):
    """The service roles that a module names, as texts or by their constants."""
    constants = {name: value for name, value in vars(service_roles).items() if name.isupper()}
    named = {
        constants.get(node.attr)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "service_roles"
        and isinstance(constants.get(node.attr), str)
    }
    return (texts_of(source) | named) & service_roles.MISSING.keys()


@pytest.fixture(scope="module")
def sources():
    return [
        path.read_text("utf-8") for layer in DECIDING for path in (PACKAGE / layer).rglob("*.py")
    ]


@pytest.fixture(scope="module")
def raised(sources):
    found = set().union(*map(names_raised, sources))
    roles = set().union(*map(roles_needed, sources))
    lacks = [service_roles.MISSING[role] for role in roles]
    return found | {name for name, row in ROWS.items() if row in lacks}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_raised_or_marked_as_for_scenarios_only(name, raised):
    assert (name in raised) is not ROWS[name].only_in_scenarios


def test_no_layer_that_decides_spells_out_a_code_that_is_for_scenarios_only(sources):
    only = {code for code in codes.all_codes() if codes.only_in_scenarios(code)}

    assert set().union(*map(texts_of, sources)) & only == OTHER_WORDS


IMPORTED = "from cs_simulator.catalog import ack_errors as table, errors\n"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("raise table.LAST_NODE_POOL()", {"LAST_NODE_POOL"}),
        ("row = table.EMPTY_CIDR if wide else table.INVALID_CIDR", {"EMPTY_CIDR", "INVALID_CIDR"}),
        ("raise errors.CLUSTER_NOT_FOUND()", set()),
        ("# raise table.LAST_NODE_POOL()", set()),
        ("'raise table.LAST_NODE_POOL()'", set()),
        ("from cs_simulator.catalog.ack_errors import EMPTY_CIDR", {"EMPTY_CIDR"}),
    ],
)
def test_rows_are_found_where_code_refers_to_them(source, found):
    assert names_raised(IMPORTED + source) == found


@pytest.mark.parametrize(
    ("source", "roles"),
    [
        ("yield service_roles.SECURITY", {"AliyunCSManagedSecurityRole"}),
        ("needed = ['AliyunCSManagedAcrRole']", {"AliyunCSManagedAcrRole"}),
        ("'AliyunCSManagedAcrRole'", set()),
        ("service_roles.MISSING", set()),
    ],
)
def test_roles_are_found_where_code_needs_them(source, roles):
    assert roles_needed(source) == roles


SECTION = (
    "EmptyCIDR", "InvalidCIDR", "InvalidPodVswitchIds", "ErrManagedAddonRoleNotAttach",
    "ErrManagedKuberneteRoleNotAttach", "ErrKubernetesAuditRoleNotAttach",
    "ErrManagedSecurityRoleNotAttach", "ErrEdgeAddonRoleNotAttach", "ErrAutoScalerRoleNotAttach",
    "ErrAcrHelperRoleNotAttach", "ErrCostExporterRoleNotAttach", "ErrorClusterNameAlreadyExist",
    "ClusterNameAlreadyExist", "ErrAuthorizationConflict", "QuotaExceeded.Cluster",
    "QuotaExceeded.Node", "InvalidParameter.Format", "ErrorClusterNotFound",
    "ErrorNodePoolNotFound", "400", "AddonNotFound", "InvalidResource.NotFound",
    "InvalidStatus.Forbidden", "InvalidStatus.Unsupported", "InvalidNodePoolStatus.Forbidden",
    "InvalidParameter.Name", "InvalidDesiredSizeOrCount.NotNull", "InvalidParameter.Management",
    "InvalidParameter.ApiServerEipId", "MissingAuth.AliyunOOSLifecycleHook4CSRole",
    "MissingAuth.AliyuncsManagedSecurityRole", "InvalidImageId.NotFound", "InsufficientInstanceIP",
    "RecommendEmpty.InstanceTypeNoStock", "TaskOperationNotSupported", "ErrPauseTask",
    "DependencyViolation.Resource", "ErrorModifyDeletionProtectionFailed", "LastNodePool",
    "ErrorClusterState", "ErrorQueryCluster", "ErrorCheckAcl", "StatusForbidden",
    "ForbiddenQueryClusterNamespace", "ForbiddenCheckControlPlaneLog", "ForbiddenHelmUsage",
    "ForbiddenRotateCert", "ForbiddenAttachInstance", "ForbiddenUpdateKMSState",
    "ForbiddenGrantPermissions", "APISERVER_403", "Throttling.User", "ORDER.OPEND",
    "OperationDenied.DeletionProtection", "InvalidNodePoolStatus.NotEmpty", "BadRequest",
)  # fmt: skip
"""The codes with which the service was seen to answer calls about Kubernetes clusters."""


@pytest.mark.parametrize("code", SECTION)
def test_scenarios_can_name_each_code_that_the_service_was_seen_to_answer_with(code):
    assert code in codes.all_codes()
