"""Checking expectations for a caller: those of a body are checked as ``scenario lint`` does."""

from collections.abc import Sequence
from typing import Any

import orjson

from cs_simulator.domain.records import tables
from cs_simulator.kubernetes import vocabulary
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control._request import ControlCall, ControlError
from cs_simulator.server.control.contract.calls import Verdicts
from cs_simulator.server.control.rendering.calls import verdicts_object


async def verdicts_on(
    call: ControlCall,
    tenant: Tenant,
    sources: Sequence[dict[str, Any]],
    *,
    whole: bool = False,
    most: int | None = None,
) -> Verdicts:
    """The verdicts on expectations that make sense, as of now, with the calls that prove them.

    Raises :class:`ControlError` if the journal lacks calls that they are about; *whole* says that
    they are about all calls since the scenario came into force, and *most* how many calls are
    shown for each, the first ones.
    """
    from cs_simulator.engine import expectation_check
    from cs_simulator.kubernetes.expected_objects import objects_at
    from cs_simulator.server.control import _journal_gaps

    _journal_gaps.check_kept(call, tenant, sources, whole=whole)
    tenant.catch_up(call.reading)
    await call.simulator.flush(tenant)
    calls = await call.simulator.store.history.read(tables.CALL, tenant.number)
    # What is dropped is noted before: if nothing is noted by now, nothing was missing.
    _journal_gaps.check_kept(call, tenant, sources, whole=whole)
    objects = objects_at(tenant.world, tenant.now(call.reading))
    found = expectation_check.verdicts(tenant.world, calls, sources, objects)
    return verdicts_object(found, most)


def expectations_of(call: ControlCall, tenant: Tenant) -> list[dict[str, Any]]:
    """The expectations of a body: what ``expect`` of a scenario may have.

    Raises :class:`ControlError` with what is wrong with them, or names nothing that there is.
    """
    from cs_simulator.scenarios.file import given_expectations
    from cs_simulator.scenarios.file.problems import UnusableFileError

    given = call.body.get("expectations")
    if not isinstance(given, list) or not given:
        raise ControlError("expectations is an array of objects, as expect of a scenario is")
    active = tenant.world.scenario
    scenario = orjson.loads(active.text) if active else None
    words = vocabulary(tenant.world.cluster_types)
    try:
        given_expectations.refuse_errors(given, scenario, words)
    except UnusableFileError as error:
        raise ControlError(error.problems[0].message) from None
    return given
