"""For the tests of those who use the simulator. What is here is loaded when it is asked for."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cs_simulator.client.official import legacy_client, tea_client
    from cs_simulator.testing.asynchronous import AsyncSimulator, AsyncTenant
    from cs_simulator.testing.container import CSSimulatorContainer
    from cs_simulator.testing.server import Simulator, served
    from cs_simulator.testing.unittest_case import SimulatorMixin

_HOMES = {
    "AsyncSimulator": "testing.asynchronous",
    "AsyncTenant": "testing.asynchronous",
    "CSSimulatorContainer": "testing.container",
    "Simulator": "testing.server",
    "SimulatorMixin": "testing.unittest_case",
    "legacy_client": "client.official",
    "served": "testing.server",
    "tea_client": "client.official",
}
__all__ = [
    "AsyncSimulator",
    "AsyncTenant",
    "CSSimulatorContainer",
    "Simulator",
    "SimulatorMixin",
    "legacy_client",
    "served",
    "tea_client",
]


def __getattr__(name: str) -> object:
    """Load a name's module on first use."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"cs_simulator.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
