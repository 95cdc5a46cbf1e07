"""A proxy before a simulator at which a chosen call is cut: before it is sent on, or after it."""

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl


class CuttingProxy(ThreadingHTTPServer):
    """Sends calls on to a port of this machine, but for the one that is to be cut."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = 0
        """The port behind it."""
        self.homes: dict[str, int] = {}
        """The port, in place of that one, for calls that name a tenant in their query."""
        self.cuts = ("", "")
        """Method and end of the path of the call that is cut, once; empty for none."""
        self.is_sent_on = False
        """Whether that call is sent on before it is cut, and answered to nobody."""
        self.on_cut: Callable[[], object] = lambda: None
        """Called when it is cut."""
        self.seen: list[str] = []
        """Method and path of each call."""

    @property
    def url(self) -> str:
        """Its own address."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        proxy = self.server
        assert isinstance(proxy, CuttingProxy)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path, _, query = self.path.partition("?")
        tenant = dict(parse_qsl(query)).get("tenant", "")
        proxy.seen.append(f"{self.command} {path}")
        method, end = proxy.cuts
        is_cut = method == self.command and path.endswith(end)
        if is_cut:
            proxy.cuts = ("", "")
        if not is_cut or proxy.is_sent_on:
            status, media_type, answer = self._sent_on(proxy.homes.get(tenant, proxy.target), body)
        self.close_connection = True
        if is_cut:
            proxy.on_cut()
            return
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_PUT = do_POST = do_DELETE = do_GET  # noqa: N815 - the names are those of the library

    def _sent_on(self, port: int, body: bytes) -> tuple[int, str, bytes]:
        behind = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {name: text for name, text in self.headers.items() if name != "Connection"}
        behind.request(self.command, self.path, body, headers)
        answer = behind.getresponse()
        read = answer.read()
        behind.close()
        return answer.status, answer.headers["Content-Type"], read

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def cutting() -> Iterator[CuttingProxy]:
    """A proxy that runs until the end of the block."""
    with CuttingProxy() as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield proxy
        proxy.shutdown()
