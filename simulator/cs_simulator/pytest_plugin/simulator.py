"""The simulator of a run: one in a thread, or one that runs already."""

import warnings

import pytest

from cs_simulator.pytest_plugin.item_state import MisuseError
from cs_simulator.testing import Simulator


def start(url: str) -> Simulator:
    """The simulator at an address, or that of ``CS_SIMULATOR_URL``, or a new one.

    Raises :class:`MisuseError` if no simulator answers there, and warns of one of another version.
    """
    from cs_simulator import __version__
    from cs_simulator.client.connection import RefusedError, UnreachableError
    from cs_simulator.client.server import health

    simulator = Simulator(url)
    given, origin = simulator.url, "--cs-url" if url else "CS_SIMULATOR_URL"
    if not given:
        simulator.start()
        return simulator
    try:
        simulator.start()
        version = health(simulator.connection)["version"]
    except (ValueError, KeyError, TypeError, RefusedError, UnreachableError) as problem:
        raise MisuseError(f"{origin}: {problem}") from None
    if version != __version__:
        text = f"{origin}: {given} is version {version}, and the plugin is of {__version__}"
        warnings.warn(pytest.PytestWarning(text), stacklevel=1)
    return simulator
