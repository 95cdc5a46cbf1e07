"""The client's connection: answers, refusals, silence, and what is no simulator."""

import signal
import socket
import threading
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from cs_simulator.client import Connection, RefusedError, TenantClient, UnreachableError
from cs_simulator.client.server import check_ready, health, is_alive, is_ready
from cs_simulator.server.control.contract.clusters import GET_CLUSTER, LIST_CLUSTERS
from cs_simulator.server.control.contract.tenants import MAKE_TENANT
from cs_simulator.testing import Simulator


@pytest.fixture(scope="module")
def simulator():
    with Simulator(clock="frozen", control_token="open-sesame", token="open-sesame") as one:
        yield one


@pytest.fixture
def nobody():
    """The address of a web server that is no simulator."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(404)
            self.end_headers()
            self.wfile.write(b"<html>not here</html>")

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_endpoint_is_called_about_a_subject_and_a_tenant(simulator):
    connection = simulator.connection
    connection.call(MAKE_TENANT, body={"name": "mine"})
    assert connection.call(LIST_CLUSTERS, tenant="mine") == {"clusters": []}
    with pytest.raises(RefusedError, match="there is no cluster 'a/b'") as refused:
        connection.call(GET_CLUSTER, "a/b")
    assert (refused.value.status, refused.value.code) == (404, "NotFound")


def test_a_connection_that_was_closed_is_opened_again(simulator):
    connection = simulator.connection
    connection.close()
    assert health(connection)["clock"] == "frozen"


def test_without_the_token_it_is_refused_but_for_health_checks(simulator):
    with Connection(simulator.url) as stranger:
        assert is_alive(stranger)
        assert is_ready(stranger)
        check_ready(stranger)
        with pytest.raises(RefusedError, match="needs its token"):
            stranger.call(LIST_CLUSTERS)
        with pytest.raises(RefusedError, match="needs its token"):
            next(TenantClient(stranger, "default").calls.follow())


@pytest.mark.parametrize(
    "url", ["ftp://x", "http://", "http://x:y", "http://x:99999", "http://[::1"]
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(ValueError, match="is not an address; write it like"):
        Connection(url)


def test_an_address_may_be_given_without_its_scheme():
    assert Connection("127.0.0.1:9").url == "http://127.0.0.1:9"


def test_silence_is_unreachable():
    with Connection("http://127.0.0.1:9", patience=1) as connection:
        assert not is_alive(connection)
        with pytest.raises(
            UnreachableError, match=r"no simulator answers at http://127\.0\.0\.1:9"
        ):
            health(connection)


def test_another_server_is_no_simulator(nobody):
    with Connection(nobody) as connection:
        assert not is_ready(connection)
        with pytest.raises(UnreachableError, match="it is not a simulator"):
            health(connection)


class InterruptedByTestError(BaseException):
    pass


@pytest.fixture
def interrupt():
    """Raise something in the main thread, from another one."""

    def raise_it(*_):
        raise InterruptedByTestError

    former = signal.signal(signal.SIGUSR2, raise_it)
    yield lambda: signal.pthread_kill(threading.main_thread().ident, signal.SIGUSR2)
    signal.signal(signal.SIGUSR2, former)


def test_a_call_that_was_interrupted_leaves_nothing_to_the_next_one(interrupt):
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def interrupt_then_refuse():
            with listening.accept()[0] as first:
                first.recv(1)
                interrupt()
                with listening.accept()[0] as second:
                    second.recv(1000)
                    second.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}")

        server = threading.Thread(target=interrupt_then_refuse, daemon=True)
        server.start()
        with Connection(f"http://127.0.0.1:{listening.getsockname()[1]}") as connection:
            with pytest.raises(InterruptedByTestError):
                health(connection)
            with pytest.raises(RefusedError):
                health(connection)
        server.join()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    "begun",
    [
        b"", HEAD, HEAD + b"Content-Length: 99999\r\n\r\n", HEAD + b"\r\n",
        HEAD + b"Connection: close\r\n\r\n",
    ],
    ids=["nothing", "headers", "body", "endless", "closing"],
)  # fmt: skip
@pytest.mark.parametrize("dripping", [b"", b"x"])
def test_an_answer_that_takes_too_long_as_a_whole_is_cut_off(begun, dripping):
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        is_over = threading.Event()

        def drip():
            with listening.accept()[0] as accepted, suppress(OSError):
                accepted.sendall(begun)
                while not is_over.wait(0.02):
                    accepted.sendall(dripping)

        server = threading.Thread(target=drip)
        server.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with (
            Connection(url, patience=0.3) as connection,
            pytest.raises(UnreachableError, match=r"has not answered within 0\.3 s"),
        ):
            health(connection)
        is_over.set()
        server.join()
