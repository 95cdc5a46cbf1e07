import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.patches import managed_fields
from cs_simulator.kubernetes.patches.apply import apply

DEPLOYMENT = Kind(group="apps", kind="Deployment", plural="deployments", has_status=True)
MAP = Kind(kind="ConfigMap", plural="configmaps")
POD = Kind(kind="Pod", plural="pods", has_status=True)
SECOND = 1_000_000


class Cluster:
    """An object to which managers apply configurations, and which they write otherwise."""

    def __init__(self, kind):
        self.kind, self.body, self.now = kind, None, 0

    def apply(self, manager, body, *, force=False, subresource=""):
        self.now += SECOND
        configuration = {"metadata": {"name": "a"}, **body}
        self.body = apply(
            self.kind, self.body, configuration, manager, force, self.now, subresource
        )
        return self.state()

    def update(self, manager, body, subresource=""):
        self.now += SECOND
        body = {**body, "metadata": {"name": "a", **body.get("metadata", {})}}
        managed_fields.track(self.kind, self.body, body, manager, self.now, subresource)
        self.body = body
        return self.state()

    def state(self):
        """The object without what all have."""
        rest = {name: value for name, value in self.body.items() if name != "metadata"}
        metadata = {
            name: value
            for name, value in self.body["metadata"].items()
            if name not in ("name", "managedFields")
        }
        return {**rest, **({"metadata": metadata} if metadata else {})}

    def owners(self):
        return {
            (entry["manager"], entry["operation"]): entry["fieldsV1"]
            for entry in self.body["metadata"].get("managedFields", ())
        }


def data(**values):
    return {"data": values}


def containers(*elements):
    return {"spec": {"containers": list(elements)}}


def test_what_is_not_said_any_more_goes():
    cluster = Cluster(MAP)

    cluster.apply("me", data(a="1", b="2"))

    assert cluster.apply("me", data(a="1")) == data(a="1")
    assert cluster.owners() == {("me", "Apply"): {"f:data": {"f:a": {}}}}


def test_the_last_field_goes_with_what_it_was_in():
    cluster = Cluster(MAP)
    cluster.apply("me", data(a="1"))

    assert cluster.apply("me", {}) == {}
    assert cluster.owners() == {}


def test_two_managers_own_a_field_that_both_say():
    cluster = Cluster(MAP)
    cluster.apply("me", data(a="1"))
    cluster.apply("you", data(a="1", b="2"))

    assert cluster.apply("me", {}) == data(a="1", b="2")
    assert cluster.apply("you", {}) == {}


def test_another_value_of_somebody_elses_field_is_a_conflict():
    cluster = Cluster(MAP)
    cluster.apply("me", data(a="1"))

    with pytest.raises(ApiError) as raised:
        cluster.apply("you", data(a="2"))

    assert (raised.value.status, raised.value.code) == (409, "Conflict")
    assert raised.value.message == ('Apply failed with 1 conflict: conflict with "me": .data.a')
    assert raised.value.details == {
        "causes": [
            {
                "reason": "FieldManagerConflict",
                "message": 'conflict with "me"',
                "field": ".data.a",
            }
        ]
    }


def test_several_conflicts_are_listed_by_manager():
    cluster = Cluster(DEPLOYMENT)
    cluster.update("kubectl-create", {"spec": {"replicas": 1, "paused": False}})
    cluster.body["status"] = {"replicas": 1}
    cluster.update("controller", {**cluster.body, "status": {"replicas": 2}}, "status")
    cluster.apply("me", {"spec": {"minReadySeconds": 1}})

    with pytest.raises(ApiError) as raised:
        cluster.apply("you", {"spec": {"replicas": 2, "paused": True, "minReadySeconds": 2}})

    assert raised.value.message == (
        "Apply failed with 3 conflicts: "
        'conflicts with "kubectl-create" using apps/v1:\n- .spec.paused\n- .spec.replicas\n'
        'conflicts with "me":\n- .spec.minReadySeconds'
    )
    with pytest.raises(ApiError, match='"controller" with subresource "status" using apps/v1: '):
        cluster.apply("you", {"status": {"replicas": 3}}, subresource="status")


def test_force_takes_fields_from_their_owners():
    cluster = Cluster(MAP)
    cluster.apply("me", data(a="1", b="2"))

    assert cluster.apply("you", data(a="2"), force=True) == data(a="2", b="2")
    assert cluster.owners() == {
        ("me", "Apply"): {"f:data": {"f:b": {}}},
        ("you", "Apply"): {"f:data": {"f:a": {}}},
    }


def test_an_update_takes_what_it_changes():
    cluster = Cluster(MAP)
    cluster.apply("me", data(a="1", b="2"))
    cluster.update("kubectl-edit", data(a="3", b="2"))

    with pytest.raises(ApiError, match=r'conflict with "kubectl-edit" using v1: \.data\.a'):
        cluster.apply("me", data(a="1", b="2"))
    assert cluster.apply("me", data(b="2")) == data(a="3", b="2")


def test_an_update_that_removes_a_field_leaves_no_owner_of_it():
    cluster = Cluster(MAP)
    cluster.apply("me", data(a="1", b="2"))
    cluster.update("you", data(b="2"))

    assert cluster.owners() == {("me", "Apply"): {"f:data": {"f:b": {}}}}


def test_what_was_there_before_anybody_applied_has_an_owner():
    cluster = Cluster(MAP)
    cluster.body = {"metadata": {"name": "a"}, **data(a="1")}

    cluster.apply("me", data(b="2"))

    assert cluster.owners()["before-first-apply", "Update"] == {"f:data": {".": {}, "f:a": {}}}
    with pytest.raises(ApiError, match="before-first-apply"):
        cluster.apply("me", data(a="2", b="2"))


