"""What kubectl says to the commands of the transcripts, release by release."""

import json
from pathlib import Path

import pytest

from tests.kubernetes.clients.every_kind import every_kind
from tests.kubernetes.clients.kubectl import Kubectl, Release
from tests.kubernetes.clients.transcripts import differences
from tests.support.served_clusters import ServedCluster


@pytest.mark.parametrize("transcript", ["looking", "nodes", "writing"])
def test_commands_say_what_is_expected(
    kubectl: Kubectl, release: Release, cluster: ServedCluster, transcript: str
) -> None:
    node, other, last = sorted(cluster.node_names)
    found = differences(
        kubectl, release.minor, transcript,
        cluster=cluster.cluster_id, node=node, other=other, last=last,
        ns=f"shop-{release.name}", editor="sed -i s/nginx:1.26/nginx:1.27/",
    )  # fmt: skip
    assert not found, "\n\n".join(found)


def test_objects_of_every_kind_are_written_in_every_way(
    kubectl: Kubectl, release: Release, cluster: ServedCluster, tmp_path: Path
) -> None:
    namespace = f"every-{release.name}"
    objects = every_kind(_minor(kubectl))
    assert len(objects) > 40
    file = tmp_path / "objects.json"
    file.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": objects}))
    kubectl.say("create", "namespace", namespace)
    for command, word in (
        (("create",), "created"),
        (("label", "step=one"), "labeled"),
        (("annotate", "note=kept"), "annotated"),
        (("patch", "--type=merge", '-p={"metadata":{"labels":{"step":"two"}}}'), "patched"),
        (("apply",), "configured"),
        (("apply", "--server-side", "--force-conflicts"), "serverside-applied"),
        (("replace",), "replaced"),
        (("get", "-o=name"), ""),
        (("delete",), '" deleted'),
    ):
        verb, *more = command
        said = kubectl.say(verb, "-f", str(file), "-n", namespace, *more)
        lines = [line for line in said.splitlines() if not line.startswith("Warning: ")]
        assert len([line for line in lines if word in line]) == len(objects), said
    kubectl.say("delete", "namespace", namespace)


def _minor(kubectl: Kubectl) -> int:
    return int(json.loads(kubectl.say("get", "--raw", "/version"))["minor"])


def test_a_node_that_is_lost_and_comes_back_is_seen_by_those_who_wait_and_watch(
    kubectl: Kubectl, cluster: ServedCluster
) -> None:
    node, name = cluster.nodes[0], cluster.node_names[0]
    wait = ("wait", f"node/{name}", "--timeout=300s")
    with kubectl.watching("get", "node", name, "--no-headers") as next_line:
        assert next_line().split()[1] == "Ready"
        cluster.lose(node)
        assert "condition met" in kubectl.say(*wait, "--for=condition=Ready=Unknown")
        while next_line().split()[1] != "NotReady":
            pass  # what else changes of a node on which pods begin and end
        chosen = "--field-selector=reason=NodeNotReady"
        assert f"node/{name}" in kubectl.say("get", "events", "-A", chosen)
        cluster.lose(node, is_lost=False)
        assert "condition met" in kubectl.say(*wait, "--for=condition=Ready")
        while next_line().split()[1] != "Ready":
            pass
