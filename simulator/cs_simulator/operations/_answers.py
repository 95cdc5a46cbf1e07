"""From replies and errors to the JSON that leaves: the one place where an error gets its body.

Two dialects live on the same host: the gateway's errors have capitalised keys, the service's own
have lower-case ones. Clients of the Swarm era (aliyun-python-sdk-core, @alicloud/pop-core) read the
capitalised spelling only, so service errors carry both unless ``--error-keys`` says otherwise.

Where the capitalised keys are absent, such clients show the whole body as the message, and
applications search it for the code. So the capitalised message begins with the code: the search
finds it there too. The lower-case keys come last, since those count for decoders that ignore case.
"""

from typing import NamedTuple

import orjson

from cs_simulator.domain.errors import ApiError, ErrorKeys
from cs_simulator.operations._operation import Incoming, Reply
from cs_simulator.operations._status_objects import http_status_of, status_of
from cs_simulator.scenarios.rules.effects import ChangeAnswer, EndWatch, TransportFault

SERVICE_TYPE, _STATUS_TYPE = "application/json;charset=UTF-8", "application/json"
HOST_ID, RPC_HOST_ID = "cs.aliyuncs.com", "vpc.aliyuncs.com"


def keys_for(incoming: Incoming, keys: ErrorKeys) -> ErrorKeys:
    """The keys of the errors that a request is answered with; *keys* are those of this service."""
    if incoming.cluster_caller is not None:
        return ErrorKeys.STATUS
    return ErrorKeys.RPC if incoming.action else keys


class Answer(NamedTuple):
    """What leaves for the caller: a status, a JSON body and the request id for the header."""

    status: int
    """0 if no response is sent."""
    body: bytes
    request_id: str
    code: str = ""
    """The error code; in parentheses where a rule broke or replaced the response; empty for
    success."""
    content_type: str = SERVICE_TYPE
    headers: tuple[tuple[str, str], ...] = ()
    transport_fault: TransportFault | None = None
    """What a rule does to the response while it is sent."""
    edit: ChangeAnswer | None = None
    """What a rule has changed in the body."""
    committed: "Answer | None" = None
    """The answer as it was before a rule of phase ``reply`` changed it."""
    watch: object = None
    """What is streamed after it: see :class:`Reply`."""
    watch_end: EndWatch | None = None
    """Where a rule ends that before its time."""


def body_of(reply: Reply) -> bytes:
    """The body that leaves."""
    body = reply.body
    if isinstance(body, bytes):
        return body
    return b"" if body is None else orjson.dumps(body)


def answer_of(reply: Reply, request_id: str) -> Answer:
    """The answer that a reply becomes."""
    answer = Answer(reply.status, body_of(reply), request_id)
    if not reply.content_type:
        return answer
    return answer._replace(
        content_type=reply.content_type, headers=reply.headers, watch=reply.watch
    )


def error_body(error: ApiError, request_id: str, keys: ErrorKeys) -> bytes:
    """The body of an error, in the dialect of its row in the catalogue."""
    if keys is ErrorKeys.STATUS:
        return orjson.dumps(status_of(error))
    capitalised = {
        "RequestId": request_id,
        "HostId": RPC_HOST_ID if keys is ErrorKeys.RPC else HOST_ID,
        "Code": error.code,
        "Message": error.message,
    }
    if error.spec.dialect == "gateway" or keys is ErrorKeys.RPC:
        if error.access_denied:
            return orjson.dumps({"AccessDeniedDetail": error.access_denied, **capitalised})
        return orjson.dumps(capitalised)
    service: dict[str, object] = {
        "code": error.code,
        "message": error.message,
        "requestId": request_id,
        "status": error.status,
    }
    if error.access_denied:
        service = {"accessDeniedDetail": error.access_denied, **service}
    if error.findings:
        service["data"] = [
            {"code": finding.code, "message": finding.message} for finding in error.findings
        ]
    if keys is ErrorKeys.SERVICE:
        return orjson.dumps(service)
    capitalised["Message"] = f"{error.code}: {error.message}"
    return orjson.dumps({**capitalised, **service})


def refusal(error: ApiError, request_id: str, keys: ErrorKeys) -> Answer:
    """The answer that a raised error becomes."""
    is_status = keys is ErrorKeys.STATUS
    return Answer(
        status=http_status_of(error) if is_status else error.status,
        body=error_body(error, request_id, keys),
        request_id=request_id,
        code=error.code,
        content_type=_STATUS_TYPE if is_status else SERVICE_TYPE,
        headers=error.headers,
    )
