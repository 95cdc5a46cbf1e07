"""Clients of a few lines, careful ones and careless ones."""

import http.client
import json
import urllib.error
import urllib.request


def ask(tenant, method, path, body=None):
    headers = {"Content-Type": "application/json", "Authorization": f"acs {tenant.access_key_id}:x"}
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(tenant.endpoint + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


LOST = (urllib.error.URLError, http.client.HTTPException, OSError, ValueError)


def create(tenant, body):
    return ask(tenant, "POST", "/clusters", body)["cluster_id"]


def create_again(tenant):
    """Make another cluster if there is no answer."""
    while True:
        try:
            return create(tenant, tenant.creation(type="ManagedKubernetes"))
        except urllib.error.HTTPError:
            raise
        except LOST:
            pass


def create_once(tenant):
    """Send the same token again."""
    body = {**tenant.creation(type="ManagedKubernetes"), "client_token": "once"}
    for _ in range(6):
        try:
            return create(tenant, body)
        except urllib.error.HTTPError as error:
            if error.code < 429:
                raise
        except LOST:
            pass
    raise RuntimeError("no cluster")
