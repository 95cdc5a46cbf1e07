"""Calls of a cluster's own Kubernetes API, in tests that have an application behind a client."""

import json
from typing import Any
from urllib.parse import parse_qsl

from cs_simulator.operations import ClusterCaller, Incoming
from cs_simulator.server.app import SIMULATOR

from tests.support.builders import Api

PODS = "/api/v1/namespaces/default/pods"


async def call_own_api(api: Api, cluster_id: str, target: str, body: object = None) -> Any:
    """The answer to a GET, or with a body to a POST."""
    path, _, query = target.partition("?")
    incoming = Incoming(
        method="POST" if body else "GET",
        raw_path=path,
        target=target,
        query=dict(parse_qsl(query)),
        body=json.dumps(body).encode() if body else b"",
        content_type="application/json" if body else "",
        region_header="",
        cluster_caller=ClusterCaller(cluster_id, "kubernetes-admin"),
    )
    return await api.app[SIMULATOR].dispatcher.answer("default", incoming)


async def make_pod(api: Api, cluster_id: str, name: str) -> None:
    """Make a pod in the namespace ``default``."""
    spec = {"containers": [{"name": "app", "image": "nginx"}]}
    answer = await call_own_api(api, cluster_id, PODS, {"metadata": {"name": name}, "spec": spec})
    assert answer.status == 201, answer
