"""Alerts: rules switched on and off, who is notified, and contacts that are deleted."""

from tests.sdk.typed import there as given
from tests.sdk.typed.entering import object_at
from tests.sdk.typed.rows._row import CLUSTER, row

KINDS = "/apis/alert.alibabacloud.com/v1beta1"
RULES = f"{KINDS}/namespaces/kube-system/ackalertrules/default"
DONE = {"status": True, "msg": "success"}
PODS = {"alert_rule_group_name": "pod-exceptions"}
NOTIFIED = {"contact_group_ids": [11, 12], "cr_name": "default", "namespace": "kube-system"}


def _a_cluster(there):
    """A cluster with the component that alerts need."""
    given.a_cluster(there)
    there.ids["addon"] = "alicloud-monitor-controller"


def _silence(there):
    """A cluster in which the rules about pods are off."""
    _a_cluster(there)
    there.ask("StopAlert", "cluster_id", request=PODS)


def _notified_groups(there):
    """A cluster in which groups of contacts are notified."""
    _a_cluster(there)
    there.ask("StartAlert", "cluster_id", request=PODS)
    there.ask("UpdateContactGroupForAlert", "cluster_id", request={**PODS, **NOTIFIED})


def _rules(there):
    """The rules about pods as the cluster has them, by name."""
    config = there.kubeconfig()
    assert "ackalertrules" in [each["name"] for each in object_at(config, KINDS)["resources"]]
    groups = object_at(config, RULES)["spec"]["groups"]
    [rules] = [group["rules"] for group in groups if group["name"] == "pod-exceptions"]
    return {rule["name"]: rule for rule in rules}


def _switched(there):
    return {name: rule["enable"] for name, rule in _rules(there).items()}


def _groups(there):
    return [rule["contactGroups"] for rule in _rules(there).values()]


@row("StopAlert", _a_cluster, *CLUSTER, request={**PODS, "alert_rule_name": "pod-oom"})
def _switches_a_rule_off(there, answer):
    assert answer == DONE
    assert (_switched(there)["pod-oom"], _switched(there)["pod-failed"]) == ("disable", "enable")
    other = {"alert_rule_group_name": "none"}
    assert there.ask("StopAlert", "cluster_id", request=other).raw["status"] is False


@row("StartAlert", _silence, *CLUSTER, request={**PODS, "alert_rule_name": "pod-oom"})
def _switches_a_rule_on(there, answer):
    assert answer == DONE
    assert (_switched(there)["pod-oom"], _switched(there)["pod-failed"]) == ("enable", "disable")


@row("UpdateContactGroupForAlert", _silence, *CLUSTER, request={**PODS, **NOTIFIED})
def _says_who_is_notified(there, answer):
    assert answer == DONE
    groups = [{"id": "11"}, {"id": "12"}]
    assert _groups(there) == [groups] * len(_groups(there))


@row("DeleteAlertContactGroup", _notified_groups, request={"contact_group_ids": [11, 13]})
def _deletes_groups_of_contacts(there, answer):
    assert {each["contact_group_id"]: each["status"] for each in answer} == {"11": True, "13": True}
    assert _groups(there) == [[{"id": "12"}]] * len(_groups(there))
    request = {**PODS, **NOTIFIED}
    refused = there.ask("UpdateContactGroupForAlert", "cluster_id", request=request).raw
    assert refused == {"status": False, "msg": "contact group illegal."}


@row("DeleteAlertContact", given.nothing, request={"contact_ids": [21, 22]})
def _deletes_contacts(there, answer):
    assert {each["contact_id"]: each["status"] for each in answer["result"]} == {
        "21": True,
        "22": True,
    }
    [again] = there.ask("DeleteAlertContact", request={"contact_ids": [21]}).raw["result"]
    assert again["status"] is False
