"""What a controller keeps of a DaemonSet is the same as what can be read out of the objects."""

from json import dumps

from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes.node_facts import NodeFacts, Taint
from cs_simulator.kubernetes.pod_facts import Pod, read_pod
from cs_simulator.kubernetes.workloads.controllers.daemon_sets.board import Board
from cs_simulator.kubernetes.workloads.controllers.daemon_sets.deciding import Rules
from cs_simulator.kubernetes.workloads.controllers.daemon_sets.fitting import wanted_by
from cs_simulator.kubernetes.workloads.revisions import HASH
from hypothesis import given
from hypothesis import strategies as st

NAMES = ("a", "b", "c")
SECOND = 1_000_000
TAINTS = ((), (Taint("x", "", "NoSchedule"),), (Taint("x", "", "NoExecute"),))


def a_node(name, taints):
    return NodeFacts(key=name, name=name, serial=NAMES.index(name), labels={}, taints=taints)


def a_pod(serial, target, phase, ready_since, is_bound, is_going, digest):
    name = str(serial)
    metadata = {"name": name, "labels": {HASH: digest}}
    if is_going:
        metadata["deletionTimestamp"] = as_text(SECOND)
    ready = {"type": "Ready", "status": "True", "lastTransitionTime": as_text(ready_since)}
    body = {
        "metadata": metadata,
        "spec": {"nodeName": target} if is_bound else {"affinity": only_on(target)},
        "status": {"phase": phase, "conditions": [ready] if ready_since else []},
    }
    return read_pod(KubernetesObject(serial, name, "", "pods", "", name, name, 1, dumps(body)))


def only_on(node):
    field = {"key": "metadata.name", "operator": "In", "values": [node]}
    terms = {"nodeSelectorTerms": [{"matchFields": [field]}]}
    return {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": terms}}


nodes = st.builds(a_node, st.sampled_from(NAMES), st.sampled_from(TAINTS))
pods = st.builds(
    a_pod,
    st.integers(0, 5),
    st.sampled_from(NAMES),
    st.sampled_from(["Pending", "Running", "Failed"]),
    st.sampled_from([0, SECOND, 5 * SECOND]),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["old", "new"]),
)
gone = st.one_of(st.sampled_from(NAMES), st.integers(0, 5))
passed = st.integers(-3, 3)  # it goes back when a unit of work is undone
changes = st.lists(st.tuples(st.one_of(nodes, pods, gone), passed), max_size=30)


def put(board, what):
    """Put a change on a board: a node, a pod, or the name or the number of one that is gone."""
    if isinstance(what, NodeFacts):
        board.put_node(what.name, what)
    elif isinstance(what, Pod):
        board.put_pod(what.key, what)
    elif isinstance(what, str):
        board.put_node(what, None)
    else:
        board.put_pod(str(what), None)


def said_by(board):
    return board.counts, board.due, board.hashes, board.manage(), board.roll(1, 1)


@given(changes, st.booleans(), st.sampled_from([0, 3]))
def test_a_board_that_follows_says_the_same_as_a_new_one(changes, surges, minimum):
    rules = Rules(wanted_by({"spec": {}}), "new", surges, minimum)
    followed, now, there = Board(rules), 4 * SECOND, {}
    for what, passed in changes:
        now += passed * SECOND
        put(followed, what)
        key = getattr(what, "key", str(what))
        there[key] = what
        followed.look(now)
        fresh = Board(rules)
        for each in there.values():
            put(fresh, each)
        fresh.look(now)
        assert said_by(followed) == said_by(fresh)
