"""The simulator of a run: one in a thread, or one that runs already."""

from cs_simulator.client import RefusedError, UnreachableError
from cs_simulator.pytest_plugin.item_state import MisuseError
from cs_simulator.testing import Simulator


def start(url: str) -> Simulator:
    """The simulator at an address, or that of ``CS_SIMULATOR_URL``, or a new one.

    Raises :class:`MisuseError` if there should be one, and none answers.
    """
    simulator = Simulator(url)
    is_new = not simulator.url
    try:
        simulator.start()
    except (ValueError, RefusedError, UnreachableError) as problem:
        if is_new:
            raise
        raise MisuseError(f"--cs-url: {problem}" if url else str(problem)) from None
    return simulator
