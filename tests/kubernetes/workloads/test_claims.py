"""Claims to volumes are bound to volumes that there are, or to new disks of their class."""

import pytest

from tests.support.cluster_nodes import a_cluster, move, node_object
from tests.support.cluster_writes import WritingApi
from tests.support.service_pods import STATUS, a_pod, set_running, set_status

CLAIMS = "/api/v1/namespaces/shop/persistentvolumeclaims"
VOLUMES = "/api/v1/persistentvolumes"
CLASSES = "/apis/storage.k8s.io/v1/storageclasses"
PODS = "/api/v1/namespaces/shop/pods"
ESSD = "alicloud-disk-essd"
LATE = "alicloud-disk-topology-alltype"
SELECTED = "volume.kubernetes.io/selected-node"


def a_claim(api, name="data", storage="20Gi", storage_class=ESSD, **spec):
    whole = {
        "accessModes": ["ReadWriteOnce"],
        "resources": {"requests": {"storage": storage}},
        **({} if storage_class is None else {"storageClassName": storage_class}),
        **spec,
    }
    return api.create(CLAIMS, {"metadata": {"name": name}, "spec": whole})


def a_volume(api, name="disk", storage="20Gi", labels=None, **spec):
    whole = {
        "capacity": {"storage": storage},
        "accessModes": ["ReadWriteOnce"],
        "hostPath": {"path": "/data"},
        **spec,
    }
    return api.create(VOLUMES, {"metadata": {"name": name, "labels": labels or {}}, "spec": whole})


def claim(api, name="data"):
    return api.get(f"{CLAIMS}/{name}")


def volume(api, name):
    return api.get(f"{VOLUMES}/{name}")


def phase(api, name="data"):
    return claim(api, name)["status"]["phase"]


def bound_to(api, name="data"):
    return claim(api, name)["spec"].get("volumeName")


def said(api, name="data"):
    found = api.get(f"/api/v1/namespaces/shop/events?fieldSelector=involvedObject.name={name}")
    return {each["reason"]: each for each in found["items"]}


def a_bound_claim(api, **changes):
    a_claim(api, **changes)
    move(api.tenant, 10)
    return volume(api, bound_to(api))


def select_node(api, node, name="data"):
    change = {"metadata": {"annotations": {SELECTED: node}}}
    api.call("PATCH", f"{CLAIMS}/{name}", change, **STATUS).ok()


def a_user(api, name="db", **spec):
    use = {"name": "data", "persistentVolumeClaim": {"claimName": "data"}}
    a_pod(api, name, volumes=[use], **spec)


