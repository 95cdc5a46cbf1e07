"""Recorded calls as requests: which can be repeated, and what is put in for what was not kept."""

import orjson
import pytest
from cs_simulator.catalog import errors
from cs_simulator.cluster_types import EXAMPLE_PASSWORD
from cs_simulator.runs.recording import RecordedCall
from cs_simulator.runs.repeating import obstacle, request_of

CALL = RecordedCall(
    number=1,
    at=0,
    operation="CreateCluster",
    method="POST",
    target="/clusters",
    body={"name": "a"},
    status=202,
    code="",
    request_id="R1",
    cluster_id="c1",
    task_id="T-1",
)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"target": "/token/***/revoke"}, "its path held a secret"),
        ({"target": "/clusters?Signature=***"}, ""),
        ({"body": "(3 bytes that could not be read)"}, "its body was not kept"),
        ({"body": "(70000 bytes that were not kept)"}, "its body was not kept"),
        ({"body": {"name": "(3 bytes that could not be read)"}}, ""),
        ({"operation": "", "code": "SignatureDoesNotMatch"}, "the gateway refused it"),
        ({"operation": "", "code": errors.API_NOT_FOUND().code}, ""),
    ],
)
def test_a_call_whose_secrets_were_needed_cannot_be_repeated(changes, reason):
    found = obstacle(CALL._replace(**changes))
    assert found.startswith(reason)
    assert bool(found) == bool(reason)


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        (None, b""),
        ({"size": 3}, b'{"size":3}'),
        ({"password": "***"}, f'{{"password":"{EXAMPLE_PASSWORD}"}}'.encode()),
        ({"a": [{"password": "***"}]}, f'{{"a":[{{"password":"{EXAMPLE_PASSWORD}"}}]}}'.encode()),
        ({"name": "***"}, b'{"name":"***"}'),
        ({"pre_user_data": "***"}, b'{"pre_user_data":"IyEvYmluL3NoCg=="}'),
        (["c1", "c2"], b'["here","c2"]'),
        ("name=a&password=***", f"name=a&password={EXAMPLE_PASSWORD}".encode()),
    ],
)
def test_a_body_has_valid_secrets_and_the_ids_of_this_run(body, sent):
    assert request_of(CALL._replace(body=body), {"c1": "here"}).body == sent


def test_a_request_is_about_the_region_of_the_recorded_call():
    assert request_of(CALL._replace(region_id="cn-hangzhou"), {}).region_header == "cn-hangzhou"
    assert request_of(CALL, {}).region_header == ""
    form = CALL._replace(region_id="cn-hangzhou", body="name=a")
    assert request_of(form, {}).region_header == "cn-hangzhou"


def test_a_request_is_what_was_sent_with_the_ids_of_this_run():
    call = CALL._replace(method="GET", target="/clusters/c1?a=1", body=None)
    request = request_of(call, {"c1": "here"})
    assert (request.method, request.target) == ("GET", "/clusters/here?a=1")
    assert (request.raw_path, dict(request.query)) == ("/clusters/here", {"a": "1"})
    assert request.content_type == "application/json"
    assert request_of(CALL._replace(body="a=1"), {}).content_type.endswith("form-urlencoded")
    assert orjson.loads(request_of(CALL, {}).body) == {"name": "a"}
