"""What is found wrong with how workloads replace their Pods, and with budgets for disruptions."""

import pytest

SHOP = "/namespaces/shop"
DEPLOYMENTS = f"/apis/apps/v1{SHOP}/deployments"
STATEFUL_SETS = f"/apis/apps/v1{SHOP}/statefulsets"
DAEMON_SETS = f"/apis/apps/v1{SHOP}/daemonsets"
BUDGETS = f"/apis/policy/v1{SHOP}/poddisruptionbudgets"
ROLLING = "spec.strategy.rollingUpdate"
UPDATE = "spec.updateStrategy"
PERCENT = (
    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or"
    " '93%', regex used for validation is '[0-9]+%')"
)


def a_workload(**spec):
    """The body of a workload that would do without *spec*."""
    template = {
        "metadata": {"labels": {"app": "web"}},
        "spec": {"containers": [{"name": "a", "image": "nginx"}]},
    }
    selector = {"matchLabels": {"app": "web"}}
    return {
        "metadata": {"name": "web"},
        "spec": {"selector": selector, "template": template, **spec},
    }


def strategy(**rolling):
    return {"strategy": {"rollingUpdate": rolling}}


def update(**rolling):
    return {"updateStrategy": {"type": "RollingUpdate", "rollingUpdate": rolling}}


@pytest.mark.parametrize(
    ("path", "spec", "field", "message"),
    [
        (DEPLOYMENTS, strategy(maxSurge=0, maxUnavailable=0), f"{ROLLING}.maxUnavailable",
         "Invalid value: 0: may not be 0 when `maxSurge` is 0"),
        (DEPLOYMENTS, strategy(maxSurge="0%", maxUnavailable="0%"), f"{ROLLING}.maxUnavailable",
         'Invalid value: "0%": may not be 0 when `maxSurge` is 0'),
        (DEPLOYMENTS, strategy(maxUnavailable="200%"), f"{ROLLING}.maxUnavailable",
         'Invalid value: "200%": must not be greater than 100%'),
        (DEPLOYMENTS, strategy(maxSurge="many"), f"{ROLLING}.maxSurge",
         f'Invalid value: "many": {PERCENT}'),
        (DEPLOYMENTS, strategy(maxSurge=-1), f"{ROLLING}.maxSurge",
         "Invalid value: -1: must be greater than or equal to 0"),
        (DEPLOYMENTS, {"strategy": {"type": "Recreate", "rollingUpdate": {"maxSurge": 1}}}, ROLLING,
         "Forbidden: may not be specified when strategy `type` is 'Recreate'"),
        (DEPLOYMENTS, {"strategy": {"type": "BlueGreen"}}, "spec.strategy.type",
         'Unsupported value: "BlueGreen": supported values: "Recreate", "RollingUpdate"'),
        (DEPLOYMENTS, {"minReadySeconds": -1}, "spec.minReadySeconds",
         "Invalid value: -1: must be greater than or equal to 0"),
        (DEPLOYMENTS, {"minReadySeconds": 600}, "spec.progressDeadlineSeconds",
         "Invalid value: 600: must be greater than minReadySeconds"),
        (STATEFUL_SETS, update(partition=-1), f"{UPDATE}.rollingUpdate.partition",
         "Invalid value: -1: must be greater than or equal to 0"),
        (STATEFUL_SETS, {"podManagementPolicy": "Random"}, "spec.podManagementPolicy",
         "Invalid value: \"Random\": must be 'OrderedReady' or 'Parallel'"),
        (STATEFUL_SETS, {"updateStrategy": {"type": "Recreate"}}, UPDATE,
         'Invalid value: {"type": "Recreate"}: must be \'RollingUpdate\' or \'OnDelete\''),
        (STATEFUL_SETS, {"updateStrategy": {"type": "OnDelete", "rollingUpdate": {"partition": 1}}},
         f"{UPDATE}.rollingUpdate",
         'Invalid value: {"partition": 1}: only allowed for updateStrategy \'RollingUpdate\''),
        (DAEMON_SETS, update(maxUnavailable=0), f"{UPDATE}.rollingUpdate.maxUnavailable",
         "Required value: cannot be 0 when maxSurge is 0"),
        (DAEMON_SETS, update(maxSurge=1, maxUnavailable=1), f"{UPDATE}.rollingUpdate.maxSurge",
         "Invalid value: 1: may not be set when maxUnavailable is non-zero"),
        (DAEMON_SETS, {"updateStrategy": {"type": "Recreate"}}, f"{UPDATE}.type",
         'Unsupported value: "Recreate": supported values: "OnDelete", "RollingUpdate"'),
    ],
)  # fmt: skip
def test_a_workload_that_could_not_be_updated_is_refused(api, path, spec, field, message):
    refused = api.call("POST", path, a_workload(**spec))

    assert refused.status == 422
    assert refused.causes == {field: message}


