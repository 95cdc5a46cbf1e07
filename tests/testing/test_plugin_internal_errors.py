"""The pytest plugin fails a test in which the simulator itself broke, wherever that was."""

import pytest

from tests.support.as_a_user import run_in

pytest_plugins = ["pytester"]

# An event, a log and a certificate: the three kinds of replies that are made once the work is kept.
TESTS = """
import json, urllib.error, urllib.request
from importlib import import_module

import pytest
from cs_simulator.operations import Deferred

DEFERRED = {
    "log": ("events.describe_cluster_logs", "/clusters/{}/logs"),
    "events": ("events._events", "/clusters/{}/events"),
    "certificate": ("clusters.describe_cluster_certs", "/clusters/{}/certs"),
}

def a_bug(answer):
    raise ZeroDivisionError

def call(tenant, method, path, body=None):
    headers = {
        "Authorization": f"acs {tenant.access_key_id}:x", "Content-Type": "application/json",
    }
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(tenant.endpoint + path, data, headers, method=method)
    return urllib.request.urlopen(request, timeout=10)

@pytest.mark.parametrize("kind", DEFERRED)
def test_bug(cs_tenant, monkeypatch, kind):
    cluster_id = json.load(call(cs_tenant, "POST", "/clusters", cs_tenant.creation()))["cluster_id"]
    cs_tenant.clock.until(cluster=cluster_id)
    module, path = DEFERRED[kind]
    monkeypatch.setattr(
        import_module("cs_simulator.operations." + module),
        "Deferred", lambda question, reply: Deferred(question, a_bug),
    )
    with pytest.raises(urllib.error.HTTPError) as answered:
        call(cs_tenant, "GET", path.format(cluster_id))
    body = json.load(answered.value)
    assert body["Code"] == "InternalError"
    [entry] = cs_tenant.calls.list(code="InternalError")
    assert entry["request_id"] == body["RequestId"] == answered.value.headers["x-acs-request-id"]
"""


def test_a_bug_in_a_deferred_reply_fails_the_test_that_meets_it(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(TESTS)

    ran = run_in(pytester)

    ran.assert_outcomes(failed=3)
    ran.stdout.fnmatch_lines(["*the simulator had 1 internal error*"] * 3)
