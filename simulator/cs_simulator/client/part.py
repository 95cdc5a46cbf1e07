"""What the parts of a tenant's client have in common."""

from typing import Any

from cs_simulator.client.connection import Connection
from cs_simulator.server.control.contract.endpoint import Answer, Endpoint


class Part:
    """One subject of a tenant's control plane."""

    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def _call(
        self, endpoint: Endpoint[Answer], subject: str = "", body: Any = None, **query: object
    ) -> Answer:
        """The answer of an endpoint about the tenant."""
        texts = {name: str(value) for name, value in query.items()}
        return self._connection.call(endpoint, subject, body, tenant=self._tenant, **texts)
