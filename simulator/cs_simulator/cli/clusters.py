"""``cs-simulator clusters``: what a tenant has, listed, shown, and watched while it grows."""

import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from cs_simulator.cli._control_session import ControlSession, table, with_control_options
from cs_simulator.client.connection import segment

if TYPE_CHECKING:
    from rich.table import Table

_PAUSE = 0.5


@click.group()
def clusters() -> None:
    """List, show and watch a tenant's clusters."""


@clusters.command("list")
@with_control_options
def list_clusters(asked: ControlSession) -> None:
    """List the clusters."""
    told = asked.ask("GET", "clusters")
    rows = [
        (each["cluster_id"], each["name"], each["state"], _ready(each), each["created"])
        for each in told["clusters"]
    ]
    asked.tell(told, lambda: table(("cluster_id", "name", "state", "nodes", "created"), rows))


@clusters.command()
@click.argument("cluster_id")
@with_control_options
def show(asked: ControlSession, cluster_id: str) -> None:
    """Show a cluster with its nodes and tasks.

    CLUSTER_ID is in the answer to its creation, and in clusters list.

    Example: cs-simulator clusters show c82e6987e2961451182edacd74faf58e2
    """
    told = asked.ask("GET", f"clusters/{segment(cluster_id)}")

    def tell() -> None:
        message = told["error_message"] or ""
        click.echo(f"{told['cluster_id']} {told['name']}: {told['state']} {message}")
        nodes = [
            (n["instance_id"], n["state"], n["instance_status"], n["ip_address"], n["eip_address"])
            for n in told["nodes"]
        ]
        table(("instance_id", "state", "status", "ip_address", "eip_address"), nodes)
        tasks = [(t["task_id"], t["operation"], t["state"], t["error_code"]) for t in told["tasks"]]
        table(("task_id", "operation", "state", "error_code"), tasks)

    asked.tell(told, tell)


@clusters.command()
@click.option("--once", is_flag=True, help="Show it once, and end.")
@with_control_options
def watch(asked: ControlSession, once: bool) -> None:
    """Watch the clusters: a live table with a bar for the nodes of each; ends with Ctrl-C.

    Where there is no terminal it is shown once.
    """
    from rich.console import Console
    from rich.live import Live

    told = asked.ask("GET", "clusters")
    if asked.as_json or once or not sys.stdout.isatty():
        asked.tell(told, lambda: Console().print(_bars(told["clusters"])))
        return
    shown = Live(_bars(told["clusters"]), refresh_per_second=4)
    with suppress(KeyboardInterrupt), shown as live:
        while True:
            time.sleep(_PAUSE)
            live.update(_bars(asked.ask("GET", "clusters")["clusters"]))


def _ready(cluster: dict[str, Any]) -> str:
    nodes = cluster["nodes"]
    return f"{sum(node['state'] == 'running' for node in nodes)}/{max(cluster['size'], len(nodes))}"


def _bars(found: list[dict[str, Any]]) -> "Table":
    from rich.progress_bar import ProgressBar
    from rich.table import Table

    shown = Table("name", "state", "nodes", "", box=None)
    for each in found:
        running = sum(node["state"] == "running" for node in each["nodes"])
        bar = ProgressBar(
            total=max(each["size"], len(each["nodes"]), 1), completed=running, width=30
        )
        shown.add_row(each["name"], each["state"], _ready(each), bar)
    return shown