@pytest.mark.parametrize(
    ("path", "spec"),
    [
        (DEPLOYMENTS, strategy(maxSurge="200%", maxUnavailable=0)),
        (DEPLOYMENTS, {"strategy": {"type": "Recreate"}}),
        (STATEFUL_SETS, {"updateStrategy": {"type": "OnDelete"}}),
        (DAEMON_SETS, update(maxSurge="50%", maxUnavailable=0)),
        (DAEMON_SETS, {"updateStrategy": {"type": "OnDelete"}}),
    ],
)
def test_other_ways_of_updating_are_taken(api, path, spec):
    assert api.call("POST", path, a_workload(**spec)).status == 201


@pytest.mark.parametrize(
    ("path", "kind"), [(DEPLOYMENTS, "ReplicaSet"), (STATEFUL_SETS, "StatefulSet")]
)
def test_pods_that_run_for_ever_have_no_deadline(api, path, kind):
    body = a_workload()
    body["spec"]["template"]["spec"]["activeDeadlineSeconds"] = 60

    refused = api.call("POST", path, body)

    field = "spec.template.spec.activeDeadlineSeconds"
    why = f"Forbidden: activeDeadlineSeconds in {kind} is not Supported"
    assert refused.causes == {field: why}


def test_a_deployment_is_recreated_from_now_on_only_without_the_numbers_of_before(api):
    api.create(DEPLOYMENTS, a_workload())
    change = {"spec": {"strategy": {"type": "Recreate"}}}
    merge = "application/merge-patch+json"

    refused = api.call("PATCH", f"{DEPLOYMENTS}/web", change, merge)
    assert list(refused.causes) == [ROLLING]

    change["spec"]["strategy"]["rollingUpdate"] = None
    assert api.call("PATCH", f"{DEPLOYMENTS}/web", change, merge).status == 200


@pytest.mark.parametrize(
    ("spec", "field", "message"),
    [
        ({"maxUnavailable": "150%"}, "spec.maxUnavailable",
         'Invalid value: "150%": must not be greater than 100%'),
        ({"minAvailable": -1}, "spec.minAvailable",
         "Invalid value: -1: must be greater than or equal to 0"),
        ({"minAvailable": "half"}, "spec.minAvailable", f'Invalid value: "half": {PERCENT}'),
        ({"maxUnavailable": 1, "unhealthyPodEvictionPolicy": "Never"},
         "spec.unhealthyPodEvictionPolicy",
         'Unsupported value: "Never": supported values: "AlwaysAllow", "IfHealthyBudget"'),
    ],
)  # fmt: skip
def test_a_budget_that_means_nothing_is_refused(api, spec, field, message):
    selector = {"matchLabels": {"app": "web"}}

    refused = api.call(
        "POST", BUDGETS, {"metadata": {"name": "b"}, "spec": {"selector": selector, **spec}}
    )

    assert refused.causes == {field: message}
