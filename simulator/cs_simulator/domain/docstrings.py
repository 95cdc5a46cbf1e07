"""The docstrings that descriptions are made of, also where ``python -OO`` has removed them.

They are read from the source then: nothing that is shown depends on how Python was started.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from functools import cache
from inspect import cleandoc, getsource
from types import ModuleType
from typing import Any

_Documented = ModuleType | type | Callable[..., Any]
_REMOVED = 2  # the level of optimisation from which on there are none


def docstring(documented: _Documented) -> str:
    """The docstring of a module, a class or a function, without its indentation; else empty."""
    if sys.flags.optimize < _REMOVED:
        return cleandoc(documented.__doc__ or "")
    if isinstance(documented, ModuleType):
        return _of_source(documented.__name__).get("", "")
    return _of_source(documented.__module__).get(documented.__qualname__, "")


def first_line(documented: _Documented) -> str:
    """The first line of the docstring."""
    return docstring(documented).partition("\n")[0]


@cache
def _of_source(module: str) -> dict[str, str]:
    """The docstrings of a module by qualified name; its own by the empty name."""
    try:
        source = getsource(sys.modules[module])
    except OSError:  # an empty file, or none
        source = ""
    return dict(_docstrings(ast.parse(source), ""))


def _docstrings(
    node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, name: str
) -> Iterator[tuple[str, str]]:
    yield name, ast.get_docstring(node) or ""
    for inner in node.body:
        if isinstance(inner, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _docstrings(inner, f"{name}.{inner.name}" if name else inner.name)
