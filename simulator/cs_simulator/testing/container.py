"""The simulator in a container, for testcontainers: needs the extra ``container``."""

import secrets
import time
from typing import Any, Self

from cs_simulator.client import Connection, Tenant
from cs_simulator.client.extras import extra
from cs_simulator.client.server import is_ready

with extra("container", "CSSimulatorContainer"):
    from testcontainers.core.container import DockerContainer

PORT = 8015
_PAUSE = 0.05
_ANSWER = 2.0  # seconds that one answer may take


class CSSimulatorContainer(DockerContainer):
    """``with CSSimulatorContainer() as simulator: tenant = simulator.tenant()``.

    It has the options of a container of testcontainers; settings are environment variables:
    ``.with_env("CS_SIMULATOR_CLOCK", "frozen")``. The control plane has a token of its own.
    """

    def __init__(
        self, image: str = "cs-simulator", *, patience: float = 30.0, **options: Any
    ) -> None:
        super().__init__(image, **options)
        self._patience = patience
        self._connection: Connection | None = None
        self._token = secrets.token_urlsafe()
        self.with_exposed_ports(PORT)
        self.with_env("CS_SIMULATOR_CLOCK", "polling")
        self.with_env("CS_SIMULATOR_CONTROL_TOKEN", self._token)

    @property
    def url(self) -> str:
        """The address to give to a client; calls belong to the tenant that signs them."""
        return f"http://{self.get_container_host_ip()}:{self.get_exposed_port(PORT)}"

    @property
    def connection(self) -> Connection:
        """The control plane; raises ``RuntimeError`` before the container is started."""
        if self._connection is None:
            raise RuntimeError("the container was not started")
        return self._connection

    def start(self) -> Self:
        """Start the container, and wait until the simulator is ready.

        Raises ``TimeoutError`` with its output if that takes too long.
        """
        super().start()
        self._connection = Connection(self.url, self._token)
        deadline = time.monotonic() + self._patience
        while not self._is_ready():
            if time.monotonic() > deadline:
                output = b"".join(self.get_logs()).decode(errors="replace")
                raise TimeoutError(f"{self.image} was not ready in {self._patience:g} s\n{output}")
            time.sleep(_PAUSE)
        return self

    def _is_ready(self) -> bool:
        with Connection(self.url, self._token, patience=_ANSWER) as connection:
            return is_ready(connection)

    def stop(self, *options: Any, **more: Any) -> None:
        """Stop the container, and remove it."""
        if self._connection is not None:
            self._connection.close()
        super().stop(*options, **more)

    def tenant(self, **options: Any) -> Tenant:
        """A new tenant: ``seed``, ``clock``, ``fixtures``, ``scenario``, ``quotas``, ``ttl``."""
        return Tenant.make(self.connection, **options)
