"""A server that was killed and started again takes back nothing of what its answers showed."""

import re

import pytest

from tests.support.process import call, download

pytestmark = pytest.mark.every_type

FAST = ("--clock=scaled", "--rate=100000")  # a day in a second


@pytest.fixture
def file(tmp_path):
    return tmp_path / "state.db"


def of_clock(served):
    return call(served, "GET", "/_simulator/clock").ok()["now"]


def of_tenant(served):
    return call(served, "GET", "/_simulator/tenants/default").ok()["now"]


def of_metrics(served):
    """How far virtual time is ahead, which grows under a fast clock."""
    text = download(served, "metrics").decode()
    name = r'^cs_simulator_clock_offset_seconds{tenant="default"} (\S+)'
    [seconds] = re.findall(name, text, re.MULTILINE)
    return float(seconds)


@pytest.mark.parametrize("read", [of_clock, of_tenant, of_metrics])
def test_time_that_an_answer_showed_does_not_go_back(serve, file, read):
    served = serve(f"--db={file}", *FAST)
    call(served, "GET", "/clusters")
    before = max(read(served) for _ in range(20))
    served.kill()

    again = serve(f"--db={file}", *FAST)
    call(again, "GET", "/clusters")
    assert read(again) >= before


def test_the_request_ids_of_calls_that_are_refused_before_they_are_read_are_not_given_again(
    serve, file
):
    given = []
    for _ in range(2):
        served = serve(f"--db={file}", "--url-limit=100")
        answers = [call(served, "GET", f"/clusters/{'x' * 200}") for _ in range(3)]
        given += [answer.body["RequestId"] for answer in answers]
        served.kill()

    assert len(set(given)) == 6


def test_a_rule_whose_time_was_over_is_not_in_force_again(serve, file):
    served = serve(f"--db={file}", *FAST)
    rule = {"id": "soon", "when": {"operation": "*"}, "then": {"error": "Throttling"}, "ttl": "1h"}
    call(served, "PATCH", "/_simulator/faults", {"rules": [rule]}).ok()
    while call(served, "GET", "/clusters").status != 200:
        pass
    served.kill()

    again = serve(f"--db={file}", *FAST)
    assert call(again, "GET", "/clusters") == (200, [])
