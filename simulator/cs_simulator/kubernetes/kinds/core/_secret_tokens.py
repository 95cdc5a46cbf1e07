"""Secrets that hold the token of a service account, as those have them who want one for ever."""

from base64 import b64encode

from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import tokens
from cs_simulator.kubernetes.kinds._filling import fill, part
from cs_simulator.kubernetes.kinds._reading import Body, mapping, text

TYPE = "kubernetes.io/service-account-token"
_NAME, _UID = "kubernetes.io/service-account.name", "kubernetes.io/service-account.uid"


def complete(unit: Unit, cluster: Cluster, secret: Body, _before: Body | None) -> None:
    """Write the token of the account that a secret names into it, if there is such an account.

    Such a token has no end of its own: it is good as long as the account lives.
    """
    named = mapping(secret, "metadata.annotations").get(_NAME)
    if secret.get("type") != TYPE or not isinstance(named, str):
        return
    namespace = text(secret, "metadata.namespace")
    key = f"{cluster.cluster_id}/serviceaccounts/{namespace}/{named}"
    account = unit.world.kubernetes_objects.get(key)
    if account is None:
        return
    part(secret["metadata"], "annotations")[_UID] = account.uid
    token = tokens.Token(
        unit.world.name,
        cluster.cluster_id,
        tokens.Account(namespace, named, account.uid),
        issued=unit.now // SECOND,
    )
    made = tokens.make(unit.world, token)
    fill(part(secret, "data"), {"token": _encoded(made), "namespace": _encoded(namespace)})


def _encoded(plain: str) -> str:
    return b64encode(plain.encode()).decode()
