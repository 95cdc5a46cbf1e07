"""What docstrings and comments refer to exists: modules, classes, functions, attributes."""

import builtins
import re
from functools import cache
from importlib import import_module

import pytest

from tests.docs.pages import PACKAGE

_ROLE = re.compile(r":(mod|class|func|meth|data|attr|exc|obj):`~?([^`]+)`")
FILES = {
    path.relative_to(PACKAGE).as_posix(): set(_ROLE.findall(path.read_text("utf-8")))
    for path in sorted(PACKAGE.rglob("*.py"))
}


NAMES = {
    name
    for path in PACKAGE.rglob("*.py")
    for name in re.findall(r"^(?:class|def|async def) (\w+)", path.read_text("utf-8"), re.MULTILINE)
}
"""The classes and functions of the package: one of them may be referred to without its module."""


@cache
def resolves(dotted):
    """Whether a name leads from a module to something in it."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part) and part not in getattr(found, "__annotations__", {}):
                return False
            found = getattr(found, part, None)
        return True
    return False


@pytest.mark.parametrize("path", [path for path, roles in FILES.items() if roles])
def test_every_role_leads_somewhere(path):
    here = ".".join(["cs_simulator", *path.removesuffix(".py").split("/")])
    classes = [name for name, value in vars(import_module(here)).items() if isinstance(value, type)]
    for _, name in FILES[path]:
        local = (f"{here}.{name}", *(f"{here}.{cls}.{name}" for cls in classes))
        assert hasattr(builtins, name) or name in NAMES or any(map(resolves, (name, *local))), name
