"""The same objects whenever the API was called first, and however time is cut."""

from typing import Any

import orjson
import pytest
from cs_simulator.domain.instants import SECOND
from cs_simulator.engine import node_loss
from cs_simulator.runtime.tenants.tenant import Tenant
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.cluster_api import ClusterApi
from tests.support.kubernetes import a_running
from tests.support.pools import begin_pool
from tests.support.worlds import a_tenant, advance, call

VERSION = "1.34.1-aliyun.1"
# The grace period of this version is 50 seconds; Events are kept for an hour.
PAUSES = (0, 1, 10, 49, 50, 51, 120, 300, 3600)
Objects = dict[str, Any]


class Run:
    """A cluster with a pool, to which things happen."""

    def __init__(self, *, calls_first: bool) -> None:
        self.tenant = a_tenant(kubernetes_version=(VERSION,), seed=7)
        self.cluster_id = a_running(self.tenant)
        if calls_first:
            self.call()
        self.pool_id = begin_pool(self.tenant, self.cluster_id, "pool", 2)

    def call(self) -> ClusterApi:
        """Call the API."""
        return ClusterApi(self.tenant, self.cluster_id)

    def pause(self, seconds: int, cuts: int) -> None:
        """Let time pass, in one go or in several."""
        start, whole = self.tenant.now(0.0), seconds * SECOND
        for part in range(1, cuts + 2):
            advance(self.tenant, start + whole * part // (cuts + 1))

    def do(self, what: str, number: int) -> None:
        """Do something to a node, or to the pool."""
        nodes = self.tenant.world.nodes_of(self.cluster_id)
        if nodes or what in ("grow", "label"):
            getattr(self, f"_{what}")(nodes[number % len(nodes)] if nodes else None)

    def _lose(self, node: Any) -> None:
        if not node.is_lost:
            self.tenant.change(0.0, lambda unit: node_loss.lose(unit, node))

    def _recover(self, node: Any) -> None:
        if node.is_lost:
            self.tenant.change(0.0, lambda unit: node_loss.recover(unit, node))

    def _remove(self, node: Any) -> None:
        query = f"instance_ids={node.instance_id}&drain_node=true&release_node=true"
        self._pool("DELETE", f"/nodes?{query}")

    def _grow(self, _node: Any) -> None:
        self._pool("POST", "", {"count": 1})

    def _label(self, _node: Any) -> None:
        config = {"labels": [{"key": "at", "value": str(self.tenant.now(0.0))}]}
        self._pool("PUT", "", {"kubernetes_config": config, "update_nodes": True})

    def _pool(self, method: str, rest: str, body: Any = None) -> None:
        path = f"/clusters/{self.cluster_id}/nodepools/{self.pool_id}{rest}"
        call(self.tenant, method, path, body)  # it may be refused, in both runs

    def objects(self) -> Objects:
        """The objects by key, without versions and images, and the Events of their nodes."""
        self.call()
        found: Objects = {}
        for each in self.tenant.world.kubernetes_objects:
            body = orjson.loads(each.body)
            body["metadata"].pop("resourceVersion")
            if body["kind"] == "Node":  # pods come from nodes that are gone, with their images
                body["status"].pop("images", None)
            found[each.key.partition("/")[2]] = body
        return {key: body for key, body in found.items() if is_of_this_life(body, found)}


def is_of_this_life(body: Objects, found: Objects) -> bool:
    """Whether a body is no Event of a node that was gone when the API was called first.

    What components run is left out, too: where it runs depends on the nodes that are gone.
    """
    is_in_system = body["metadata"].get("namespace") == "kube-system"
    if body["kind"] == "APIService" or (is_in_system and is_of_component(body)):
        return False
    if body["kind"] != "Event":
        return True
    node = found.get(f"nodes//{body['involvedObject']['name']}")
    return bool(node) and node["metadata"]["creationTimestamp"] <= body["firstTimestamp"]


def is_of_component(body: Objects) -> bool:
    """Whether something in the namespace of the system is there because of a component."""
    return body["metadata"]["name"] not in ("default", "kube-root-ca.crt")


STORIES = st.lists(
    st.tuples(
        st.sampled_from(("lose", "recover", "remove", "grow", "label")),
        st.integers(0, 3),
        st.sampled_from(PAUSES),
    ),
    max_size=6,
)


def objects_after(
    story: list[tuple[str, int, int]], *, first: int, cuts: int = 0
) -> tuple[Objects, Tenant]:
    """What there is at the end, if the API was called before the step *first* of the story."""
    run = Run(calls_first=first < 0)
    run.pause(200, cuts)
    for index, (what, number, seconds) in enumerate(story):
        if index == first:
            run.call()
        run.do(what, number)
        run.pause(seconds, cuts)
    return run.objects(), run.tenant


@settings(max_examples=40, deadline=None)
@given(story=STORIES, first=st.integers(-1, 6), cuts=st.integers(0, 3))
def test_it_does_not_matter_when_the_api_was_called_first(story, first, cuts):
    early, _ = objects_after(story, first=-1)

    assert objects_after(story, first=first, cuts=cuts)[0] == early


@pytest.mark.parametrize("pause", [49, 50, 51])
def test_a_node_that_is_back_at_the_end_of_the_grace_period_is_as_if_seen_later(pause):
    story = [("lose", 0, pause), ("recover", 0, 10)]

    assert objects_after(story, first=9)[0] == objects_after(story, first=-1)[0]