class TestDisks:
    def test_a_claim_is_bound_to_a_new_disk_after_a_moment(self, api):
        a_claim(api)
        assert phase(api) == "Pending"
        move(api.tenant, 10)
        found = claim(api)
        assert found["status"]["phase"] == "Bound"
        assert found["status"]["capacity"] == {"storage": "20Gi"}
        assert found["status"]["accessModes"] == ["ReadWriteOnce"]

    def test_the_volume_of_a_disk_says_what_it_is(self, api):
        found = a_bound_claim(api)
        name = found["metadata"]["name"]
        assert name.startswith("d-")
        assert found["spec"]["csi"]["driver"] == "diskplugin.csi.alibabacloud.com"
        assert found["spec"]["csi"]["volumeHandle"] == name
        assert found["spec"]["claimRef"]["uid"] == claim(api)["metadata"]["uid"]
        assert found["spec"]["storageClassName"] == ESSD
        assert found["spec"]["persistentVolumeReclaimPolicy"] == "Delete"
        assert found["status"]["phase"] == "Bound"

    def test_events_say_how_a_disk_is_made(self, api):
        a_bound_claim(api)
        reasons = said(api)
        assert {"Provisioning", "ProvisioningSucceeded"} <= {*reasons}
        assert reasons["ExternalProvisioning"]["source"]["component"] == (
            "persistentvolume-controller"
        )

    def test_a_disk_is_not_smaller_than_the_smallest(self, api):
        a_claim(api, storage="5Gi")
        move(api.tenant, 60)
        assert phase(api) == "Pending"
        assert said(api)["ProvisioningFailed"]["type"] == "Warning"

    def test_a_class_can_have_small_claims_rounded_up(self, api):
        parameters = {"type": "cloud_essd", "volumeSizeAutoAvailable": "true"}
        body = {"metadata": {"name": "up"}, "provisioner": "diskplugin.csi.alibabacloud.com"}
        api.create(CLASSES, {**body, "parameters": parameters})
        found = a_bound_claim(api, storage="5Gi", storage_class="up")
        assert found["spec"]["capacity"] == {"storage": "20Gi"}

    def test_another_provisioner_is_waited_for(self, api):
        api.create(CLASSES, {"metadata": {"name": "nfs"}, "provisioner": "example.com/nfs"})
        a_claim(api, storage_class="nfs")
        move(api.tenant, 60)
        assert phase(api) == "Pending"
        assert "example.com/nfs" in said(api)["ExternalProvisioning"]["message"]

    def test_a_claim_of_a_class_that_is_missing_waits_and_says_so(self, api):
        a_claim(api, storage_class="fast")
        message = said(api)["ProvisioningFailed"]["message"]
        assert message == 'storageclass.storage.k8s.io "fast" not found'
        body = {"metadata": {"name": "fast"}, "provisioner": "diskplugin.csi.alibabacloud.com"}
        api.create(CLASSES, body)
        move(api.tenant, 10)
        assert phase(api) == "Bound"

    def test_a_claim_without_a_class_waits_for_one_that_is_the_default(self, api):
        a_claim(api, storage_class=None)
        assert "no storage class is set" in said(api)["FailedBinding"]["message"]
        annotations = {"storageclass.kubernetes.io/is-default-class": "true"}
        change = {"metadata": {"annotations": annotations}}
        api.call("PATCH", f"{CLASSES}/{ESSD}", change, **STATUS).ok()
        assert claim(api)["spec"]["storageClassName"] == ESSD
        move(api.tenant, 10)
        assert phase(api) == "Bound"


class TestTheFirstConsumer:
    @pytest.fixture
    def api(self):
        nodes = a_cluster()
        api = WritingApi(nodes.tenant, nodes.cluster_id)
        api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
        return api

    def test_a_claim_waits_for_it(self, api):
        a_claim(api, storage_class=LATE)
        move(api.tenant, 60)
        assert phase(api) == "Pending"
        event = said(api)["WaitForFirstConsumer"]
        assert event["message"] == "waiting for first consumer to be created before binding"
        assert (event["type"], event["count"]) == ("Normal", 1)

    def test_the_disk_is_made_where_its_node_is(self, api):
        a_claim(api, storage_class=LATE)
        node = node_object(api)["metadata"]
        select_node(api, node["name"])
        move(api.tenant, 10)
        (term,) = volume(api, bound_to(api))["spec"]["nodeAffinity"]["required"][
            "nodeSelectorTerms"
        ]
        (place,) = term["matchExpressions"]
        assert place["values"] == [node["labels"][place["key"]]]

    def test_a_pod_that_uses_it_is_scheduled_once_its_disk_is_made(self, api):
        a_claim(api, storage_class=LATE)
        a_user(api, schedulerName="default-scheduler")
        node = node_object(api)["metadata"]["name"]
        assert claim(api)["metadata"]["annotations"][SELECTED] == node
        assert "nodeName" not in api.get(f"{PODS}/db")["spec"]
        move(api.tenant, 10)
        assert phase(api) == "Bound"
        assert api.get(f"{PODS}/db")["spec"]["nodeName"] == node


