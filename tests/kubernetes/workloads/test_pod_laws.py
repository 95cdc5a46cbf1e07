"""However time is cut, and whatever else there is, the same pods live the same lives."""

from typing import Any

import orjson
from cs_simulator.domain.instants import SECOND
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.cluster_nodes import PODS, a_cluster, a_pod, lose, move, node_objects, recover
from tests.support.pod_lives import pod
from tests.support.worlds import advance

SPECS: tuple[dict[str, Any], ...] = (
    {},
    {"restartPolicy": "Never"},
    {"initContainers": [{"name": "first", "image": "busybox"}]},
    {"metadata": {"annotations": {"cs-simulator/runs-for": "2s", "cs-simulator/exit-code": "1"}}},
)
STORIES = st.lists(
    st.tuples(
        st.sampled_from(("make", "delete", "lose", "recover")),
        st.integers(0, len(SPECS) - 1),
        st.sampled_from((0, 1, 3, 12, 55)),
    ),
    max_size=6,
)


def objects_after(story: list[tuple[str, int, int]], cuts: int) -> list[Any]:
    """All objects at the end of a story, whose pauses are cut into several."""
    api = a_cluster()
    node, is_lost = node_objects(api)[0], False
    for what, number, seconds in story:
        path = f"{PODS}/web-{number}"
        is_there = api.request("GET", path).status == 200
        if what == "make" and not is_there:
            a_pod(api, f"web-{number}", node, **SPECS[number])
        elif what == "delete" and is_there:
            api.request("DELETE", path)
        elif what in ("lose", "recover") and is_lost is (what == "recover"):
            is_lost = not is_lost
            (lose if is_lost else recover)(api)
        start = api.tenant.now(0.0)
        for part in range(1, cuts + 2):
            advance(api.tenant, start + seconds * SECOND * part // (cuts + 1))
    found = sorted(api.tenant.world.kubernetes_objects, key=lambda each: each.key)
    return [orjson.loads(each.body) for each in found]


@settings(max_examples=30, deadline=None)
@given(story=STORIES, cuts=st.integers(1, 4))
def test_it_does_not_matter_how_time_is_cut(story, cuts):
    assert objects_after(story, cuts) == objects_after(story, 0)


def test_a_pod_takes_the_same_time_whatever_other_pods_there_are():
    started = []
    for others in (0, 5):
        api = a_cluster()
        for number in range(others):
            a_pod(api, f"other-{number}", node_objects(api)[0], schedulerName="x")
        a_pod(api, "web", node_objects(api)[0])
        move(api.tenant, 60)
        (status,) = pod(api)["status"]["containerStatuses"]
        started.append((status["state"], status["containerID"]))

    assert started[0] == started[1]
