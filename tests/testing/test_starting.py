"""A simulator in a test run that cannot start, that others could reach, or beside a proxy."""

import gc
import json
import os
import resource
import socket
import threading
import tracemalloc
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from alibabacloud_cs20151215 import models
from aliyunsdkcs.request.v20151215.DescribeClustersRequest import DescribeClustersRequest
from cs_simulator import __version__
from cs_simulator.client import Connection, RefusedError, UnreachableError
from cs_simulator.client.server import health
from cs_simulator.domain.errors import UsageError
from cs_simulator.testing import AsyncSimulator, Simulator, SimulatorMixin, served

from tests.support.process import call_url

# Nobody answers there: a call that takes this way fails.
NOWHERE = "http://127.0.0.1:9"


def running():
    return {thread for thread in threading.enumerate() if thread.name == "cs-simulator"}


@pytest.fixture(autouse=True)
def no_thread_is_left():
    """Whatever fails to start leaves no thread; those of other tests' simulators may be there."""
    before = running()
    yield
    assert running() <= before


# ---- who can reach it


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])
def test_an_address_for_other_machines_is_refused_unless_that_is_intended(host):
    with pytest.raises(UsageError, match="--allow-remote"):
        Simulator(host=host).start()


async def test_it_is_refused_in_an_event_loop_too():
    with pytest.raises(UsageError, match="--allow-remote"):
        async with served(host="0.0.0.0"):
            pass
    with pytest.raises(UsageError, match="control_token"):
        async with served(host="0.0.0.0", allow_remote=True):
            pass
    with pytest.raises(UsageError, match="--allow-remote"):
        async with AsyncSimulator(host="0.0.0.0"):
            pass


def test_where_others_may_reach_it_its_control_plane_has_a_token():
    with Simulator(host="0.0.0.0", allow_remote=True) as simulator:
        assert simulator.tenant().clusters.list() == []
        with Connection(simulator.url) as stranger, pytest.raises(RefusedError, match="token"):
            health(stranger)


@pytest.mark.parametrize("host", ["::1", "localhost", "127.0.0.1"])
def test_it_listens_on_every_address_of_this_machine(host):
    with Simulator(host=host) as simulator:
        tenant = simulator.tenant()
        assert call_url(f"{tenant.endpoint}/clusters").ok() == []
    assert ("[::1]" in tenant.endpoint) == (host == "::1")


# ---- what keeps it from starting


def test_a_port_that_is_taken_is_an_error_at_once():
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"127.0.0.1:{port}.*process {os.getpid()}"):
            Simulator(port=port).start()
    with Simulator(port=port) as simulator:
        assert simulator.tenant()


def test_settings_that_make_no_sense_are_an_error_at_once():
    for settings in ({"rate": 0}, {"scenario": "no-such-scenario"}, {"db": "/dev/null/x"}):
        simulator = Simulator(**settings)
        with pytest.raises(UsageError):
            simulator.start()
        simulator.stop()
    with pytest.raises(TypeError, match="prot"):
        Simulator(prot=0).start()


class ForbiddenError(RuntimeError):
    """What plugins raise that forbid sockets."""


def test_forbidden_sockets_are_an_error_at_once(monkeypatch):
    class Guarded(socket.socket):
        def __new__(cls, *_, **__):
            raise ForbiddenError("a test tried to use a socket")

    monkeypatch.setattr(socket, "socket", Guarded)
    with pytest.raises(ForbiddenError):
        Simulator().start()


def test_forbidden_sockets_of_the_network_are_an_error_at_once(monkeypatch):
    class Guarded(socket.socket):
        def __new__(cls, family=-1, *args, **kwargs):
            if family in (socket.AF_INET, socket.AF_INET6):
                raise ForbiddenError("a test tried to use a socket")
            return super().__new__(cls, family, *args, **kwargs)

    monkeypatch.setattr(socket, "socket", Guarded)
    with pytest.raises(ForbiddenError):
        Simulator().start()


def test_a_thread_that_cannot_be_started_is_an_error_at_once(monkeypatch):
    def refuse(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    with pytest.raises(RuntimeError, match="new thread"):
        Simulator().start()


@pytest.fixture
def few_files():
    """Let this process open so many more files, and no other."""
    assert tracemalloc  # pytest would open its file to report what asyncio leaves
    gc.freeze()  # what was there before need not be searched at the end
    before, taken = resource.getrlimit(resource.RLIMIT_NOFILE), []

    def leave(count):
        highest = max(map(int, os.listdir("/proc/self/fd")))
        resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1, before[1]))
        with suppress(OSError):
            while True:
                taken.append(os.open(os.devnull, os.O_RDONLY))
        while count and taken:
            os.close(taken.pop())
            count -= 1

    yield leave
    resource.setrlimit(resource.RLIMIT_NOFILE, before)
    for descriptor in taken:
        os.close(descriptor)
    gc.collect()
    gc.unfreeze()


# What asyncio leaves of a loop that it could not make.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("left", [0, 1])
def test_files_that_cannot_be_opened_are_an_error_at_once(few_files, left):
    few_files(left)
    with pytest.raises((OSError, UsageError)):
        Simulator().start()


def test_a_unittest_case_says_why_none_was_started():
    case = type("Case", (SimulatorMixin,), {"simulator_settings": {"rate": 0}})
    with pytest.raises(UsageError, match="--rate"):
        case.setUpClass()


# ---- beside a proxy


@pytest.fixture(params=["HTTP_PROXY", "http_proxy"])
def proxy(request, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(request.param, NOWHERE)


def test_clients_of_ours_use_no_proxy(proxy):
    with Simulator(auth="enforce", credentials=("id:secret",)) as simulator:
        tenant = simulator.tenant()
        request = DescribeClustersRequest()
        answer = tenant.legacy_client().do_action_with_exception(request)
        assert json.loads(answer) == []
        assert tenant.tea_client().describe_clusters(models.DescribeClustersRequest()).body == []
        assert tenant.calls.count(status="200") == 2


class Other(BaseHTTPRequestHandler):
    """A server that answers every call with the text of its class."""

    text = b"hello"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.text)))
        self.end_headers()
        self.wfile.write(self.text)

    def log_message(self, *parts):
        pass


@pytest.fixture
def other():
    """The address of a server that is no simulator, or one of another version."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_address_without_a_simulator_is_refused_at_the_start(monkeypatch, other):
    with pytest.raises(UnreachableError, match=r"^no simulator answers at http://127.0.0.1:9 "):
        Simulator("http://127.0.0.1:9").start()
    with pytest.raises(UnreachableError, match=f"^{other} answers, but it is not a simulator$"):
        Simulator(other).start()
    monkeypatch.setenv("CS_SIMULATOR_URL", "http://127.0.0.1:9")
    with pytest.raises(UnreachableError, match=r"^CS_SIMULATOR_URL: no simulator answers at "):
        Simulator().start()
    monkeypatch.setenv("CS_SIMULATOR_URL", "ftp://x")
    with pytest.raises(ValueError, match=r"^CS_SIMULATOR_URL: 'ftp://x' is not an address"):
        Simulator().start()


def test_a_simulator_of_another_version_is_used_with_a_warning(monkeypatch, other):
    monkeypatch.setattr(Other, "text", b'{"version": "9.9"}')
    simulator = Simulator(other)
    with pytest.warns(UserWarning, match=f"{other} is version 9.9, and this package {__version__}"):
        simulator.start()
    simulator.stop()
