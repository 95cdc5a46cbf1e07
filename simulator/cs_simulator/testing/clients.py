"""The official clients, set up for a tenant: for those who have their packages installed."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aliyunsdkcore.client import AcsClient

    from cs_simulator.client import Tenant


def legacy_client(tenant: "Tenant") -> "AcsClient":
    """A client of ``aliyun-python-sdk-core`` whose requests go to the tenant."""
    return tenant.legacy_client()


def tea_client(tenant: "Tenant") -> Any:
    """A client of ``alibabacloud_cs20151215`` whose requests go to the tenant."""
    return tenant.tea_client()
