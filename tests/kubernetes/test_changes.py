"""The log of changes from which those who watch are served."""

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.cluster_apis import ObjectChange
from cs_simulator.kubernetes.changes import ChangeLog


def an_object(name, version, resource="nodes"):
    return KubernetesObject(
        serial=1,
        key=f"c1/{resource}//{name}",
        cluster_id="c1",
        resource=resource,
        namespace="",
        name=name,
        uid="u",
        version=version,
        body="{}",
    )


def a_log(*versions, start=10, most=100):
    log = ChangeLog(start, most)
    log.extend(
        ObjectChange(version, None, an_object(f"n{version}", version)) for version in versions
    )
    return log


def since(log, version, until, resource="nodes"):
    found = log.since("c1", resource, version, until)
    return None if found is None else [change.version for change in found]


def test_the_changes_after_a_version_come_in_order():
    assert since(a_log(11, 12, 15), 11, 20) == [12, 15]


def test_what_is_not_committed_yet_is_left_out():
    assert since(a_log(11, 12, 15), 10, 12) == [11, 12]


def test_each_kind_has_changes_of_its_own():
    log = a_log(11)
    log.extend([ObjectChange(12, an_object("p", 9, "pods"), None)])
    assert since(log, 10, 20) == [11]
    assert since(log, 10, 20, "pods") == [12]
    assert since(log, 10, 20, "secrets") == []


def test_a_version_from_before_the_log_is_too_old():
    assert since(a_log(11), 9, 20) is None
    assert since(a_log(11), 10, 20) == [11]


def test_a_version_that_is_still_to_come_is_of_another_world():
    assert since(a_log(11), 21, 20) is None
    assert since(a_log(11), 20, 20) == []


def test_what_was_forgotten_makes_a_version_too_old():
    log = a_log(11, 12, 13, most=2)
    assert since(log, 10, 20) is None
    assert since(log, 11, 20) == [12, 13]
    assert since(log, 10, 20, "pods") == []


def test_the_last_change_of_a_kind_is_known():
    log = a_log(11, 15)
    assert log.last("c1", "nodes") == 15
    assert log.last("c1", "pods") == 0
