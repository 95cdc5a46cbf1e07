"""``clusters/{cluster_id}/kubeconfig``: what leads a client of Kubernetes to a cluster."""

from typing import Any

from cs_simulator.operations import kubeconfig_of_account
from cs_simulator.runtime.calls.questions import look_up
from cs_simulator.server.control._request import ControlCall, NotFoundError, route
from cs_simulator.server.control.contract import clusters as contract


@route(contract.GET_KUBECONFIG)
async def get_kubeconfig(call: ControlCall) -> contract.Kubeconfig:
    """Issue the kubeconfig of a cluster, which the journal does not have."""
    tenant, simulator = await call.tenant(), call.simulator
    tenant.catch_up(call.reading)
    cluster = tenant.world.clusters.get(call.subject)
    if cluster is None:
        raise NotFoundError("cluster", call.subject)
    issued = tenant.change(call.reading, lambda unit: kubeconfig_of_account(unit, cluster))
    pems = await look_up(tenant, issued.question, simulator.store.history, simulator.authority)
    body: Any = issued.reply(pems).body
    return {"config": body["config"], "expiration": body["expiration"]}
