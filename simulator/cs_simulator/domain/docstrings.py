"""The docstrings that descriptions are made of, also where ``python -OO`` has removed them.

They are read from the source then: nothing that is shown depends on how Python was started.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from functools import cache
from inspect import cleandoc, getsource
from itertools import pairwise
from textwrap import dedent
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
def attribute_docstrings(cls: type) -> dict[str, str]:
    """What stands in quotes after each annotated attribute of a class and of its bases, by name.

    Python does not keep it; empty where there is no source.
    """
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base.__module__.startswith("cs_simulator."):
            found |= _attributes_of(base)
    return found


def _attributes_of(cls: type) -> dict[str, str]:
    docs: dict[str, str] = {}
    for before, node in pairwise(_body_of(cls)):
        match before, node:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                docs[name] = cleandoc(text)
    return docs


def _body_of(cls: type) -> list[ast.stmt]:
    try:
        source = dedent(getsource(cls))
    except OSError:
        return []
    [found] = ast.parse(source).body
    return found.body if isinstance(found, ast.ClassDef) else []


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
