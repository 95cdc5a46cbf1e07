"""``POST /k8s/{cluster_id}/user_config/expire``: for how long a user's kubeconfig is good.

What the service does: takes the number of a user and a number of hours, from 1 to 876,000, and
answers nothing.

Differs from the service: the user gets a certificate that begins now; earlier ones stay good until
they end.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.cluster_types.ack import allowed, certificates
from cs_simulator.cluster_types.ack.field_rules import Between
from cs_simulator.engine.unit import Unit
from cs_simulator.operations import _kubeconfig as kubeconfig
from cs_simulator.operations._kubeconfig_users import IsUser
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Integer, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class UserConfigExpireRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    user: Annotated[str, Text(), IsUser()]
    expire_hour: Annotated[int, Integer(), Between(1, 876_000)]


@operation(
    "UpdateK8sClusterUserConfigExpire",
    "POST",
    "/k8s/{cluster_id}/user_config/expire",
    request=UserConfigExpireRequest,
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
)
def update_k8s_cluster_user_config_expire(call: Call, unit: Unit) -> Reply:
    """Set for how many hours the user's certificate is good from now on."""
    cluster = kubeconfig.cluster_of(call, unit)
    request = read_body(call, UserConfigExpireRequest)
    certificates.renew(unit, cluster, request.user, hours=request.expire_hour)
    return Reply(body=None, cluster_id=cluster.cluster_id)
