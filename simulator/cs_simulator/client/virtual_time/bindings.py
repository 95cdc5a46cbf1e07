"""Replacing functions of :mod:`time` in every place that holds them, and putting them back.

``from time import sleep`` binds the function itself, so replacing ``time.sleep`` is not enough. The
garbage collector knows who holds a function: the names of modules and classes, attributes,
closures, defaults of parameters, entries of dictionaries and lists. Local variables of the calls
that are under way are found in their frames.
"""

import ctypes
import functools
import gc
import sys
import warnings
from collections.abc import Callable, Iterator
from types import CellType, FrameType, FunctionType
from typing import Any

from cs_simulator.client.virtual_time import callers
from cs_simulator.client.virtual_time.runners import StandIn

Change = Callable[[Any], None]
"""Puts a function into the place that another one has now."""


class VirtualTimeWarning(UserWarning):
    """Something waits in real time although virtual time is on."""


class Bindings:
    """The places that hold some functions."""

    def __init__(self, stand_ins: tuple[StandIn, ...]) -> None:
        self._stand_ins = stand_ins
        self._functions = tuple(one.real for one in stand_ins)
        self._places: list[tuple[Change, StandIn]] = []
        self._references: list[int] = []
        """How many references there were to each function when all was put back last."""
        self._modules: set[str] = set()
        """The modules that were there when the stand-ins were put in place."""

    def replace(self) -> None:
        """Put the stand-ins into all places; warns of what holds a function for good.

        To look through the memory takes some tenths of a second. It is done when there are more
        references than there were last time, or fewer.
        """
        if self._count() != self._references:
            self._find()
        self._change_all()

    def put_back(self) -> None:
        """Put the functions back, also into modules that were loaded meanwhile.

        What else has bound a stand-in meanwhile keeps it, and it does what the function does.
        """
        self._change_back()
        self._references = self._count()

    def _count(self) -> list[int]:
        return [sys.getrefcount(one) for one in self._functions]

    def _find(self) -> None:
        gc.unfreeze()  # what is frozen would not be found
        holders = list(self._holders(self._functions))
        self._places = [place for _, places in holders for place in places]
        for holder, places in holders:
            if not places:
                self._warn(holder)

    def _change_all(self) -> None:
        self._modules = set(sys.modules)
        for change, stand_in in self._places:
            change(stand_in)
        for stand_in in self._stand_ins:
            _replace_locals(stand_in.real, stand_in)

    def _change_back(self) -> None:
        loaded = [vars(sys.modules[name]) for name in sys.modules.keys() - self._modules]
        for stand_in in self._stand_ins:
            self._places += [
                (change, stand_in) for names in loaded for change in _items(names, stand_in)
            ]
            _replace_locals(stand_in, stand_in.real)
        for change, stand_in in self._places:
            change(stand_in.real)

    def _holders(
        self, functions: tuple[Any, ...]
    ) -> Iterator[tuple[Any, list[tuple[Change, StandIn]]]]:
        """What holds one of *functions*, each of which belongs to a stand-in, and where it does."""
        own = (self._functions, self._stand_ins)
        for holder in gc.get_referrers(*functions):
            if any(_is_same(holder, one) for one in own):
                continue
            if isinstance(holder, StandIn | FrameType):
                continue
            if not _is_of_tool(holder):
                pairs = zip(functions, self._stand_ins, strict=True)
                places = [(change, one) for fn, one in pairs for change in _places(holder, fn)]
                yield holder, places

    def _warn(self, holder: Any) -> None:
        held = {id(one) for one in gc.get_referents(holder)}
        names = [f"time.{one.__name__}" for one in self._functions if id(one) in held]
        warnings.warn(
            f"a {type(holder).__name__} holds {' and '.join(names)} where virtual time cannot"
            " replace it: what calls it from there has real time",
            VirtualTimeWarning,
            stacklevel=2,
        )


def _is_same(holder: Any, own: tuple[Any, ...]) -> bool:
    """Whether it is the list of these very objects, or that of another copy of this module."""
    if not isinstance(holder, tuple) or len(holder) != len(own):
        return False
    return all(one is other for one, other in zip(holder, own, strict=True))


def _is_of_tool(holder: Any) -> bool:
    """Whether a holder belongs to what keeps real time anyway."""
    if isinstance(holder, dict):
        module = holder.get("__name__") or holder.get("__module__")
    else:
        module = getattr(holder, "__module__", None) or type(holder).__module__
    return isinstance(module, str) and module.partition(".")[0] in callers.TOOLS


def _places(holder: Any, function: Any) -> Iterator[Change]:
    """The places in one holder that hold the function, and can be changed."""
    for kind, find in _FINDERS.items():
        if isinstance(holder, kind):
            yield from find(holder, function)
            return
    yield from _attributes(holder, function)


def _items(holder: dict[Any, Any], function: Any) -> Iterator[Change]:
    for key, value in list(holder.items()):
        if value is function:
            owner = _class_of(holder, key, function) if "__module__" in holder else None
            yield (
                functools.partial(setattr, owner, key)
                if owner
                else functools.partial(holder.__setitem__, key)
            )


def _class_of(namespace: dict[Any, Any], name: Any, function: Any) -> type | None:
    """The class whose attributes these are: they are set there, since classes remember them."""
    for owner in gc.get_referrers(namespace):
        if isinstance(owner, type) and vars(owner).get(name) is function:
            return owner
    return None


def _elements(holder: list[Any], function: Any) -> Iterator[Change]:
    for index, value in enumerate(holder):
        if value is function:
            yield functools.partial(holder.__setitem__, index)


def _defaults(holder: tuple[Any, ...], function: Any) -> Iterator[Change]:
    """The defaults of a function's parameters; other tuples cannot be changed."""
    indices = [index for index, value in enumerate(holder) if value is function]
    for owner in gc.get_referrers(holder) if indices else ():
        if isinstance(owner, FunctionType) and owner.__defaults__ is holder:
            yield from (functools.partial(_set_default, owner, index) for index in indices)


def _set_default(owner: FunctionType, index: int, function: Any) -> None:
    given = list(owner.__defaults__ or ())
    given[index] = function
    owner.__defaults__ = tuple(given)


def _cell(holder: CellType, function: Any) -> Iterator[Change]:
    if holder.cell_contents is function:
        yield functools.partial(setattr, holder, "cell_contents")


def _partial(holder: Any, function: Any) -> Iterator[Change]:
    def change(other: Any) -> None:
        holder.__setstate__((other, holder.args, holder.keywords, vars(holder)))

    if holder.func is function:
        yield change


def _attributes(holder: Any, function: Any) -> Iterator[Change]:
    names = {name for cls in type(holder).__mro__ for name in getattr(cls, "__slots__", ())}
    names |= set(getattr(holder, "__dict__", ()))
    for name in names:
        if getattr(holder, name, None) is function:
            yield functools.partial(object.__setattr__, holder, name)


_FINDERS: dict[type, Callable[[Any, Any], Iterator[Change]]] = {
    dict: _items,
    list: _elements,
    tuple: _defaults,
    CellType: _cell,
    functools.partial: _partial,
}


def _replace_locals(old: Any, new: Any) -> None:
    """Replace a function in the local variables of the calls that this thread has under way."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if not callers.is_tool(frame):
            names = [name for name, value in frame.f_locals.items() if value is old]
            for name in names:
                frame.f_locals[name] = new
            if names and sys.version_info < (3, 13):  # from then on a frame writes them itself
                ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))
        frame = frame.f_back
