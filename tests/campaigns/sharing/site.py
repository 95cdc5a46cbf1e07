"""Three replicas on loopback, each with a file of its own, and HAProxy in front of them."""

import json
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.campaigns.campaign import SECRETS
from tests.support.answer import Answer
from tests.support.haproxy import Proxy, proxying
from tests.support.process import Served, call_url, serving

NAMES = ("cs-simulator-0", "cs-simulator-1", "cs-simulator-2")
QUOTAS = (
    "clusters", "kubernetes_clusters", "managed_clusters", "eips", "slbs", "security_groups",
    "routes_per_vpc",
)  # fmt: skip
SHUTDOWN_DELAY = 2  # seconds
CONTROL = {"authorization": f"Bearer {SECRETS['control token']}"}
"""Headers of calls of the control plane."""


@dataclass
class Replica:
    """One of the simulators, over all its lives."""

    name: str
    db: Path
    start: Any
    """Starts a simulator with options."""
    options: Sequence[str]
    served: Served = field(init=False)

    def begin(self, port: int = 0) -> None:
        """Start it, and wait until it is ready."""
        own = (f"--db={self.db}", f"--replica={self.name}", f"--port={port}")
        self.served = self.start(*self.options, *own)

    def again(self) -> None:
        """Start it once more, at the same address."""
        self.begin(self.served.port)

    def kill(self) -> None:
        """``kill -9``."""
        self.served.kill()

    def end(self) -> bool:
        """End it as Kubernetes does, by SIGTERM; returns whether it had the time to do all.

        On a machine that is far too busy it ends itself at its deadline, as if it were killed.
        """
        if self.served.stop(signal.SIGTERM, 60) == 0:
            return True
        assert "server.did_not_end" in self.served.errors, self.served.errors
        return False

    def control(self, method: str, path: str) -> Answer:
        """A call of its own control plane, past the proxy."""
        return call_url(f"{self.served.url}/_simulator/{path}", method, headers=CONTROL)

    def tenants(self) -> set[str]:
        """The tenants that live there."""
        listed = self.control("GET", f"tenants?replica={self.name}").ok()
        assert not listed["damaged"], listed
        return set(listed["tenants"]) - {"default"}

    def clusters(self, tenant: str) -> dict[str, str]:
        """The ids of a tenant's clusters by their names."""
        listed = self.control("GET", f"clusters?tenant={tenant}").ok()["clusters"]
        return {cluster["name"]: cluster["cluster_id"] for cluster in listed}


@contextmanager
def replicas(folder: Path, credentials: Path) -> Iterator[list[Replica]]:
    """The three of them, started; ``/_simulator/`` needs a token, and calls must be signed."""
    options = [
        "--clock=frozen", "--auth=enforce", f"--credentials-file={credentials}",
        f"--control-token={SECRETS['control token']}", "--master-port=none",
        f"--shutdown-delay={SHUTDOWN_DELAY}",
        *(f"--quota={name}=100000" for name in QUOTAS),
    ]  # fmt: skip
    with serving(folder, subprocess.Popen) as start:
        all_of_them = [Replica(name, folder / f"{name}.db", start, options) for name in NAMES]
        for replica in all_of_them:
            replica.begin()
        yield all_of_them


def write_credentials(path: Path, keys: dict[str, str]) -> None:
    """A credentials file: a key for each tenant, all with the same secret."""
    rows = [
        {"access_key_id": key, "access_key_secret": SECRETS["access key secret"], "account": tenant}
        for key, tenant in keys.items()
    ]
    path.write_text(json.dumps({"credentials": rows}))


@dataclass
class Site:
    """The replicas, and the proxy in front of them."""

    replicas: list[Replica]
    proxy: Proxy

    def replica(self, name: str) -> Replica:
        """The replica of that name."""
        return next(replica for replica in self.replicas if replica.name == name)

    def homes(self) -> dict[str, str]:
        """The replica on which each tenant lives; raises ``AssertionError`` if one is on two."""
        homes: dict[str, str] = {}
        for replica in self.replicas:
            for tenant in replica.tenants():
                assert tenant not in homes, f"{tenant} is on {homes[tenant]} and {replica.name}"
                homes[tenant] = replica.name
        return homes


@contextmanager
def site(
    folder: Path, secret: Path, keys: dict[str, str], configured: Callable[[str], str]
) -> Iterator[Site]:
    """All of it, started. What is secret is in another folder than what is not."""
    credentials = secret / "credentials.json"
    write_credentials(credentials, keys)
    mapped = "".join(f"{key} {tenant}\n" for key, tenant in keys.items() if key != tenant)
    with replicas(folder, credentials) as all_of_them, proxying(folder) as start:
        addresses = {replica.name: replica.served.address for replica in all_of_them}
        yield Site(all_of_them, start(addresses, tenants=mapped, configured=configured))
