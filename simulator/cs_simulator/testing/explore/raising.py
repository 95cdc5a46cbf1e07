"""Raising an error in code that runs: where it may be raised, and how."""

import ctypes
import sys
import sysconfig
from collections.abc import Iterator
from types import FrameType
from typing import Any

_INSTALLED = tuple(
    sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")
)


def raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Raise at the next instruction of a thread; without an error, drop what was to be raised."""
    raised = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)


def raise_later(functions: list[FrameType], lines: int, error: type[BaseException]) -> None:
    """Raise after so many lines of functions that run."""
    left = lines

    def trace(_: FrameType, event: str, __: Any) -> Any:
        nonlocal left
        left -= event == "line"
        if left <= 0:
            raise error
        return trace

    for function in functions:
        function.f_trace = trace
    sys.settrace(lambda *_: None)


def own_functions(frame: FrameType | None, end: FrameType | None) -> Iterator[FrameType]:
    """The functions that run and are neither installed nor ours, from the innermost one."""
    while frame is not None and frame is not end:
        name, path = frame.f_globals.get("__name__", ""), frame.f_code.co_filename
        if not (path.startswith((*_INSTALLED, "<")) or name.partition(".")[0] == "cs_simulator"):
            yield frame
        frame = frame.f_back


def is_finalizing(frame: FrameType | None) -> bool:
    """Whether an object is being finalized: what is raised there is reported, and ends nothing."""
    while frame is not None:
        if frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False
