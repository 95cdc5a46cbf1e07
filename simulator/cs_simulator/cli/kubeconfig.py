"""``cs-simulator kubeconfig``: what leads kubectl to a cluster, printed or merged into a file."""

from pathlib import Path

import click
import yaml

from cs_simulator.cli._control_session import ControlSession, with_session
from cs_simulator.cli._merging import merge_into, renamed
from cs_simulator.cli._output import fail, prints
from cs_simulator.domain.errors import UsageError
from cs_simulator.server.control.contract.clusters import Kubeconfig


@click.command()
@click.argument("cluster")
@click.option("--merge", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="Put it into a file that may have others, such as ~/.kube/config, not on the terminal.",
)  # fmt: skip
@click.option("--context", metavar="NAME",
    help="Name of its context, cluster and user, by which kubectl --context finds it.",
)  # fmt: skip
@prints(Kubeconfig)
@with_session
def kubeconfig(
    session: ControlSession, cluster: str, merge: Path | None, context: str | None
) -> None:
    """Print the kubeconfig of a cluster, or merge it into a file.

    CLUSTER is the id of a Kubernetes cluster, or its name if no other cluster has it. The context
    is then the one in force in the file, which only its owner can read.

    Example: cs-simulator kubeconfig my-test-cluster --merge ~/.kube/config --context simulated
    """
    found = session.tenant.clusters.kubeconfig(cluster)
    config = yaml.safe_load(found["config"])
    if context or merge:
        config = renamed(config, context or config["current-context"])
        found = Kubeconfig(
            config=yaml.safe_dump(config, sort_keys=False), expiration=found["expiration"]
        )
    if merge is None:
        session.show(found, found["config"].strip())
        return
    try:
        merge_into(merge.expanduser(), config)
    except UsageError as error:
        fail(error)
    session.show(found, f"{merge}: context {config['current-context']}")
