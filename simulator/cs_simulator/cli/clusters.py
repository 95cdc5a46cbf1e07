"""``cs-simulator clusters``: what a tenant has, listed, shown, and watched while it grows."""

import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from cs_simulator.cli._control_session import ControlSession, with_session
from cs_simulator.cli._group import Group
from cs_simulator.cli._output import echo, prints, render, table
from cs_simulator.domain.printable import as_line
from cs_simulator.server.control.contract.clusters import Cluster, ClusterList, Node, NodeGroup

if TYPE_CHECKING:
    from rich.table import Table

_PAUSE = 0.5


@click.group(cls=Group)
def clusters() -> None:
    """List, show and watch the clusters of a tenant."""


@clusters.command("list")
@prints(ClusterList)
@with_session
def list_clusters(session: ControlSession) -> None:
    """List the clusters."""
    found = session.tenant.clusters.list()
    rows = [
        (cluster["cluster_id"], cluster["name"], cluster["state"], _ready(cluster),
         cluster["created"])
        for cluster in found
    ]  # fmt: skip
    titles = ("cluster_id", "name", "state", "nodes", "created")
    session.show(ClusterList(clusters=found), lambda: table(titles, rows))


@clusters.command()
@click.argument("cluster")
@prints(Cluster)
@with_session
def show(session: ControlSession, cluster: str) -> None:
    """Show a cluster with its node pools, nodes and tasks.

    CLUSTER is its id, or its name if no other cluster has it; clusters list shows both.

    Example: cs-simulator clusters show my-test-cluster
    """
    found = session.tenant.clusters.get(_id_of(session, cluster))
    session.show(found, lambda: _print(found))


def _id_of(session: ControlSession, given: str) -> str:
    """The id of the only cluster of that name, or what was given."""
    ids = [each["cluster_id"] for each in session.tenant.clusters.list() if each["name"] == given]
    return ids[0] if len(ids) == 1 else given


def _print(cluster: Cluster) -> None:
    message = cluster["error_message"] or ""
    line = f"{cluster['cluster_id']} {cluster['name']}: {cluster['state']} {message}"
    echo(as_line(line).rstrip())
    if cluster["groups"]:
        pools = [
            (group["name"], group["state"], _ready_of(cluster, group), group["error_message"])
            for group in cluster["groups"]
        ]
        table(("node_pool", "state", "nodes", "error"), pools)
    nodes = [
        (node["instance_id"], node["state"], node["instance_status"], node["ip_address"],
         node["eip_address"], node["error_message"])
        for node in cluster["nodes"]
    ]  # fmt: skip
    table(("instance_id", "state", "status", "ip_address", "eip_address", "error"), nodes)
    tasks = [
        (task["task_id"], task["operation"], task["state"], task["error_code"])
        for task in cluster["tasks"]
    ]
    table(("task_id", "operation", "state", "error_code"), tasks)


def _ready_of(cluster: Cluster, group: NodeGroup) -> str:
    """How many nodes of a pool are running, of those that it wants or has."""
    nodes = _nodes_of(cluster, group)
    return f"{_running(nodes)}/{max(group['size'], len(nodes))}"


@clusters.command()
@click.option("--once", is_flag=True, help="Show the table once, and exit.")
@prints(ClusterList)
@with_session
def watch(session: ControlSession, once: bool) -> None:
    """Watch the clusters in a live table.

    It has a bar for the nodes of each cluster, and ends with Ctrl-C. Without a terminal it is
    printed once.
    """
    from rich.live import Live

    found = session.tenant.clusters.list()
    if session.as_json or once or not sys.stdout.isatty():
        session.show(ClusterList(clusters=found), lambda: render(_bars(found)))
        return
    with suppress(KeyboardInterrupt), Live(_bars(found), refresh_per_second=4) as live:
        while True:
            time.sleep(_PAUSE)
            live.update(_bars(session.tenant.clusters.list()))


def _counts(cluster: Cluster) -> tuple[int, int]:
    """How many nodes are running, and how many there are or are wanted, whichever is more."""
    nodes, groups = cluster["nodes"], cluster["groups"]
    of_none = sum(node["group_id"] is None for node in nodes)
    wanted = of_none + sum(max(group["size"], len(_nodes_of(cluster, group))) for group in groups)
    return _running(nodes), max(cluster["size"], len(nodes), wanted)


def _nodes_of(cluster: Cluster, group: NodeGroup) -> list[Node]:
    return [node for node in cluster["nodes"] if node["group_id"] == group["group_id"]]


def _running(nodes: Sequence[Node]) -> int:
    return sum(node["state"] == "running" for node in nodes)


def _ready(cluster: Cluster) -> str:
    running, total = _counts(cluster)
    return f"{running}/{total}"


def _bars(found: Sequence[Cluster]) -> "Table":
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    shown = Table("name", "state", "nodes", "", box=None)
    for cluster in found:
        running, total = _counts(cluster)
        bar = ProgressBar(total=max(total, 1), completed=running, width=30)
        name, state = Text(as_line(cluster["name"])), Text(cluster["state"])
        shown.add_row(name, state, Text(_ready(cluster)), bar)
    return shown
