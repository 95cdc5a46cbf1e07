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
from cs_simulator.server.control.contract.clusters import Cluster, ClusterList

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
    """Show a cluster with its nodes and tasks.

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
    nodes = [
        (node["instance_id"], node["state"], node["instance_status"], node["ip_address"],
         node["eip_address"])
        for node in cluster["nodes"]
    ]  # fmt: skip
    table(("instance_id", "state", "status", "ip_address", "eip_address"), nodes)
    tasks = [
        (task["task_id"], task["operation"], task["state"], task["error_code"])
        for task in cluster["tasks"]
    ]
    table(("task_id", "operation", "state", "error_code"), tasks)


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
    """How many nodes are running, and how many there are or will be."""
    nodes = cluster["nodes"]
    running = sum(node["state"] == "running" for node in nodes)
    return running, max(cluster["size"], len(nodes))


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
