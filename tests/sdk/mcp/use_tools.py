"""Uses tools of alibabacloud-ack-mcp-server, the vendor's own, and prints what they answer.

It is run by a Python that has the package. The server is the package's, with its handlers and
models; only the factory of its clients is another: it names the simulator's address, where the
package's own knows nothing but the public hosts of the service.
"""

import asyncio
import json
import sys
from pathlib import Path

import main_server
from alibabacloud_cs20151215.client import Client as ContainerService
from alibabacloud_tea_openapi.models import Config
from fastmcp import Client
from runtime_provider import ACKClusterRuntimeProvider

ADDRESS, KEY, SECRET, CLUSTER = sys.argv[1:]
SETTINGS = {
    "region_id": "cn-beijing",
    "kubeconfig_mode": "ACK_PUBLIC",
    "kubectl_timeout": 10,
    "allow_write": True,  # it counts "config view" among what writes
}


def a_client(region, config):
    return ContainerService(
        Config(
            access_key_id=KEY,
            access_key_secret=SECRET,
            endpoint=ADDRESS,
            protocol="http",
            region_id=SETTINGS["region_id"],
        )
    )


class Provider(ACKClusterRuntimeProvider):
    """The package's provider, whose clients go to the simulator."""

    def initialize_providers(self, config):
        return {**super().initialize_providers(config), "cs_client_factory": a_client}


async def main():
    main_server.ACKClusterRuntimeProvider = Provider
    async with Client(main_server.create_main_server(SETTINGS)) as client:
        listed = await client.call_tool("list_clusters", {})
        shown = await client.call_tool(
            "ack_kubectl", {"command": "config view --raw", "cluster_id": CLUSTER}
        )
    written = Path.home() / ".kube" / f"mcp-kubeconfig-{CLUSTER}.yaml"
    outcome = {
        "list_clusters": listed.structured_content,
        "ack_kubectl": shown.structured_content,
        "kubeconfig": written.read_text() if written.exists() else "",
    }
    sys.stdout.write(f"\n{json.dumps(outcome)}\n")


asyncio.run(main())
