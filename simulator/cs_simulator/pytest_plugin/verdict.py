"""Why a test fails that passed by itself, and how such a failure is shown."""

import warnings
from typing import TYPE_CHECKING

import pytest

from cs_simulator.pytest_plugin import markers
from cs_simulator.pytest_plugin.item_state import MADE_WITH, TENANT, BrokenError, MisuseError

if TYPE_CHECKING:
    from cs_simulator.client import Tenant

_MISSED = pytest.StashKey[AssertionError | None]()
_ERRORS = pytest.StashKey[int]()


def begin(item: pytest.Item) -> None:
    """Forget what was known of an earlier run of the test."""
    item.stash[_MISSED], item.stash[_ERRORS] = None, 0


def check_passed(item: pytest.Item) -> None:
    """Raise what is wrong with a test although its function returned.

    That is an error in the simulator, an expectation of its scenario that was not met, or a marker
    without a tenant.
    """
    if getattr(item, "_excinfo", None):  # a unittest that failed or was skipped
        return
    tenant = item.stash.get(TENANT, None)
    if tenant is not None:
        check_sound(item, tenant)
        _check_expectations(item, tenant)
        _warn_of_unverified(item, tenant)
        _warn_of_idle(item, tenant)
    elif markers.uses_scenario(item):
        raise markers.without_tenant(item)


def _warn_of_unverified(item: pytest.Item, tenant: "Tenant") -> None:
    """Warn of a scenario that the test put in force, and whose expectations nobody checked."""
    if tenant.unverified:
        text = f"nothing checked what the scenario {tenant.unverified!r} expects"
        warning = pytest.PytestWarning(f"{item.nodeid}: {text}; call cs_tenant.verify()")
        warnings.warn(warning, stacklevel=2)


def _warn_of_idle(item: pytest.Item, tenant: "Tenant") -> None:
    """Warn of a test that the scenario of the run had nothing to do with."""
    from cs_simulator.client.connection import RefusedError

    file = item.config.getoption("--cs-scenario")
    if not file:
        return
    try:
        rules = tenant.faults.list()
    except RefusedError:  # the test has deleted its tenant
        return
    if rules and not any(rule["hits"] for rule in rules):
        text = f"{item.nodeid}: no rule of --cs-scenario {file} acted"
        warnings.warn(pytest.PytestWarning(text), stacklevel=2)


def check_sound(item: pytest.Item, tenant: "Tenant", *, may_be_gone: bool = False) -> None:
    """Raise :class:`BrokenError` if the simulator had an error of its own, or is gone."""
    from cs_simulator.client.connection import RefusedError, UnreachableError

    try:
        errors = tenant.internal_errors()
    except RefusedError:  # the test has deleted its tenant
        return
    except UnreachableError as problem:
        if may_be_gone:
            return
        raise BrokenError(str(problem)) from None
    if errors > item.stash[_ERRORS]:  # else it was said before
        item.stash[_ERRORS] = errors
        noun = "internal error" if errors == 1 else "internal errors"
        raise BrokenError(f"the simulator had {errors} {noun}; its log has the tracebacks")


def _check_expectations(item: pytest.Item, tenant: "Tenant") -> None:
    """Raise what the scenario that the tenant was made with expects, and was not met."""
    from cs_simulator.client.connection import RefusedError

    name = _expecting(item)
    if not name:
        return
    try:
        present = tenant.scenario()["name"]
        if present != name:
            raise MisuseError(
                f"what the scenario {name!r} expects cannot be checked: the test has put"
                f" {present!r} in its place; call verify() before that, and drop the marker"
            )
        tenant.verify()
    except RefusedError as refused:
        raise MisuseError(f"what the scenario expects cannot be checked: {refused}") from None
    except AssertionError as missed:
        item.stash[_MISSED] = missed
        raise


def _expecting(item: pytest.Item) -> str:
    """The name of the scenario that the tenant was made with, if that expects something."""
    scenario = item.stash[MADE_WITH].get("scenario") or {}
    return scenario["metadata"]["name"] if scenario.get("expect") else ""


def also_missed(item: pytest.Item, tenant: "Tenant") -> str:
    """What was expected and not met of a test that failed for another reason."""
    name = _expecting(item)
    if item.stash[_MISSED] or not name or tenant.scenario()["name"] != name:
        return ""
    try:
        tenant.verify()
    except AssertionError as missed:
        return f"also: {missed}"
    return ""


def show(item: pytest.Item, report: pytest.TestReport, error: BaseException) -> None:
    """Have the report of a test that the plugin failed say why, and nothing else."""
    if isinstance(error, MisuseError | BrokenError):
        report.outcome, report.longrepr = "failed", str(error)
        vars(report).pop("wasxfail", None)
    elif item.stash[_MISSED] is error:
        report.longrepr = str(error)


def delete(tenant: "Tenant") -> None:
    """Delete the tenant of a test that is over, unless the test or its simulator did."""
    from cs_simulator.client.connection import RefusedError, UnreachableError

    try:
        tenant.delete()
    except UnreachableError:
        pass
    except RefusedError as refused:
        if refused.code != "NotFound":
            raise
