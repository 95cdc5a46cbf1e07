"""A small HTTP server that keeps what it is sent, and answers as a test says."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus


@dataclass(kw_only=True)
class Recorded:
    """What a server was sent, and what it answers."""

    address: str
    """Host and port."""
    requests: list[str] = field(default_factory=list)
    """The first lines of the requests, in the order in which they came."""
    status: int = 200
    """Of all answers; 0 closes the connection in place of one."""
    headers: dict[str, str] = field(default_factory=dict)
    """Of all answers."""

    @property
    def answer(self) -> bytes:
        """The bytes of an answer."""
        lines = [
            f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}",
            "Content-Length: 0",
            "Connection: close",
            *(f"{name}: {value}" for name, value in self.headers.items()),
        ]
        return "\r\n".join([*lines, "", ""]).encode()


@contextmanager
def recording() -> Iterator[Recorded]:
    """A server on a free port of this machine, until the end of the block."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            recorded.requests.append(self.rfile.readline().decode().strip())
            while self.rfile.readline().strip():
                pass
            if recorded.status:
                self.wfile.write(recorded.answer)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        recorded = Recorded(address="{}:{}".format(*server.server_address))
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield recorded
        finally:
            server.shutdown()
            thread.join()
