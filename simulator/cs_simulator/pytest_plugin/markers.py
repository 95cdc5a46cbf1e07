"""What the markers of a test say about its tenant, and whether that makes sense."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cs_simulator.pytest_plugin.item_state import MADE_WITH, OPTIONS, MisuseError

if TYPE_CHECKING:
    from cs_simulator.client import Tenant
    from cs_simulator.testing import Simulator

CLOCK = "polling"  # of tenants for which neither the run nor a scenario has another one
_SCENARIO = "cs_scenario"
_PARAMETERS = ("file", "seed")
_LARGEST_SEED = 2**63 - 1


def check(item: pytest.Item) -> None:
    """Raise :class:`MisuseError` for a ``cs_scenario`` that makes no sense, or is misspelt."""
    for name in {found.name for found in item.iter_markers()}:
        if name.startswith("cs_"):
            _check_name(item, name)
    marker = _marker(item)
    if marker is not None:
        _arguments(marker)


def check_scenario(file: str, folder: Path) -> None:
    """Raise ``pytest.UsageError`` if the scenario of a run cannot be used."""
    try:
        scenario_options(file, folder)
    except MisuseError as error:
        raise pytest.UsageError(str(error).replace(_SCENARIO, "--cs-scenario", 1)) from None


def _check_name(item: pytest.Item, name: str) -> None:
    """Raise :class:`MisuseError` for a marker that is almost one of this plugin."""
    lines = item.config.getini("markers")
    known = [line.partition(":")[0].partition("(")[0].strip() for line in lines]
    if name not in known:
        from cs_simulator.scenarios.suggestions import did_you_mean

        ours = [marker for marker in known if marker.startswith("cs_")]
        if meant := did_you_mean(name, ours):
            raise MisuseError(f"there is no marker {name!r}{meant}")


def without_tenant(item: pytest.Item, marker: str = _SCENARIO) -> MisuseError:
    """The error of a test with a marker and without a tenant."""
    from cs_simulator.testing.unittest_case import SimulatorMixin

    case = getattr(item, "cls", None)
    if case is not None and issubclass(case, SimulatorMixin):
        advice = "in a SimulatorMixin, write tenant_options = {'scenario': …} in its place"
    else:
        advice = "add cs_tenant or cs_async_tenant to its arguments, or to those of its fixtures"
    return MisuseError(f"{marker} has no effect: {item.name} has no tenant; {advice}")


def uses_scenario(item: pytest.Item) -> bool:
    """Whether a test has the marker ``cs_scenario``."""
    return item.get_closest_marker(_SCENARIO) is not None


def _marker(item: pytest.Item) -> pytest.Mark | None:
    """The marker of a test: its function's, else its class's, else its module's.

    Raises :class:`MisuseError` if one of these has two.
    """
    found = list(item.iter_markers_with_node(_SCENARIO))
    if not found:
        return None
    node, marker = found[0]
    names = [repr(_shown(other)) for owner, other in found if owner is node]
    if len(names) > 1:
        raise MisuseError(
            f"{node.name} has {len(names)} markers {_SCENARIO}, {' and '.join(names)};"
            " a test has one tenant under one scenario: keep one of them"
        )
    return marker


def _shown(marker: pytest.Mark) -> object:
    return marker.args[0] if marker.args else marker.kwargs.get("file")


def _arguments(marker: pytest.Mark) -> tuple[str, int | None]:
    """The file and the seed of a marker; raises :class:`MisuseError` for anything else."""
    from cs_simulator.scenarios.suggestions import instead, short

    for name in marker.kwargs:
        if name not in _PARAMETERS:
            raise MisuseError(f"{_SCENARIO}: unknown keyword {name!r}{instead(name, _PARAMETERS)}")
    if len(marker.args) + ("file" in marker.kwargs) != 1:
        raise MisuseError(f"{_SCENARIO}: give one scenario, {_SCENARIO}('file.yaml', seed=7)")
    file, seed = _shown(marker), marker.kwargs.get("seed")
    if not isinstance(file, str | os.PathLike):
        raise MisuseError(f"{_SCENARIO}: give the name of a file or scenario, not {short(file)}")
    if seed is not None and (type(seed) is not int or abs(seed) > _LARGEST_SEED):
        raise MisuseError(f"{_SCENARIO}: seed is a whole number of at most 63 bits, not {seed!r}")
    return os.fspath(file), seed


def make_tenant(item: pytest.Item, simulator: "Simulator") -> "Tenant":
    """The tenant of a test; raises :class:`MisuseError` if its scenario cannot be used."""
    from cs_simulator.client.connection import RefusedError

    options = item.stash.get(OPTIONS, None)
    if options is None:
        options = tenant_options(item)
    item.stash[MADE_WITH] = options
    try:
        return simulator.tenant(**options)
    except RefusedError as refused:
        raise MisuseError(f"the simulator makes no tenant: {refused}") from None


def tenant_options(item: pytest.Item) -> dict[str, Any]:
    """What the tenant of a test is made with, as its marker and the options of the run say.

    The scenario is that of the run, else that of the marker. The seed is that of the marker, else
    that of the run, else the scenario's own; the clock is that of the run, else the scenario's own.
    """
    seed = item.config.getoption("--cs-seed")
    clock = item.config.getoption("--cs-clock")
    if file := item.config.getoption("--cs-scenario"):
        return scenario_options(file, item.config.invocation_params.dir, seed, clock)
    marker = _marker(item)
    if marker is None:
        return {"seed": seed or 0, "clock": clock or CLOCK}
    file, own_seed = _arguments(marker)
    return scenario_options(file, item.path.parent, seed if own_seed is None else own_seed, clock)


def scenario_options(
    name: str, folder: Path, seed: int | None = None, clock: str | None = None
) -> dict[str, Any]:
    """What a tenant under the scenario of a file, or of a shipped name, is made with.

    Raises :class:`MisuseError` for a scenario that cannot be used.
    """
    from cs_simulator.domain.errors import UsageError
    from cs_simulator.testing import scenarios

    try:
        options = scenarios.tenant_options(name, folder, seed)
    except (UsageError, ValueError) as error:
        raise MisuseError(f"{_SCENARIO}: {error}") from None
    has_clock = (options["scenario"].get("clock") or {}).get("mode")
    return options | {"clock": clock or (None if has_clock else CLOCK)}
