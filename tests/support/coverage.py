"""A plugin of pytest that measures the coverage of the pure layers where they are tested.

That is in the folders that have the layers' names, and in :data:`ALSO`. To be measured doubles the
time of a test.
"""

from collections.abc import Generator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

ALSO = ("tests/runs", "tests/server/control")
"""Whose tests go through much of the layers: scripts, fixtures, forced states, validation."""


def _controller(config: pytest.Config) -> Any:
    """What measures, of pytest-cov; ``None`` where nothing is measured."""
    plugin = config.pluginmanager.getplugin("_cov")
    controller = plugin and plugin.cov_controller
    return controller if controller and controller.cov else None


def _layers(controller: Any) -> list[str]:
    """The packages that are measured."""
    layers: list[str] = controller.cov.config.source_pkgs
    return layers


def pytest_collection_finish(session: pytest.Session) -> None:
    """Load the layers, so that each line that is run by that is seen, whichever test is first."""
    controller = _controller(session.config)
    for layer in _layers(controller) if controller else ():
        for found in walk_packages(import_module(layer).__path__, f"{layer}."):
            import_module(found.name)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure, or not, as the test's folder says."""
    if (controller := _controller(item.config)) is not None:
        layers = [layer.replace("cs_simulator.", "tests/") for layer in _layers(controller)]
        folders = (*layers, *ALSO)
        is_wanted = item.nodeid.startswith(tuple(f"{folder}/" for folder in folders))
        if is_wanted != controller.started:
            (controller.resume if is_wanted else controller.pause)()
    return (yield)
