"""Triggers that deploy an application again: made, listed, deleted, today and in older calls."""

from tests.sdk.typed import there as given
from tests.sdk.typed.rows._row import CLUSTER, row

WEB = {"Namespace": "shop", "Name": "web"}


def _of_the_shop(there):
    return {
        "cluster_id": there.ids["cluster_id"],
        "project_id": "shop/web",
        "action": "redeploy",
        "type": "application",
    }


def _a_trigger(there):
    """A cluster with a trigger."""
    given.a_cluster(there)
    made = there.ask("CreateTrigger", "cluster_id", request=_of_the_shop(there)).raw
    there.ids["trigger_id"] = made["id"]


def _triggers(there):
    return there.ask("DescribeTrigger", "cluster_id", request=WEB).raw


def _is_the_only_one(there, answer):
    [found] = _triggers(there)
    assert answer == {**_of_the_shop(there), "id": found["id"]}
    assert found["token"].count(".") == 2


def _is_listed(there, answer):
    [found] = answer
    assert found["token"]
    named = {"id": there.ids["trigger_id"], "name": "web", "token": found["token"]}
    assert found == {**_of_the_shop(there), **named}


def _is_gone(there, answer):
    assert _triggers(there) == []
    assert there.refusal("DeleteTrigger", "cluster_id", "trigger_id").status == 404


row("CreateTrigger", given.a_cluster, *CLUSTER, request=_of_the_shop)(_is_the_only_one)
row("CreateKubernetesTrigger", given.a_cluster, request=_of_the_shop)(_is_the_only_one)

QUERY = {**WEB, "Type": "application", "action": "redeploy"}
row("DescribeTrigger", _a_trigger, *CLUSTER, request=QUERY)(_is_listed)
row("GetKubernetesTrigger", _a_trigger, *CLUSTER, request=QUERY)(_is_listed)

row("DeleteTrigger", _a_trigger, "cluster_id", "trigger_id")(_is_gone)
row("DeleteKubernetesTrigger", _a_trigger, "trigger_id")(_is_gone)