class TestVolumesThatThereAre:
    def test_the_smallest_that_fits_is_bound_at_once(self, api):
        for name, size in (("small", "10Gi"), ("large", "100Gi"), ("right", "30Gi")):
            a_volume(api, name, size, storageClassName="")
        a_claim(api, storage_class="")
        assert (bound_to(api), phase(api)) == ("right", "Bound")
        assert claim(api)["status"]["capacity"] == {"storage": "30Gi"}
        assert volume(api, "right")["status"]["phase"] == "Bound"
        assert volume(api, "large")["status"]["phase"] == "Available"

    def test_a_claim_that_waits_gets_the_one_that_is_made(self, api):
        a_claim(api, storage_class="")
        a_volume(api)
        assert bound_to(api) == "disk"

    @pytest.mark.parametrize(
        "misfit",
        [
            {"storage_class": "other"},
            {"accessModes": ["ReadWriteMany"]},
            {"volumeMode": "Block"},
            {"selector": {"matchLabels": {"tier": "db"}}},
        ],
    )
    def test_one_that_does_not_fit_is_left(self, api, misfit):
        a_volume(api)
        a_claim(api, **{"storage_class": "", **misfit})
        assert (bound_to(api), phase(api)) == (None, "Pending")

    def test_a_selector_chooses_by_labels(self, api):
        a_volume(api, "other")
        a_volume(api, "db", labels={"tier": "db"})
        a_claim(api, storage_class="", selector={"matchLabels": {"tier": "db"}})
        assert bound_to(api) == "db"

    def test_a_claim_gets_the_volume_that_it_names(self, api):
        a_volume(api, "other", "100Gi")
        a_claim(api, storage_class="", volumeName="disk")
        assert phase(api) == "Pending"
        a_volume(api)
        assert phase(api) == "Bound"

    def test_a_volume_that_a_claim_names_must_fit(self, api):
        a_volume(api, storage="10Gi")
        a_claim(api, storage_class="", volumeName="disk")
        assert phase(api) == "Pending"
        assert "requested PV is too small" in said(api)["VolumeMismatch"]["message"]

    def test_a_volume_that_names_a_claim_waits_for_it(self, api):
        a_volume(api, claimRef={"namespace": "shop", "name": "data"})
        a_claim(api, "other", storage_class="")
        assert phase(api, "other") == "Pending"
        assert volume(api, "disk")["status"]["phase"] == "Available"
        a_claim(api, storage_class="")
        assert bound_to(api) == "disk"

    def test_a_volume_that_another_claim_has_is_refused(self, api):
        a_volume(api)
        a_claim(api, storage_class="")
        a_claim(api, "late", storage_class="", volumeName="disk")
        assert phase(api, "late") == "Pending"
        assert "already bound" in said(api, "late")["FailedBinding"]["message"]


