"""HAProxy with the configuration of ``tests/examples/shared/``, on ports of its own."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

SHIPPED = Path(__file__).parents[1] / "examples" / "shared" / "haproxy"
_DEBIAN = "/usr/sbin/haproxy"
_SERVER = re.compile(r'^    server (\S+) "\$\{REPLICA_\d+-[^}]+\}" id \d+$', re.MULTILINE)


def require_haproxy() -> str:
    """The path of HAProxy. Skips the test where it is missing, except on CI, where that fails."""
    found = shutil.which("haproxy") or shutil.which(_DEBIAN)
    if found is None:
        assert not os.environ.get("CI"), "there is no haproxy here"
        pytest.skip("this needs haproxy")
    return found


@dataclass(frozen=True, kw_only=True)
class Proxy:
    """A proxy in a process of its own."""

    process: subprocess.Popen[bytes]
    url: str
    """Where the replicas' clients call it."""
    operators_url: str
    """Where ``/livez`` and ``/metrics`` are."""
    log_file: Path

    @property
    def address(self) -> str:
        """Host and port, as the SDKs take them."""
        return self.url.partition("://")[2]

    @property
    def log(self) -> str:
        """What it has logged, a line for each answer, and written to its standard error."""
        return self.log_file.read_text()

    def read(self, path: str) -> str:
        """What the operators' address answers with there."""
        return read_url(self.operators_url + path)

    def stop(self) -> int:
        """End it at once; returns its exit code."""
        self.process.terminate()
        return self.process.wait(60)


def with_servers(text: str, names: list[str]) -> str:
    """The configuration with these servers, as somebody writes it who adds or removes some.

    With the names that it is shipped with it is the same text.
    """
    found = list(_SERVER.finditer(text))
    lines = "\n".join(
        f'    server {name} "${{REPLICA_{number}-{name}:8015}}" id {number + 1}'
        for number, name in enumerate(names)
    )
    return text[: found[0].start()] + lines + text[found[-1].end() :]


@contextmanager
def proxying(folder: Path) -> Iterator[Callable[..., Proxy]]:
    """What starts HAProxy for replicas, given as their addresses by their names, and waits for it.

    Its configuration is a copy of the shipped one, in the folder, where its log is, too: with these
    replicas for servers, and with the texts *homes* and *tenants* in the two maps. *retries* is how
    often it tries to connect again; *configured* may change the configuration; other keywords are
    environment variables. What was started ends with the block.
    """
    program, running, numbers = require_haproxy(), list[Proxy](), count()

    def start(
        replicas: Mapping[str, str],
        *,
        homes: str = "",
        tenants: str = "",
        retries: int | None = None,
        configured: Callable[[str], str] = str,
        **variables: str,
    ) -> Proxy:
        if retries is not None:
            variables["PROXY_RETRIES"] = str(retries)
        copy = shutil.copytree(SHIPPED, folder / f"haproxy-{next(numbers)}")
        text = (copy / "haproxy.cfg").read_text("utf-8")
        (copy / "haproxy.cfg").write_text(configured(with_servers(text, list(replicas))), "utf-8")
        for name, added in (("homes.map", homes), ("tenants.map", tenants)):
            with (copy / name).open("a", encoding="utf-8") as file:
                file.write(added)
        running.append(_started(program, copy, list(replicas.values()), variables))
        return running[-1]

    try:
        yield start
    finally:
        for proxy in running:
            proxy.stop()


def _started(
    program: str, folder: Path, addresses: list[str], variables: Mapping[str, str]
) -> Proxy:
    calls, operators = (socket.create_server(("127.0.0.1", 0)) for _ in range(2))
    log_file = folder / "log"
    with calls, operators, log_file.open("w") as log:
        process = subprocess.Popen(
            [program, "-db", "-f", str(folder / "haproxy.cfg")],
            stdout=log,
            stderr=log,
            pass_fds=[calls.fileno(), operators.fileno()],
            env={
                **os.environ,
                "PROXY_LISTEN": f"fd@{calls.fileno()}",
                "PROXY_OPERATORS": f"fd@{operators.fileno()}",
                **{f"REPLICA_{number}": address for number, address in enumerate(addresses)},
                **variables,
            },
        )
        urls = ["http://{}:{}".format(*listener.getsockname()) for listener in (calls, operators)]
    proxy = Proxy(process=process, url=urls[0], operators_url=urls[1], log_file=log_file)
    # It answers as soon as it runs: until then the system has the connection wait. If it ends, the
    # connection does.
    is_there = False
    with suppress(OSError):
        is_there = bool(read_url(f"{urls[1]}/livez"))
    if not is_there:
        proxy.stop()
    assert is_there, proxy.log
    return proxy


def read_url(url: str) -> str:
    """What an address of this machine answers with."""
    with build_opener(ProxyHandler({})).open(url, timeout=60) as answer:
        text: bytes = answer.read()
        return text.decode()
