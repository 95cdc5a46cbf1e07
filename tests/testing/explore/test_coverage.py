"""What a run has met: the state that was seen last, the place, and the kind of fault."""

import pytest
from cs_simulator.testing.explore import Acted, coverage_of


def call(operation, request_id="", **more):
    shown = {"answer": None, "status": 200, "path": "/clusters/c1", "cluster_id": "c1"}
    about = {"operation": operation, "request_id": request_id, "time": "2026-09-01T09:00:00Z"}
    return {**shown, **about, **more}


def made(kind, request_id=None, *, outcome="fired", stage=None, cluster_id=None):
    about = {"stage": stage, "cluster_id": cluster_id, "at": "2026-09-01T09:00:01Z"}
    decided = {"kind": kind, "outcome": outcome, "request_id": request_id}
    return {**about, **decided, "operation": "CreateCluster"}


def state_before(calls):
    """The state that is covered if a rule acts on the last of the calls."""
    (acted,) = coverage_of(calls, [made("reset", calls[-1]["request_id"])])
    return acted.state


def test_what_acted_is_covered_once_and_what_did_not_act_is_not():
    decisions = [
        made("reset"),
        made("reset"),
        made("fail", stage="ecs"),
        made("slow", outcome="no"),
    ]
    assert coverage_of([], decisions) == {
        Acted("", "CreateCluster", "reset"),
        Acted("", "CreateCluster ecs", "fail"),
    }


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (call("DescribeClusterDetail", answer={"state": "running"}), "running"),
        (call("DescribeClusters", answer=[{"cluster_id": "c1", "state": "failed"}]), "failed"),
        (
            call(
                "DescribeClustersV1", answer={"clusters": [{"cluster_id": "c1", "state": "x"}, 1]}
            ),
            "x",
        ),
        (call("CreateCluster", status=202), "initial"),
        (call("DeleteCluster", status=202), "deleting"),
        (call("CreateCluster", status=400), ""),
        (call("CreateCluster", status=0), ""),
        (call("DescribeClusterDetail", answer="no JSON"), ""),
        (call("DescribeClusterDetail", answer={"state": None}), ""),
    ],
)
def test_the_state_is_the_one_that_an_answer_showed(seen, state):
    assert state_before([seen, call("DescribeClusterDetail", "here")]) == state


def test_the_call_itself_shows_nothing_yet():
    assert state_before([call("DescribeClusterDetail", "here", answer={"state": "x"})]) == ""


def test_a_pool_has_its_own_state():
    pools = {
        "nodepools": [{"nodepool_info": {"nodepool_id": "np1"}, "status": {"state": "scaling"}}]
    }
    seen = [
        call("DescribeClusterDetail", answer={"state": "running"}),
        call("DescribeClusterNodePools", answer=pools),
        call("DescribeClusterNodePoolDetail", "here", path="/clusters/c1/nodepools/np1?x=1"),
    ]
    assert state_before(seen) == "scaling"


def test_a_step_is_covered_in_the_state_that_was_seen_before_it():
    early = call("DescribeClusterDetail", answer={"state": "initial"})
    late = call("DescribeClusterDetail", answer={"state": "x"}, time="2026-09-01T09:00:02Z")
    covered = coverage_of([early, late], [made("fail", stage="ecs", cluster_id="c1")])
    assert covered == {Acted("initial", "CreateCluster ecs", "fail")}