def test_objects_without_owners_stay_so_when_they_are_updated():
    cluster = Cluster(MAP)
    cluster.body = {"metadata": {"name": "a"}, **data(a="1")}

    cluster.update("you", data(a="2"))

    assert cluster.owners() == {}


def test_an_update_may_say_who_owns_what():
    cluster = Cluster(MAP)
    cluster.apply("me", data(a="1"))
    entry = {**cluster.body["metadata"]["managedFields"][0], "manager": "you"}

    cluster.update("kubectl", {**data(a="1"), "metadata": {"managedFields": [entry]}})
    assert list(cluster.owners()) == [("you", "Apply")]

    cluster.update("kubectl", {**data(a="1"), "metadata": {"managedFields": [{}]}})
    assert cluster.owners() == {}


def test_who_applies_the_same_again_changes_nothing():
    cluster = Cluster(DEPLOYMENT)
    configuration = {"spec": {"replicas": 1}, "metadata": {"name": "a", "labels": {"a": "b"}}}
    cluster.apply("me", configuration)
    once = cluster.body

    cluster.apply("me", configuration)

    assert cluster.body == once


def test_elements_are_merged_by_their_keys():
    cluster = Cluster(POD)
    cluster.update("you", containers({"name": "a", "image": "1"}, {"name": "b", "image": "1"}))

    merged = cluster.apply("me", containers({"name": "c"}, {"name": "b", "tty": True}))

    assert merged == containers(
        {"name": "a", "image": "1"}, {"name": "c"}, {"name": "b", "image": "1", "tty": True}
    )
    assert cluster.apply("me", {}) == containers(
        {"name": "a", "image": "1"}, {"name": "b", "image": "1"}
    )


ORDERS = [
    ("ab", "ba", "ba"),
    ("abc", "ca", "bca"),
    ("a", "b", "ab"),
    ("axb", "byz", "axbyz"),
    ("xa", "xb", "xab"),
    ("", "ba", "ba"),
]


@pytest.mark.parametrize(("present", "wanted", "result"), ORDERS)
def test_elements_are_in_the_order_in_which_they_are_wanted(present, wanted, result):
    cluster = Cluster(POD)
    cluster.update("you", containers(*({"name": name} for name in present)))

    merged = cluster.apply("me", containers(*({"name": name} for name in wanted)))

    assert [each["name"] for each in merged["spec"]["containers"]] == list(result)


def test_an_element_stays_that_another_manager_owns():
    cluster = Cluster(POD)
    cluster.apply("me", containers({"name": "a", "image": "1"}))
    cluster.apply("you", containers({"name": "a", "tty": True}))

    assert cluster.apply("me", {}) == containers({"name": "a", "tty": True})


def test_an_element_goes_with_what_nobody_owns_in_it():
    cluster = Cluster(POD)
    cluster.apply("me", containers({"name": "a"}, {"name": "b"}))
    for each in cluster.body["spec"]["containers"]:
        each["imagePullPolicy"] = "Always"

    assert cluster.apply("me", containers({"name": "a"})) == containers(
        {"name": "a", "imagePullPolicy": "Always"}
    )


def test_an_element_without_its_key_stays_as_it_is():
    cluster = Cluster(POD)
    cluster.update("you", containers({"name": "a"}, {"image": "1"}))
    cluster.apply("me", containers({"name": "a", "tty": True}))

    assert cluster.apply("me", containers({"name": "a"})) == containers(
        {"name": "a"}, {"image": "1"}
    )


def test_what_is_atomic_is_replaced_as_a_whole():
    cluster = Cluster(DEPLOYMENT)
    cluster.apply("me", {"spec": {"selector": {"matchLabels": {"a": "1"}}}})

    assert cluster.apply("me", {"spec": {"selector": {"matchLabels": {"b": "2"}}}}) == {
        "spec": {"selector": {"matchLabels": {"b": "2"}}}
    }


def test_the_status_is_applied_only_below_status():
    cluster = Cluster(DEPLOYMENT)
    both = {"spec": {"replicas": 1}, "status": {"replicas": 1}}

    assert cluster.apply("me", both) == {"spec": {"replicas": 1}}
    assert cluster.apply("you", {**both, "spec": {"replicas": 5}}, subresource="status") == both
    assert [each.get("subresource") for each in cluster.body["metadata"]["managedFields"]] == [
        None,
        "status",
    ]


def test_null_is_not_said():
    cluster = Cluster(MAP)

    assert cluster.apply("me", {"data": {"a": "1", "b": None}, "immutable": None}) == data(a="1")


def test_the_oldest_of_too_many_writers_are_put_together():
    cluster = Cluster(MAP)
    cluster.update("writer 0", data(f0=""))
    for number in range(1, 14):
        body = data(**{f"f{each}": "" for each in range(number + 1)})
        cluster.update(f"writer {number}", body)

    names = [name for name, _ in cluster.owners()]
    assert len(names) == 10
    assert "ancient-changes" in names
    assert "writer 13" in names
    assert "writer 0" not in names


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        (MAP, {"metadata": []}, "metadata must be an object"),
        (MAP, {"metadata": {"managedFields": [{}]}}, "metadata.managedFields must be nil"),
        (POD, containers({"image": "1"}), "failed to create typed patch object .v1, Kind=Pod."),
    ],
)
def test_a_configuration_that_cannot_be_applied_is_refused(kind, body, words):
    with pytest.raises(ApiError, match=words) as raised:
        Cluster(kind).apply("me", body)

    assert raised.value.status == 400
