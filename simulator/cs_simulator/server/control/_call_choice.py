"""Which calls of the journal a query chooses, and which page of them.

Calls are selected by ``operation``, ``method``, ``path``, ``status``, ``code``, ``cluster``,
``user_agent``, ``since``, ``until`` and ``fault``, most of which are patterns with ``*`` and ``?``.
Without more, a page is the last ones of them. It begins after the call of the number ``after``,
ends before the one of the number ``before``, or leaves out the ``skip`` oldest: numbers and
positions stay the same while calls are added.
"""

from typing import NamedTuple

import orjson

from cs_simulator.domain.records import CallEntry, tables
from cs_simulator.kubernetes import vocabulary
from cs_simulator.scenarios.expectations.call_filter import CallFilter
from cs_simulator.server.control._request import ControlCall, ControlError
from cs_simulator.server.control.contract.calls import CALL_PAGE
from cs_simulator.storage.conditions import (
    Condition,
    at_least,
    at_most,
    has_word,
    matches,
    numbered,
)
from cs_simulator.storage.history import History

# No call has a number like it: SQLite's numbers, and those of rows, end later.
_DIGITS = 12
_BEYOND = 10**_DIGITS
_NO_FILTERS = ("tenant", "format", "fault", *CALL_PAGE)


class Page(NamedTuple):
    """Some of the calls that were chosen."""

    entries: list[CallEntry]
    """Oldest first."""
    total: int
    """How many were chosen."""
    position: int
    """How many of those are older than the first of the page."""
    dropped: int
    """How many older calls the journal has no longer."""


async def read_page(call: ControlCall) -> Page:
    """The page of calls that the query asks for, once everything is committed."""
    conditions, limit = chosen_by(call), call.limit
    after, before, skip = (_number(call, name) for name in ("after", "before", "skip"))
    if skip is not None and (after, before) != (None, None):
        raise ControlError("skip counts from the first call: leave out after and before")
    history, tenant = await committed_history(call)
    total = await history.count(tables.CALL, tenant, conditions)
    if not total:
        await refuse_unknown(call)
    bounds = numbered(tenant, above=after or 0, below=_BEYOND if before is None else before)
    inside = [*conditions, bounds]
    if skip is not None or (after is not None and before is None):
        skip = skip or 0
        entries = await history.first(tables.CALL, tenant, inside, skip=skip, size=limit)
    else:
        entries = await history.read(tables.CALL, tenant, inside, last=limit)
    position = await _position(history, tenant, conditions, entries, total)
    dropped = (await call.tenant()).world.counts["dropped_calls"]
    return Page(entries, total, position, dropped)


async def _position(
    history: History, tenant: int, conditions: list[Condition], entries: list[CallEntry], total: int
) -> int:
    """How many of the chosen calls are older than the first of the page; all if it has none."""
    if not entries:
        return total
    older = numbered(tenant, above=0, below=entries[0].serial)
    return await history.count(tables.CALL, tenant, [*conditions, older])


async def committed_history(call: ControlCall) -> tuple[History, int]:
    """The history once everything of the tenant is committed, and the tenant's number."""
    tenant = await call.tenant()
    await call.simulator.flush(tenant)
    return call.simulator.store.history, tenant.number


def chosen_by(call: ControlCall) -> list[Condition]:
    """The conditions that the query parameters set; raises :class:`ControlError`."""
    try:
        chosen = CallFilter.read(_given(call))
    except ValueError as error:
        raise ControlError(str(error)) from None
    first, last = chosen.span()
    conditions = [matches(field, pattern) for field, pattern in chosen.patterns().items()]
    if fault := call.request.query.get("fault"):
        conditions.append(has_word("faults", fault))
    return [*conditions, at_least("at", first), at_most("at", last)]


async def refuse_unknown(call: ControlCall) -> None:
    """Refuse names that no call can have: that none was chosen by them says nothing."""
    from cs_simulator.scenarios.file.given_expectations import unknown_in_choice

    tenant = await call.tenant()
    active = tenant.world.scenario
    scenario = orjson.loads(active.text) if active else None
    words = vocabulary(tenant.world.cluster_types)
    for problem in unknown_in_choice(_given(call), scenario, words):
        raise ControlError(problem)


def _given(call: ControlCall) -> dict[str, str]:
    """The query parameters that choose calls as expectations do."""
    query = call.request.query
    return {name: query[name] for name in query if name not in _NO_FILTERS}


def _number(call: ControlCall, name: str) -> int | None:
    """A number of the query, at least 0; ``None`` without one."""
    text = call.request.query.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise ControlError(f"{name} is a whole number, not {text!r}")
    return int(text)
