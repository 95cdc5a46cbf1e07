"""For the tests of those who use the simulator. What is here is loaded when it is asked for."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.testing.asynchronous import AsyncSimulator, AsyncTenant
    from simulator.testing.clients import legacy_client, tea_client
    from simulator.testing.server import Simulator, served
    from simulator.testing.unit import SimulatorMixin

_HOMES = {
    "AsyncSimulator": "asynchronous",
    "AsyncTenant": "asynchronous",
    "Simulator": "server",
    "SimulatorMixin": "unit",
    "legacy_client": "clients",
    "served": "server",
    "tea_client": "clients",
}
__all__ = [
    "AsyncSimulator",
    "AsyncTenant",
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

        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
