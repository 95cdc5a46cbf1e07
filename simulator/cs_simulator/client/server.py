"""The calls that are about a simulator as a whole."""

from cs_simulator.client.connection import Connection
from cs_simulator.server.control.contract import server as contract


def health(connection: Connection) -> contract.Health:
    """Version and configuration."""
    return connection.call(contract.GET_HEALTH)


def check_ready(connection: Connection) -> None:
    """Raise ``RefusedError`` saying why it cannot work yet, if it cannot."""
    connection.call(contract.GET_READINESS)


def is_ready(connection: Connection) -> bool:
    """Whether it is started and can work."""
    return connection.succeeds(contract.GET_READINESS)


def is_alive(connection: Connection) -> bool:
    """Whether a simulator answers there."""
    return connection.succeeds(contract.GET_LIVENESS)
