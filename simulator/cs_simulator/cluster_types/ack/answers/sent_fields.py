"""Fields that can be sent in an old form and in a new one, and what is in force of them."""

from collections.abc import Mapping
from typing import Any

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.account import account_number
from cs_simulator.engine.world import World


def extra_names(sent: Mapping[str, Any]) -> list[str]:
    """The names and addresses of the API server that were sent for its certificate."""
    old = sent.get("custom_san", "").split(",")
    return [*sent.get("extra_sans", ()), *(name.strip() for name in old if name.strip())]


def has_rrsa(sent: Mapping[str, Any]) -> bool:
    """Whether service accounts have RAM roles."""
    return bool(sent.get("rrsa_config", {}).get("enabled", sent.get("enable_rrsa", False)))


def rrsa(world: World, cluster: Cluster, sent: Mapping[str, Any]) -> dict[str, Any]:
    """The provider of identities by which service accounts get RAM roles."""
    if not has_rrsa(sent):
        return {"enabled": False}
    region_id, cluster_id = cluster.region_id, cluster.cluster_id
    issuer = f"https://oidc-ack-{region_id}.oss-{region_id}.aliyuncs.com/{cluster_id}"
    return {
        "enabled": True,
        "audience": sent.get("api_audiences", "sts.aliyuncs.com"),
        "issuer": sent.get("service_account_issuer", issuer),
        "jwks_url": f"{issuer}/jwks",
        "max_oidc_token_expiration": "12h",
        "oidc_arn": f"acs:ram::{account_number(world)}:oidc-provider/ack-rrsa-{cluster_id}",
        "oidc_name": f"ack-rrsa-{cluster_id}",
        "open_api_configuration_url": f"{issuer}/.well-known/openid-configuration",
    }
