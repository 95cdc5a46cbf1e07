"""Which thread runs the user's code in virtual time, and what stands for a function meanwhile."""

import sys
import threading
from collections.abc import Callable
from typing import Any

from cs_simulator.client.virtual_time import callers
from cs_simulator.client.virtual_time.kernel import Runner

BY_THREAD: dict[int, Runner] = {}
"""The runner of each thread that has one."""


def current() -> Runner | None:
    """The runner of this thread; ``None`` where time is real."""
    runner = BY_THREAD.get(threading.get_ident())
    return None if runner is None or runner.kernel.is_closed else runner


class StandIn:
    """Stands for a function of :mod:`time` wherever that is bound.

    It is no Python function, so that it is not bound as a method where it is an attribute of a
    class: the functions that it stands for are not, either.
    """

    def __init__(self, real: Callable[..., Any], virtual: Callable[..., Any]) -> None:
        self.real, self._virtual = real, virtual
        self.__name__ = real.__name__

    def __call__(self, *given: Any) -> Any:
        """Return what the function does, or what stands for it in virtual time."""
        runner = BY_THREAD.get(threading.get_ident())
        if runner is None or runner.kernel.is_closed or callers.is_tool(sys._getframe(1)):
            return self.real(*given)
        return self._virtual(runner, *given)

    def __repr__(self) -> str:
        return f"<virtual {self.__name__}>"


def enter(runner: Runner) -> Runner | None:
    """Make this thread run the runner; returns the one that it ran before."""
    ident = threading.get_ident()
    before, BY_THREAD[ident] = BY_THREAD.get(ident), runner
    runner.thread_id = ident
    return before


def leave(before: Runner | None = None) -> None:
    """Make this thread run what it ran before."""
    ident = threading.get_ident()
    if before is None:
        BY_THREAD.pop(ident, None)
    else:
        BY_THREAD[ident] = before
