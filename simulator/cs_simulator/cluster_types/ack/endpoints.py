"""Where the API server of a Kubernetes cluster is reached."""

import orjson

from cs_simulator.cluster_types.ack import kept
from cs_simulator.domain.records import Cluster

PORT = 6443


def addresses_of(cluster: Cluster) -> dict[str, str]:
    """The URLs of the API server: ``private`` once it is up, ``public`` if it has such a one."""
    made = kept.made_of(cluster)
    found = {}
    if made.get("intranet_ip"):
        found["private"] = f"https://{made['intranet_ip']}:{PORT}"
    if made.get("eip_address"):
        found["public"] = f"https://{made['eip_address']}:{PORT}"
    return found


def master_url(cluster: Cluster) -> str:
    """The URLs as answers show them: a JSON object in a text, without those that there are not."""
    addresses = addresses_of(cluster)
    names = {
        "api_server_endpoint": addresses.get("public"),
        "intranet_api_server_endpoint": addresses.get("private"),
    }
    return orjson.dumps({name: url for name, url in names.items() if url}).decode()
