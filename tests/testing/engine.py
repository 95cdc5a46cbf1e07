"""As much of a Docker engine as testcontainers asks for, where there is none.

It speaks the engine's API over TCP. What an image would run is run here: ``cs-simulator serve`` in
a process of its own, with the variables that the container was made with.
"""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ID = "c5" * 32
VERSION = {"Version": "28.0", "ApiVersion": "1.43", "MinAPIVersion": "1.24", "Os": "linux"}


class Engine:
    """One container at the most; ``made`` is what it was asked for."""

    def __init__(self, run):
        self.run = run
        self.made = {}
        self.served = None
        self.is_removed = False

    def create(self, body):
        self.made = body
        return {"Id": ID, "Warnings": []}

    def start(self):
        variables = dict(each.split("=", 1) for each in self.made["Env"])
        self.served = self.run(**variables)

    def remove(self):
        self.is_removed = True
        self.served.stop()

    def inspect(self):
        ports = [{"HostIp": "127.0.0.1", "HostPort": str(self.served.port)}] if self.served else []
        return {
            "Id": ID,
            "Name": "/simulator",
            "Image": "sha256:" + ID,
            "State": {"Status": "running" if self.served else "created"},
            "Config": {"Image": self.made["Image"], "Labels": {}},
            "NetworkSettings": {"Ports": {"8015/tcp": ports}},
        }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body=None):
        raw = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def do_GET(self):
        path = re.sub(r"^/v1\.\d+|\?.*", "", self.path)
        if path == "/version":
            return self.answer(200, VERSION)
        if re.fullmatch(r"/images/.+/json", path):
            return self.answer(200, {"Id": f"sha256:{ID}"})
        if path == f"/containers/{ID}/json":
            return self.answer(200, self.server.engine.inspect())
        return self.answer(404, {"message": f"no such thing here: {path}"})

    def do_POST(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = re.sub(r"^/v1\.\d+|\?.*", "", self.path)
        if path == "/containers/create":
            return self.answer(201, self.server.engine.create(json.loads(raw)))
        if path == f"/containers/{ID}/start":
            self.server.engine.start()
            return self.answer(204)
        return self.answer(404, {"message": f"no such thing here: {path}"})

    def do_DELETE(self):
        self.server.engine.remove()
        self.answer(204)

    def log_message(self, *values):
        """Say nothing of each call."""


class Listening:
    """The engine's API on a free port, while the block runs."""

    def __init__(self, run):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.engine = Engine(run)

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self.server.engine

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self):
        return "tcp://{}:{}".format(*self.server.server_address)