class TestTheEnd:
    def test_a_disk_goes_with_its_claim(self, api):
        name = a_bound_claim(api)["metadata"]["name"]
        api.call("DELETE", f"{CLAIMS}/data").ok()
        assert volume(api, name)["status"]["phase"] == "Released"
        move(api.tenant, 10)
        assert not api.is_there(f"{VOLUMES}/{name}")

    def test_a_volume_that_is_to_stay_is_released(self, api):
        a_volume(api)
        a_claim(api, storage_class="")
        api.call("DELETE", f"{CLAIMS}/data").ok()
        move(api.tenant, 60)
        assert volume(api, "disk")["status"]["phase"] == "Released"

    def test_a_volume_is_available_again_without_its_reference(self, api):
        a_volume(api)
        a_claim(api, storage_class="")
        api.call("DELETE", f"{CLAIMS}/data").ok()
        api.call("PATCH", f"{VOLUMES}/disk", {"spec": {"claimRef": None}}, **STATUS).ok()
        assert volume(api, "disk")["status"]["phase"] == "Available"

    def test_another_claim_of_the_name_does_not_get_what_was_left(self, api):
        a_volume(api)
        a_claim(api, storage_class="")
        api.call("DELETE", f"{CLAIMS}/data").ok()
        a_claim(api, storage_class="")
        assert phase(api) == "Pending"

    def test_a_claim_in_use_stays_until_its_pod_is_gone(self, api):
        a_bound_claim(api)
        a_user(api, nodeName="elsewhere")
        api.call("DELETE", f"{CLAIMS}/data").ok()
        assert claim(api)["metadata"]["finalizers"] == ["kubernetes.io/pvc-protection"]
        api.call("DELETE", f"{PODS}/db?gracePeriodSeconds=0").ok()
        assert not api.is_there(f"{CLAIMS}/data")

    def test_a_claim_whose_pod_has_ended_is_not_in_use(self, api):
        a_bound_claim(api)
        a_user(api, nodeName="elsewhere")
        set_status(api, "db", phase="Succeeded")
        api.call("DELETE", f"{CLAIMS}/data").ok()
        assert not api.is_there(f"{CLAIMS}/data")

    def test_a_bound_volume_stays_until_its_claim_is_gone(self, api):
        a_volume(api)
        a_claim(api, storage_class="")
        api.call("DELETE", f"{VOLUMES}/disk").ok()
        assert volume(api, "disk")["metadata"]["finalizers"] == ["kubernetes.io/pv-protection"]
        api.call("DELETE", f"{CLAIMS}/data").ok()
        assert not api.is_there(f"{VOLUMES}/disk")

    def test_a_claim_whose_volume_is_torn_away_is_lost(self, api):
        name = a_bound_claim(api)["metadata"]["name"]
        api.call("DELETE", f"{VOLUMES}/{name}").ok()
        api.call("PATCH", f"{VOLUMES}/{name}", {"metadata": {"finalizers": None}}, **STATUS).ok()
        assert phase(api) == "Lost"
        assert said(api)["ClaimLost"]["type"] == "Warning"

    def test_a_namespace_takes_its_claims_along(self, api):
        a_bound_claim(api)
        api.call("DELETE", "/api/v1/namespaces/shop").ok()
        move(api.tenant, 10)
        assert not api.is_there("/api/v1/namespaces/shop")
        assert api.get(VOLUMES)["items"] == []


class TestGrowth:
    def ask(self, api, storage):
        change = {"spec": {"resources": {"requests": {"storage": storage}}}}
        return api.call("PATCH", f"{CLAIMS}/data", change, **STATUS)

    def test_a_claim_that_asks_for_more_gets_it_after_a_moment(self, api):
        name = a_bound_claim(api)["metadata"]["name"]
        self.ask(api, "50Gi").ok()
        (condition,) = claim(api)["status"]["conditions"]
        assert condition["type"] == "Resizing"
        move(api.tenant, 10)
        assert claim(api)["status"]["capacity"] == {"storage": "50Gi"}
        assert "conditions" not in claim(api)["status"]
        assert volume(api, name)["spec"]["capacity"] == {"storage": "50Gi"}

    def test_a_claim_cannot_ask_for_less(self, api):
        a_bound_claim(api, storage="40Gi")
        assert self.ask(api, "30Gi").status == 422

    def test_a_claim_that_is_not_bound_cannot_ask_for_more(self, api):
        a_claim(api, storage_class="")
        assert self.ask(api, "30Gi").status == 422

    def test_a_class_that_does_not_allow_it_refuses(self, api):
        body = {"metadata": {"name": "firm"}, "provisioner": "diskplugin.csi.alibabacloud.com"}
        api.create(CLASSES, body)
        a_bound_claim(api, storage_class="firm")
        refused = self.ask(api, "50Gi")
        assert refused.status == 403
        assert "must support resize" in refused.body["message"]


def test_the_notice_on_a_claim_says_that_nothing_is_mounted(api):
    body = {
        "metadata": {"name": "data"},
        "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "20Gi"}}},
    }
    (warning,) = api.call("POST", CLAIMS, body).warnings
    assert "mounts nothing" in warning


def test_a_pod_with_a_claim_that_is_bound_runs_on(api):
    a_bound_claim(api)
    a_user(api)
    set_running(api, "db", "10.0.0.1")
    assert phase(api) == "Bound"
