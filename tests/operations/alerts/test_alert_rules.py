"""Alert rules of a cluster: switched by calls, and seen at the cluster's Kubernetes address."""

import pytest
from cs_simulator.domain.records import ClusterState
from cs_simulator.operations import ClusterCaller, Incoming

from tests.support.cluster_writes import WritingApi
from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import a_running_cluster, a_tenant, call, perform, put_in_state, settle

RULES = "/apis/alert.alibabacloud.com/v1beta1/namespaces/kube-system/ackalertrules"
DEFAULT = f"{RULES}/default"
DONE = {"status": True, "msg": "success"}
MERGE = "application/merge-patch+json"


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.fixture
def cluster_id(tenant):
    return a_kubernetes_cluster(tenant)


def switch(tenant, cluster_id, verb, group=None, rule=None):
    body = {"alert_rule_group_name": group, "alert_rule_name": rule}
    body = {name: value for name, value in body.items() if value is not None}
    return call(tenant, "POST", f"/alert/{cluster_id}/alert_rule/{verb}", body)


def notify(tenant, cluster_id, *numbers, group="pod-exceptions", **more):
    body = {"alert_rule_group_name": group, "contact_group_ids": [*numbers], **more}
    return call(tenant, "POST", f"/alert/{cluster_id}/alert_rule/contact_groups", body)


def the_api(tenant, cluster_id):
    return WritingApi(tenant, cluster_id)


def states(api, group, path=DEFAULT):
    """Whether each rule of a group is on, by its name, as the object says."""
    return {rule["name"]: rule["enable"] == "enable" for rule in rules(api, group, path)}


def rules(api, group, path=DEFAULT):
    groups = {one["name"]: one["rules"] for one in api.get(path)["spec"]["groups"]}
    return groups[group]


def notified(api, group, path=DEFAULT):
    return [rule.get("contactGroups", []) for rule in rules(api, group, path)]


def test_a_group_is_switched_off_and_on(tenant, cluster_id):
    assert switch(tenant, cluster_id, "stop", "pod-exceptions").ok() == DONE
    api = the_api(tenant, cluster_id)
    assert set(states(api, "pod-exceptions").values()) == {False}
    assert set(states(api, "node-exceptions").values()) == {True}

    assert switch(tenant, cluster_id, "start", "pod-exceptions").ok() == DONE
    assert set(states(api, "pod-exceptions").values()) == {True}


def test_one_rule_is_switched_off(tenant, cluster_id):
    switch(tenant, cluster_id, "stop", "pod-exceptions", "pod-oom").ok()
    switch(tenant, cluster_id, "stop", rule="node-down").ok()

    api = the_api(tenant, cluster_id)
    off = {name for name, is_on in states(api, "pod-exceptions").items() if not is_on}
    assert off == {"pod-oom"}
    assert not states(api, "node-exceptions")["node-down"]


def test_what_is_switched_before_the_api_is_called_adds_up(tenant, cluster_id):
    for rule in ("pod-oom", "pod-failed"):
        switch(tenant, cluster_id, "stop", "pod-exceptions", rule).ok()

    found = states(the_api(tenant, cluster_id), "pod-exceptions")
    assert (found["pod-oom"], found["pod-failed"], found["pod-crashloop"]) == (False, False, True)


def test_a_rule_says_what_it_is_about(tenant, cluster_id):
    switch(tenant, cluster_id, "start", "pod-exceptions").ok()

    found = rules(the_api(tenant, cluster_id), "pod-exceptions")
    assert found[0] == {
        "name": "pod-oom",
        "type": "event",
        "expression": "sls.app.ack.pod.oom",
        "enable": "enable",
    }


def test_a_cluster_has_no_object_until_a_call_changes_a_rule(tenant, cluster_id):
    api = the_api(tenant, cluster_id)
    assert not api.is_there(DEFAULT)

    switch(tenant, cluster_id, "stop", "pod-exceptions").ok()

    assert api.is_there(DEFAULT)
    definition = api.get(
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/"
        "ackalertrules.alert.alibabacloud.com"
    )
    assert definition["status"]["storedVersions"] == ["v1beta1"]


def test_the_first_call_at_the_address_may_be_about_the_object(tenant, cluster_id):
    switch(tenant, cluster_id, "stop", "pod-exceptions").ok()
    incoming = Incoming(
        "GET", DEFAULT, DEFAULT, {}, b"", "", "", cluster_caller=ClusterCaller(cluster_id, "admin")
    )

    answer = perform(tenant, incoming)

    assert answer is not None
    assert answer.status == 200


def test_those_who_watch_see_each_change(tenant, cluster_id):
    switch(tenant, cluster_id, "stop", "pod-exceptions").ok()
    api = the_api(tenant, cluster_id)
    version = api.get(RULES)["metadata"]["resourceVersion"]
    watch = api.watch(f"{RULES}?resourceVersion={version}")

    switch(tenant, cluster_id, "start", "pod-exceptions").ok()

    [event] = api.events_of(watch)
    assert event["type"] == "MODIFIED"
    metadata = event["object"]["metadata"]
    assert metadata["generation"] == 2
    assert int(metadata["resourceVersion"]) > int(version)


def test_what_a_caller_writes_into_the_object_counts(tenant, cluster_id):
    switch(tenant, cluster_id, "start", "pod-exceptions").ok()
    api = the_api(tenant, cluster_id)
    groups = [{"name": "mine", "rules": [{"name": "one", "enable": "enable"}]}, "nonsense"]
    api.call("PATCH", DEFAULT, {"spec": {"groups": groups}}, MERGE).ok()

    assert switch(tenant, cluster_id, "stop", "mine").ok() == DONE
    assert states(api, "mine") == {"one": False}
    assert switch(tenant, cluster_id, "stop", "pod-exceptions").ok()["status"] is False


