"""What the Kubernetes address of a cluster answers to who comes with a kubeconfig."""

import http.client
import json
import ssl
import tempfile
from base64 import b64decode
from typing import Any
from urllib.parse import urlsplit

import yaml


def status_at(
    config: str, path: str = "/api/v1/namespaces", method: str = "GET", body: object = None
) -> int:
    """The status that the address in a kubeconfig answers to its certificate."""
    return _answer(config, path, method, body)[0]


def object_at(config: str, path: str) -> Any:
    """The object that is there."""
    status, found = _answer(config, path, "GET", None)
    assert status == 200
    return found


def _answer(config: str, path: str, method: str, body: object) -> tuple[int, Any]:
    parsed: Any = yaml.safe_load(config)
    cluster, user = parsed["clusters"][0]["cluster"], parsed["users"][0]["user"]
    trusted = b64decode(cluster["certificate-authority-data"]).decode()
    context = ssl.create_default_context(cadata=trusted)
    with tempfile.NamedTemporaryFile() as pair:  # the library reads it from a file only
        pair.write(b64decode(user["client-certificate-data"]))
        pair.write(b64decode(user["client-key-data"]))
        pair.flush()
        context.load_cert_chain(pair.name)
    server = urlsplit(cluster["server"])
    connection = http.client.HTTPSConnection(server.netloc, context=context, timeout=30)
    try:
        sent = None if body is None else json.dumps(body)
        headers = {"Content-Type": "application/json"}
        connection.request(method, f"{server.path}{path}", sent, headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()
