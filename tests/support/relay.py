"""An address that stays while what is behind it is started anew."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

HOST = "127.0.0.1"


class Relay(socketserver.ThreadingTCPServer):
    """Hands connections on to a port of this machine; while there is none, it ends them."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), _Connection)
        self.target = 0
        """The port behind it; 0 for none."""

    @property
    def port(self) -> int:
        """Its own port."""
        return int(self.server_address[1])


class _Connection(socketserver.BaseRequestHandler):
    """One connection, until either side ends it."""

    def handle(self) -> None:
        relay = self.server
        assert isinstance(relay, Relay)
        with suppress(OSError), socket.create_connection((HOST, relay.target)) as behind:
            back = threading.Thread(target=_pump, args=(behind, self.request), daemon=True)
            back.start()
            _pump(self.request, behind)
            back.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    """Send on what comes, and then the end."""
    with suppress(OSError):
        while data := source.recv(65_536):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        source.shutdown(socket.SHUT_RDWR)


@contextmanager
def relaying() -> Iterator[Relay]:
    """A relay that runs until the end of the block."""
    with Relay() as relay:
        thread = threading.Thread(target=relay.serve_forever, daemon=True)
        thread.start()
        yield relay
        relay.shutdown()
        thread.join()
