"""The official clients, set up for a simulator: for those who have their packages installed.

They call it directly, whatever proxy the environment names for everything else.
"""

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cs_simulator.client.extras import extra

if TYPE_CHECKING:
    from aliyunsdkcore.client import AcsClient


def legacy_client(
    endpoint: str, access_key_id: str, access_key_secret: str, region_id: str
) -> "AcsClient":
    """A client of ``aliyun-python-sdk-core`` whose requests go to *endpoint*, a URL.

    Raises ``ModuleNotFoundError`` where the package is not installed, with the extra that has it.
    """
    with extra("legacy-sdk", "legacy_client()"):
        from aliyunsdkcore.client import AcsClient

    client = AcsClient(access_key_id, access_key_secret, region_id)
    client.proxy = {"http": "", "https": ""}  # none, where it would take that of the environment
    send = client.do_action_with_exception

    def send_to_endpoint(request: Any) -> Any:
        request.set_endpoint(urlsplit(endpoint).netloc)
        return send(request)

    client.do_action_with_exception = send_to_endpoint
    return client


def tea_client(endpoint: str, access_key_id: str, access_key_secret: str, region_id: str) -> Any:
    """A client of ``alibabacloud_cs20151215`` whose requests go to *endpoint*, a URL.

    Raises ``ModuleNotFoundError`` where the package is not installed, with the extra that has it.
    """
    with extra("sdk", "tea_client()"):
        from alibabacloud_cs20151215.client import Client
        from alibabacloud_tea_openapi.models import Config

    parts = urlsplit(endpoint)
    # Where the environment names a proxy, this client has no option to use none. So the simulator
    # is its own proxy then: such a call comes to the same address, with its whole URL.
    return Client(
        Config(
            access_key_id=access_key_id,
            access_key_secret=access_key_secret,
            region_id=region_id,
            endpoint=parts.netloc,
            protocol=parts.scheme,
            http_proxy=endpoint if _names_a_proxy() else None,
        )
    )


def kubernetes_client(kubeconfig: str) -> Any:
    """A client of ``kubernetes`` that goes where a kubeconfig, in YAML, leads.

    Raises ``ModuleNotFoundError`` where the package is not installed, with the extra that has it.
    """
    with extra("kubernetes", "kubernetes_client()"):
        from kubernetes.client import ApiClient, Configuration
        from kubernetes.config import kube_config
    import yaml

    configuration = Configuration()
    load: Any = kube_config.load_kube_config_from_dict
    load(yaml.safe_load(kubeconfig), client_configuration=configuration)
    configuration.proxy = None  # which it takes from the environment
    return ApiClient(configuration)


def _names_a_proxy() -> bool:
    return any(os.environ.get(name) for name in ("HTTP_PROXY", "http_proxy"))
