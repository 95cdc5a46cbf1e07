"""``calls``: the tenant's journal: every call with its answer, listed, counted and verified.

How they are selected by the query, and paged, is in ``_call_choice``.
"""

import orjson
from aiohttp import web

from cs_simulator import __version__
from cs_simulator.domain import instants
from cs_simulator.domain.records import CallEntry, tables
from cs_simulator.server.control._call_choice import (
    chosen_by,
    committed_history,
    read_page,
    refuse_unknown,
)
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control._verification import expectations_of, verdicts_on
from cs_simulator.server.control.contract.calls import (
    CLEAR_CALLS,
    COUNT_CALLS,
    EXPORT_CALLS,
    JSON_LINES,
    LIST_CALL_HEADS,
    LIST_CALLS,
    VERIFY_CALLS,
    CallCount,
    CallHeadList,
    CallList,
    ClearedCalls,
    Verdicts,
)
from cs_simulator.server.control.rendering.calls import call_head, call_object


@route(LIST_CALLS)
async def list_calls(call: ControlCall) -> CallList:
    """List calls of the tenant, oldest first: the last ``limit`` ones, or those of a page."""
    page = await read_page(call)
    calls = [call_object(entry) for entry in page.entries]
    return {
        "total": page.total,
        "position": page.position,
        "dropped": page.dropped,
        "calls": calls,
    }


@route(LIST_CALL_HEADS)
async def list_call_heads(call: ControlCall) -> CallHeadList:
    """List calls as ``calls`` does, without their bodies and answers, for long lists."""
    page = await read_page(call)
    calls = [call_head(entry) for entry in page.entries]
    return {
        "total": page.total,
        "position": page.position,
        "dropped": page.dropped,
        "calls": calls,
    }


@route(CLEAR_CALLS)
async def clear_calls(call: ControlCall) -> ClearedCalls:
    """Delete the calls of the tenant, and nothing else."""
    history, number = await committed_history(call)
    tenant = await call.tenant()
    tenant.note_cleared()
    await call.simulator.keep(tenant)
    return {"cleared": await history.clear(tables.CALL, number)}


@route(COUNT_CALLS)
async def count_calls(call: ControlCall) -> CallCount:
    """Count calls, in all and by operation and code."""
    conditions = chosen_by(call)
    history, tenant = await committed_history(call)
    by = await history.count_by(tables.CALL, tenant, ["operation", "code"], conditions)
    if not by:
        await refuse_unknown(call)
    counted: dict[str, dict[str, int]] = {}
    for (operation, code), count in by.items():
        counted.setdefault(str(operation or "(none)"), {})[str(code or "OK")] = count
    dropped = (await call.tenant()).world.counts["dropped_calls"]
    return {"total": sum(by.values()), "dropped": dropped, "operations": counted}


@route(EXPORT_CALLS)
async def export_calls(call: ControlCall) -> web.StreamResponse:
    """Export calls as JSON Lines, or with ``?format=har`` as an HTTP archive."""
    conditions = chosen_by(call)
    history, tenant = await committed_history(call)
    chosen = await history.read(tables.CALL, tenant, conditions)
    if not chosen:
        await refuse_unknown(call)
    form = call.request.query.get("format", "jsonl")
    if form == "jsonl":
        lines = b"".join(orjson.dumps(call_object(entry)) + b"\n" for entry in chosen)
        return web.Response(body=lines, content_type=JSON_LINES)
    if form == "har":
        return web.Response(body=orjson.dumps(_har(chosen)), content_type="application/json")
    raise ControlError(f"format is jsonl or har, not {form!r}")


@route(VERIFY_CALLS)
async def verify_calls(call: ControlCall) -> Verdicts:
    """Check ``expectations`` against calls and resources; answers verdicts with proof."""
    tenant = await call.tenant()
    return await verdicts_on(call, tenant, expectations_of(call, tenant))


def _har(calls: list[CallEntry]) -> dict[str, object]:
    """The calls as an HTTP archive, version 1.2."""
    return {
        "log": {
            "version": "1.2",
            "creator": {"name": "cs-simulator", "version": __version__},
            "entries": [_har_entry(entry) for entry in calls],
        }
    }


def _har_entry(call: CallEntry) -> dict[str, object]:
    kind = "application/json"
    request: dict[str, object] = {
        "method": call.method,
        "url": f"http://cs.aliyuncs.com{call.target}",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": [],
        "queryString": [],
        "headersSize": -1,
        "bodySize": len(call.body.encode()),
    }
    if call.body:
        request["postData"] = {"mimeType": kind, "text": call.body}
    milliseconds = call.duration / 1000
    return {
        "startedDateTime": instants.as_exact_text(call.received),
        "time": milliseconds,
        "request": request,
        "response": {
            "status": call.status,
            "statusText": call.code,
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": [{"name": "x-acs-request-id", "value": call.request_id}],
            "content": {
                "size": len(call.answer.encode()), "mimeType": kind, "text": call.answer,
            },
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": -1,
        },
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
    }  # fmt: skip
