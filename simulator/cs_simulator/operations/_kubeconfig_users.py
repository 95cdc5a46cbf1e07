"""Users in calls about kubeconfigs, and the states of their certificates."""

import re
from dataclasses import dataclass

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.certificates import (
    certificate_of,
    has_chosen_life,
    is_locked_out,
)
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._kubeconfig import caller
from cs_simulator.operations._operation import Call

_USER = re.compile(r"[0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class IsUser:
    """The number of a user."""

    def check(self, field: str, value: str) -> ApiError | None:
        """The problem with the value, or ``None``."""
        if _USER.fullmatch(value):
            return None
        return ack_errors.INVALID_FIELD(field, "the number of a user")


def user_in_path(call: Call) -> str:
    """The number of the user that the path names; raises ``InvalidParameter.Uid``."""
    uid = call.parameters["uid"]
    problem = IsUser().check("uid", uid)
    if problem is not None:
        raise problem
    return uid


def other_user_in_path(call: Call, unit: Unit) -> str:
    """As :func:`user_in_path`, for calls that may not be about the caller, or about the account."""
    uid = user_in_path(call)
    if uid == caller(unit.world):
        raise ack_errors.INVALID_FIELD("uid", "another user than the account itself")
    return uid


def state_of(unit: Unit, cluster: Cluster, user: str) -> dict[str, str]:
    """The state of a user's certificate, and when it ends.

    The account itself has one in each cluster that is up, another user once its life was set. A
    user whose rights were cleaned has none until one is granted again, and its life is set.
    """
    is_issued = has_chosen_life(cluster, user) or (
        user == caller(unit.world) and cluster.state in allowed.REACHABLE
    )
    if not is_issued or is_locked_out(unit.world, cluster, user):
        return {"cert_state": "Unissued", "cert_expire_time": ""}
    certificate = certificate_of(cluster, user)
    state = "Expired" if certificate.is_over(unit.now) else "Unexpired"
    return {"cert_state": state, "cert_expire_time": as_text(certificate.ends)}
