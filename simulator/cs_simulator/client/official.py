"""The official clients, set up for a tenant: for those who have their packages installed."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aliyunsdkcore.client import AcsClient

    from cs_simulator.client.tenant import Tenant


def legacy_client(tenant: "Tenant") -> "AcsClient":
    """A client of ``aliyun-python-sdk-core``, whose requests of Container Service go to the tenant.

    Raises ``ModuleNotFoundError`` where the package is not installed.
    """
    from aliyunsdkcore.client import AcsClient

    client = AcsClient(tenant.access_key_id, tenant.access_key_secret, tenant.region_id)
    send = client.do_action_with_exception

    def to_tenant(request: Any) -> Any:
        request.set_endpoint(tenant.host)
        return send(request)

    client.do_action_with_exception = to_tenant
    return client


def tea_client(tenant: "Tenant") -> Any:
    """A client of ``alibabacloud_cs20151215`` that asks the tenant.

    Raises ``ModuleNotFoundError`` where the package is not installed.
    """
    from alibabacloud_cs20151215.client import Client
    from alibabacloud_tea_openapi.models import Config

    return Client(
        Config(
            access_key_id=tenant.access_key_id,
            access_key_secret=tenant.access_key_secret,
            region_id=tenant.region_id,
            endpoint=tenant.host,
            protocol=tenant.endpoint.partition("://")[0],
        )
    )
