"""``calls``: the tenant's journal: every call with its answer, listed, counted and verified.

Calls are selected by query parameters (``operation``, ``method``, ``path``, ``status``, ``code``,
``cluster``, ``since``, ``until``), most of which are patterns with ``*`` and ``?``.
"""

import orjson
from aiohttp import web

from cs_simulator import __version__
from cs_simulator.domain import instants
from cs_simulator.domain.records import CallEntry, tables
from cs_simulator.operations import vocabulary
from cs_simulator.scenarios.expectations.call_filter import CallFilter
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control._verification import expectations_of, verdicts_on
from cs_simulator.server.control.contract.calls import (
    CLEAR_CALLS,
    COUNT_CALLS,
    EXPORT_CALLS,
    JSON_LINES,
    LIST_CALLS,
    VERIFY_CALLS,
    CallCount,
    CallList,
    ClearedCalls,
    Verdicts,
)
from cs_simulator.server.control.rendering.calls import call_object
from cs_simulator.storage.history import Condition, History, at_least, at_most, matches


@route(LIST_CALLS)
async def list_calls(call: ControlCall) -> CallList:
    """List the last calls of the tenant, oldest first; ``limit`` says how many."""
    conditions, limit = _conditions(call), call.limit
    history, tenant = await _history(call)
    shown = await history.read(tables.CALL, tenant, conditions, last=limit)
    total = await history.count(tables.CALL, tenant, conditions)
    if not total:
        await _refuse_unknown(call)
    return {"total": total, "calls": [call_object(entry) for entry in shown]}


@route(CLEAR_CALLS)
async def clear_calls(call: ControlCall) -> ClearedCalls:
    """Delete the calls of the tenant, and nothing else."""
    history, number = await _history(call)
    tenant = await call.tenant()
    tenant.note_cleared()
    await call.simulator.keep(tenant)
    return {"cleared": await history.clear(tables.CALL, number)}


@route(COUNT_CALLS)
async def count_calls(call: ControlCall) -> CallCount:
    """Count calls, in all and by operation and code."""
    conditions = _conditions(call)
    history, tenant = await _history(call)
    by = await history.count_by(tables.CALL, tenant, ["operation", "code"], conditions)
    if not by:
        await _refuse_unknown(call)
    counted: dict[str, dict[str, int]] = {}
    for (operation, code), count in by.items():
        counted.setdefault(str(operation or "(none)"), {})[str(code or "OK")] = count
    return {"total": sum(by.values()), "operations": counted}


@route(EXPORT_CALLS)
async def export_calls(call: ControlCall) -> web.StreamResponse:
    """Export calls as JSON Lines, or with ``?format=har`` as an HTTP archive."""
    conditions = _conditions(call)
    history, tenant = await _history(call)
    chosen = await history.read(tables.CALL, tenant, conditions)
    if not chosen:
        await _refuse_unknown(call)
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


async def _history(call: ControlCall) -> tuple[History, int]:
    """The history once everything of the tenant is committed, and the tenant's number."""
    tenant = await call.tenant()
    await call.simulator.flush(tenant)
    return call.simulator.store.history, tenant.number


def _given(call: ControlCall) -> dict[str, str]:
    """The query parameters that choose calls."""
    query = call.request.query
    return {name: query[name] for name in query if name not in ("tenant", "limit", "format")}


async def _refuse_unknown(call: ControlCall) -> None:
    """Refuse names that no call can have: that none was chosen by them says nothing."""
    from cs_simulator.scenarios.file.given_expectations import unknown_in_choice

    tenant = await call.tenant()
    active = tenant.world.scenario
    scenario = orjson.loads(active.text) if active else None
    words = vocabulary(tenant.world.cluster_types)
    for problem in unknown_in_choice(_given(call), scenario, words):
        raise ControlError(problem)


def _conditions(call: ControlCall) -> list[Condition]:
    """The conditions that the query parameters set."""
    try:
        chosen = CallFilter.read(_given(call))
    except ValueError as error:
        raise ControlError(str(error)) from None
    first, last = chosen.span()
    patterns = [matches(field, pattern) for field, pattern in chosen.patterns().items()]
    return [*patterns, at_least("at", first), at_most("at", last)]


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
