"""The calls that are about a simulator as a whole."""

from cs_simulator.client.connection import Connection
from cs_simulator.server.control.contract import server as contract


def health(connection: Connection, tenant: str = "") -> contract.Health:
    """Version and configuration; behind a proxy, of the replica that has the tenant."""
    return connection.call(contract.GET_HEALTH, **_of(tenant))


def authority(connection: Connection) -> str:
    """The certificate of the simulator's own authority, in PEM."""
    return connection.call(contract.GET_AUTHORITY)["certificate"]


def put_credential(connection: Connection, access_key_id: str, secret: str, tenant: str) -> None:
    """Add a key that may sign calls of a tenant, until the simulator ends."""
    body = {"access_key_id": access_key_id, "access_key_secret": secret, "account": tenant}
    connection.call(contract.PUT_CREDENTIAL, body=body, tenant=tenant)


def check_ready(connection: Connection, tenant: str = "") -> None:
    """Raise ``RefusedError`` saying why it cannot work yet, if it cannot.

    Behind a proxy this is about the replica that has the tenant.
    """
    connection.call(contract.GET_READINESS, **_of(tenant))


def _of(tenant: str) -> dict[str, str]:
    return {"tenant": tenant} if tenant else {}


def is_ready(connection: Connection) -> bool:
    """Whether it is started and can work."""
    return connection.succeeds(contract.GET_READINESS)


def answers(url: str, patience: float = 3.0) -> bool:
    """Whether a simulator answers at an address within so many seconds."""
    with Connection(url, patience=patience) as connection:
        return is_alive(connection)


def is_alive(connection: Connection) -> bool:
    """Whether a simulator answers there."""
    return connection.succeeds(contract.GET_LIVENESS)
