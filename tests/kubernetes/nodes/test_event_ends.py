"""Which Events are too old, without looking at all of them."""

import pytest
from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import HOUR, SECOND, as_text
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds.events import EVENTS
from cs_simulator.kubernetes.object_index import index_of


def put_event(api, name, at):
    """Put an Event that happened at an instant."""
    metadata = {"name": name, "namespace": "shop"}
    body = {"metadata": metadata, "lastTimestamp": as_text(at)}
    api.tenant.change(0.0, lambda unit: objects.put(unit, api.cluster_id, EVENTS, body))


@pytest.fixture
def ends(api):
    """What finds the ends of Events."""
    return index_of(api.tenant.world).event_ends


@pytest.fixture
def later(api):
    """An instant after which what is put now is too old."""
    return api.tenant.now(0.0) // SECOND * SECOND + 10 * HOUR


def names(ends, api, now):
    """The Events of the test that are too old."""
    found = ends.ended(api.cluster_id, now)
    return [each.name for each in found if each.namespace == "shop"]


def test_an_event_that_has_happened_again_ends_later(api, ends, later):
    put_event(api, "a", later)
    put_event(api, "b", later)
    put_event(api, "a", later + SECOND)

    assert names(ends, api, later + HOUR) == ["b"]
    assert names(ends, api, later + HOUR + SECOND) == ["a"]


def test_the_next_end_is_that_of_an_event_that_is_there(api, ends, later):
    put_event(api, "a", later)
    put_event(api, "b", later + SECOND)
    found = objects.find(api.tenant.world, api.cluster_id, EVENTS.resource, "shop", "a")
    assert names(ends, api, later) == []

    api.tenant.change(0.0, lambda unit: objects.drop(unit, found))

    assert ends.next_end(api.cluster_id) == later + HOUR + SECOND


def test_an_event_whose_clearing_was_undone_is_found_again(api, ends, later):
    put_event(api, "a", later)

    def clear_and_fail(unit):
        for found in ends.ended(api.cluster_id, later + HOUR):
            objects.drop(unit, found)
        raise errors.BAD_REQUEST(message="undone")

    with pytest.raises(ApiError):
        api.tenant.change(0.0, clear_and_fail)

    assert names(ends, api, later + HOUR) == ["a"]


def test_a_cluster_without_events_has_no_next_end(api, ends):
    api.tenant.change(0.0, lambda unit: [
        objects.drop(unit, found)
        for found in objects.objects_of(unit.world, api.cluster_id, EVENTS.resource)
    ])  # fmt: skip

    assert ends.next_end(api.cluster_id) == 0
