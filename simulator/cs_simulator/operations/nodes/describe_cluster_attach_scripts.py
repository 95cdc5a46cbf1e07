"""``POST /clusters/{cluster_id}/attachscript``: the command that makes a machine a node.

What the service does: answers one line of shell in double quotes. It loads the script of the
cluster's version and passes it a token, which is the secret, and the settings of the pool; edge
clusters have another program.

Differs from the service: the script is not there to be loaded, and a machine that runs the line
joins nothing; AttachInstances makes nodes. The token expires with ``expired`` only in the text.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.cluster_types.ack import allowed, kept
from cs_simulator.cluster_types.ack.field_rules import OneOf
from cs_simulator.cluster_types.ack.pools.choices import version_of
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._node_pools import pool_of_id
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Boolean, Integer, Text, TextList


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachScriptRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    nodepool_id: Annotated[str | None, Text()] = None
    arch: Annotated[str | None, Text(), OneOf("amd64", "arm64", "arm")] = None
    expired: Annotated[int | None, Integer()] = None
    format_disk: Annotated[bool | None, Boolean()] = None
    keep_instance_name: Annotated[bool | None, Boolean()] = None
    options: Annotated[str | None, Text()] = None
    one_time_token: Annotated[bool | None, Boolean()] = None
    rds_instances: Annotated[tuple[str, ...] | None, TextList()] = None


@operation(
    "DescribeClusterAttachScripts",
    "POST",
    "/clusters/{cluster_id}/attachscript",
    request=AttachScriptRequest,
    is_secret=True,
    allowed_in=allowed.RUNNING,
)
def describe_cluster_attach_scripts(call: Call, unit: Unit) -> Reply:
    """Answer the command."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, AttachScriptRequest, may_be_empty=True)
    if request.nodepool_id:
        pool_of_id(unit.world, cluster, request.nodepool_id)
    token = unit.random_for("attach", cluster.cluster_id, request.nodepool_id or "").hex(32)
    command = _edge_command if _is_edge(cluster) else _command
    return Reply(
        body=command(cluster, request, token),
        cluster_id=cluster.cluster_id,
    )


def _is_edge(cluster: Cluster) -> bool:
    return kept.sent_of(cluster).get("profile") == "Edge"


def _command(cluster: Cluster, request: AttachScriptRequest, token: str) -> str:
    region = cluster.region_id
    source = f"http://aliacs-k8s-{region}.oss-{region}-internal.aliyuncs.com/public/pkg/run/attach"
    flags = [f"--openapi-token {token}"]
    if request.nodepool_id:
        flags.append(f"--nodepool-id {request.nodepool_id}")
    if request.arch and request.arch != "amd64":
        flags.append(f"--arch {request.arch}")
    if request.rds_instances:
        flags.append(f"--rds-instances {','.join(request.rds_instances)}")
    version = version_of(cluster)
    return f"curl {source}/{version}/attach_node.sh | bash -s -- {' '.join(flags)}"


def _edge_command(cluster: Cluster, request: AttachScriptRequest, token: str) -> str:
    region, arch = cluster.region_id, request.arch or "amd64"
    source = f"http://aliacs-k8s-{region}.oss-{region}.aliyuncs.com/public/pkg/run/attach"
    program = f"{source}/{version_of(cluster)}/{arch}/edgeadm"
    options = (request.options or "{}").replace("'", "")
    return (
        f"wget {program} -O edgeadm && chmod u+x ./edgeadm &&"
        f" ./edgeadm join --openapi-token={token} --node-spec='{options}'"
    )
