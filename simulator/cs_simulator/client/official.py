"""The official clients, set up for a simulator: for those who have their packages installed."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from aliyunsdkcore.client import AcsClient


def legacy_client(
    endpoint: str, access_key_id: str, access_key_secret: str, region_id: str
) -> "AcsClient":
    """A client of ``aliyun-python-sdk-core`` whose requests go to *endpoint*, a URL.

    Raises ``ModuleNotFoundError`` where the package is not installed.
    """
    from aliyunsdkcore.client import AcsClient

    client = AcsClient(access_key_id, access_key_secret, region_id)
    send = client.do_action_with_exception

    def send_to_endpoint(request: Any) -> Any:
        request.set_endpoint(urlsplit(endpoint).netloc)
        return send(request)

    client.do_action_with_exception = send_to_endpoint
    return client


def tea_client(endpoint: str, access_key_id: str, access_key_secret: str, region_id: str) -> Any:
    """A client of ``alibabacloud_cs20151215`` whose requests go to *endpoint*, a URL.

    Raises ``ModuleNotFoundError`` where the package is not installed.
    """
    from alibabacloud_cs20151215.client import Client
    from alibabacloud_tea_openapi.models import Config

    parts = urlsplit(endpoint)
    return Client(
        Config(
            access_key_id=access_key_id,
            access_key_secret=access_key_secret,
            region_id=region_id,
            endpoint=parts.netloc,
            protocol=parts.scheme,
        )
    )
