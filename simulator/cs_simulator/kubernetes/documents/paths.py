"""``/``: the paths that there are."""

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.documents import discovery
from cs_simulator.operations import Call, Reply

_OTHERS = ("/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version")


def paths(call: Call, cluster: Cluster, unit: Unit) -> Reply:  # noqa: ARG001
    """The paths of groups and of their versions, and those of the other documents."""
    found = {"/api", "/apis", *_OTHERS}
    for group in discovery.groups_of(unit.world, cluster):
        root = f"/apis/{group.name}" if group.name else "/api"
        found |= {root, *(f"{root}/{version}" for version in group.versions)}
    return Reply({"paths": sorted(found)})