def test_an_object_that_was_deleted_is_made_anew(tenant, cluster_id):
    switch(tenant, cluster_id, "stop", "pod-exceptions").ok()
    api = the_api(tenant, cluster_id)
    api.call("DELETE", DEFAULT).ok()
    assert not api.is_there(DEFAULT)

    switch(tenant, cluster_id, "stop", "node-exceptions", "node-down").ok()

    assert set(states(api, "pod-exceptions").values()) == {True}
    assert not states(api, "node-exceptions")["node-down"]


def test_a_rule_that_does_not_exist_is_said_so(tenant, cluster_id):
    for names in (("none",), ("pod-exceptions", "node-down"), (None, "none")):
        answer = switch(tenant, cluster_id, "stop", *names).ok()
        assert answer == {"status": False, "msg": "alert rule not found"}


def test_the_groups_of_contacts_stand_in_the_rules(tenant, cluster_id):
    assert notify(tenant, cluster_id, 12, 13).ok() == DONE

    api = the_api(tenant, cluster_id)
    expected = [{"id": "12"}, {"id": "13"}]
    assert all(each == expected for each in notified(api, "pod-exceptions"))
    assert not any(notified(api, "node-exceptions"))


def test_the_rules_of_another_object_can_name_contacts(tenant, cluster_id):
    switch(tenant, cluster_id, "start", "pod-exceptions").ok()
    api = the_api(tenant, cluster_id)
    spec = {"groups": [{"name": "mine", "rules": [{"name": "one"}]}]}
    body = {
        "apiVersion": "alert.alibabacloud.com/v1beta1",
        "kind": "AckAlertRule",
        "metadata": {"name": "own"},
        "spec": spec,
    }
    api.create(RULES.replace("kube-system", "default"), body)
    own = f"{RULES.replace('kube-system', 'default')}/own"
    place = {"cr_name": "own", "namespace": "default"}

    assert notify(tenant, cluster_id, 7, group="mine", **place).ok() == DONE
    assert notified(api, "mine", own) == [[{"id": "7"}]]
    missing = notify(tenant, cluster_id, 7, group="mine", cr_name="none").ok()
    assert missing == {"status": False, "msg": "alert rule object not found"}


def test_a_deleted_group_of_contacts_is_not_notified_any_more(tenant, cluster_id):
    other = a_kubernetes_cluster(tenant)
    notify(tenant, cluster_id, 12, 13).ok()
    notify(tenant, other, 12).ok()
    api = the_api(tenant, cluster_id)

    call(tenant, "DELETE", "/alert/contact_groups?contact_group_ids=[12]").ok()

    assert all(each == [{"id": "13"}] for each in notified(api, "pod-exceptions"))
    assert not any(notified(the_api(tenant, other), "pod-exceptions"))
    refused = notify(tenant, cluster_id, 12).ok()
    assert refused == {"status": False, "msg": "contact group illegal."}


def test_alerts_need_their_component(tenant, cluster_id):
    path = f"/clusters/{cluster_id}/components/uninstall"
    call(tenant, "POST", path, [{"name": "alicloud-monitor-controller"}]).ok()
    settle(tenant)

    for answer in (
        switch(tenant, cluster_id, "start", "pod-exceptions"),
        notify(tenant, cluster_id, 1),
    ):
        assert (answer.status, answer.body["code"]) == (404, "AddonNotFound")


def test_rules_go_with_their_cluster(tenant, cluster_id):
    switch(tenant, cluster_id, "stop", "pod-exceptions").ok()
    call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()
    settle(tenant)

    assert not tenant.world.cluster_entries_of[cluster_id]


@pytest.mark.parametrize("verb", ["start", "stop"])
def test_a_call_that_makes_no_sense_is_refused(tenant, cluster_id, verb):
    code = switch(tenant, cluster_id, verb).body["code"]
    assert code == "MissingParameter.AlertRuleGroupName"
    assert switch(tenant, cluster_id, verb, 5).body["code"] == "InvalidParameter"
    assert switch(tenant, "c0", verb, "a").body["code"] == "ErrorClusterNotFound"
    put_in_state(tenant, cluster_id, ClusterState.FAILED)
    assert switch(tenant, cluster_id, verb, "a").body["code"] == "InvalidStatus.Unsupported"
    swarm = a_running_cluster(tenant)
    assert switch(tenant, swarm, verb, "a").body["code"] == "OperationNotModelled"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"contact_group_ids": [1]}, "MissingParameter.AlertRuleGroupName"),
        ({"alert_rule_group_name": "a"}, "MissingParameter.ContactGroupIds"),
        (
            {"alert_rule_group_name": "a", "contact_group_ids": []},
            "InvalidParameter.ContactGroupIds",
        ),
        (
            {"alert_rule_group_name": "a", "contact_group_ids": [1, -1]},
            "InvalidParameter.ContactGroupIds",
        ),
        (
            {"alert_rule_group_name": "a", "contact_group_ids": [10**19]},
            "InvalidParameter.ContactGroupIds",
        ),
        ({"alert_rule_group_name": "a", "contact_group_ids": ["1"]}, "InvalidParameter"),
        ({"alert_rule_group_name": "a", "contact_group_ids": 1}, "InvalidParameter"),
    ],
)
def test_contacts_that_make_no_sense_are_refused(tenant, cluster_id, body, code):
    path = f"/alert/{cluster_id}/alert_rule/contact_groups"
    assert call(tenant, "POST", path, body).body["code"] == code
