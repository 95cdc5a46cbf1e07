"""Docstrings as the source has them are those that Python keeps."""

from inspect import cleandoc, getmembers, isclass, isfunction
from pkgutil import walk_packages

import cs_simulator.domain
import cs_simulator.operations
import cs_simulator.scenarios.faults
import pytest
from cs_simulator.domain import docstrings

PACKAGES = (cs_simulator.domain, cs_simulator.operations, cs_simulator.scenarios.faults)
MODULES = [
    module.name
    for package in PACKAGES
    for module in walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_source_has_what_python_keeps(name):
    module = __import__(name, fromlist=["__doc__"])
    found = docstrings._of_source(name)
    assert found[""] == cleandoc(module.__doc__ or "")
    own = [member for _, member in getmembers(module) if isclass(member) or isfunction(member)]
    for member in own:
        if member.__module__ == name and member.__qualname__ in found:
            # Dataclasses without a docstring are given one, which no source has.
            expected = cleandoc(member.__doc__ or "")
            assert found[member.__qualname__] in (expected, ""), member


def test_what_has_no_docstring_has_an_empty_one():
    def bare(): ...

    assert docstrings.docstring(bare) == ""
    assert docstrings.first_line(bare) == ""
    assert docstrings.first_line(docstrings) == cleandoc(docstrings.__doc__).splitlines()[0]
