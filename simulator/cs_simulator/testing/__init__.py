"""The simulator in tests of your own. A name is loaded when it is first used."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cs_simulator.client import Tenant
    from cs_simulator.testing.asynchronous import AsyncSimulator, AsyncTenant
    from cs_simulator.testing.clients import legacy_client, tea_client
    from cs_simulator.testing.container import CSSimulatorContainer
    from cs_simulator.testing.server import Simulator, served
    from cs_simulator.testing.unittest_case import SimulatorMixin

_MODULES = {
    "AsyncSimulator": "asynchronous",
    "AsyncTenant": "asynchronous",
    "CSSimulatorContainer": "container",
    "Simulator": "server",
    "SimulatorMixin": "unittest_case",
    "Tenant": "server",
    "legacy_client": "clients",
    "served": "server",
    "tea_client": "clients",
}
__all__ = [
    "AsyncSimulator",
    "AsyncTenant",
    "CSSimulatorContainer",
    "Simulator",
    "SimulatorMixin",
    "Tenant",
    "legacy_client",
    "served",
    "tea_client",
]


def __getattr__(name: str) -> object:
    """Load a name's module on first use."""
    if name in _MODULES:
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
