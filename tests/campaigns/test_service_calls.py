"""The campaign ``service_calls`` notices an answer that is otherwise than described."""

import pytest
import requests
import schemathesis
from cs_simulator.server.control.openapi_service import service_document

from tests.campaigns.service_calls import problems_of

JSON = "application/json;charset=UTF-8"


def found(path, method, status, body):
    """The kinds of problems with an answer to a call of the service."""
    case = schemathesis.openapi.from_dict(service_document())[path][method].Case(
        path_parameters={"cluster_id": "c1", "task_id": "T-1"}
    )
    answer = schemathesis.Response(
        status_code=status,
        headers={"content-type": [JSON]},
        content=body.encode(),
        request=requests.Request(method, f"http://localhost{path}").prepare(),
        elapsed=0.0,
        verify=True,
    )
    return sorted(problem.partition(":")[0] for problem in problems_of(case, answer))


@pytest.mark.parametrize(
    ("status", "body", "problems"),
    [
        (200, '{"task_id": "T-1"}', []),
        (200, '{"task_id": 1}', ["JsonSchemaError"]),
        (200, '{"orchard": "T-1"}', ["JsonSchemaError"]),
        (200, "no JSON", ["MalformedJson"]),
        (202, '{"task_id": "T-1"}', ["UndefinedStatusCode"]),
        (404, '{"code": "a", "message": "b"}', []),
        (404, '{"code": "a"}', ["JsonSchemaError"]),
        (500, '{"code": "a", "message": "b"}', ["ServerError", "UndefinedStatusCode"]),
        (501, '{"code": "OperationNotModelled", "message": "b"}', []),
        (501, '{"code": "Other", "message": "b"}', ["501"]),
    ],
)
def test_what_is_wrong_with_an_answer_is_named(status, body, problems):
    assert found("/tasks/{task_id}", "GET", status, body) == problems


@pytest.mark.parametrize(
    ("path", "body", "problems"),
    [
        ("/tasks/{task_id}/pause", "", []),
        ("/tasks/{task_id}/pause", "{}", ["200 with a body"]),
        ("/tasks/{task_id}/cancel", "", []),
        ("/tasks/{task_id}/cancel", '{"orchard": 1}', ["JsonSchemaError"]),
    ],
)
def test_a_body_where_none_is_described_is_named(path, body, problems):
    assert found(path, "POST", 200, body) == problems
