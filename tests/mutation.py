"""Changing modules in small ways, one at a time, to see whether a test fails: mutation testing.

``python -m tests.mutation simulator/cs_simulator/scenarios/rules tests/scenarios/rules`` changes
every module of the folder (or the one file) that is named first, and runs the tests that are named
after it. It prints each change that no test noticed. The changes come from cosmic-ray (the extra
``dev``); each runs in a forked process that sees the changed module, and no file is touched.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import Any, NamedTuple

import pytest

PACKAGE = Path(__file__).parents[1] / "simulator"
LONGEST = 120
"""Seconds after which a change that makes tests run for ever counts as noticed."""
# Plugins are named, since finding and loading all that are installed takes longer than most tests.
PLUGINS = ("pytest_asyncio.plugin", "pytest_aiohttp.plugin", "_hypothesis_pytestplugin")
OPTIONS = ["-x", "-q", "-p", "no:cacheprovider", *(f"-p{plugin}" for plugin in PLUGINS)]
# What tests import besides the package: once here, and not in every fork.
COMMON = ("aiohttp.test_utils", "click.testing", "orjson", "pydantic", "yaml")


class Mutant(NamedTuple):
    """One change of one module."""

    path: Path
    line: int
    operator: str
    code: str

    def __str__(self) -> str:
        before, after = self.path.read_text().splitlines(), self.code.splitlines()
        changed = [
            f"  - {old.strip()}\n  + {new.strip()}"
            for old, new in zip(before, after, strict=False)
            if old != new
        ]
        return f"{self.path}:{self.line}: {self.operator}\n" + "\n".join(changed[:2])


def mutants(path: Path) -> Iterator[Mutant]:
    """All changes of a module, in the order of cosmic-ray's operators."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator, operator_names

    code = path.read_text()
    tree = get_ast(code)
    for name in operator_names():
        kind: Any = get_operator(name)
        if kind.arguments():
            continue  # it replaces a variable that somebody names
        operator = kind()
        spots = [spot for node in ast_nodes(tree) for spot in operator.mutation_positions(node)]
        for occurrence, ((line, _), _) in enumerate(spots):
            changed = mutate_code(code, operator, occurrence)
            is_for_checkers = "if TYPE_CHECKING" in code.splitlines()[line - 1]
            if changed is not None and changed != code and not is_for_checkers:
                yield Mutant(path, line, name.removeprefix("core/"), changed)


class _Finder(MetaPathFinder):
    """Imports the changed module from memory."""

    def __init__(self, mutant: Mutant) -> None:
        parts = mutant.path.resolve().relative_to(PACKAGE).with_suffix("").parts
        self._name = ".".join(parts).removesuffix(".__init__")
        self._mutant = mutant

    def find_spec(self, name: str, _path: object, _target: object = None) -> ModuleSpec | None:
        if name != self._name:
            return None
        path = self._mutant.path
        loader = _Loader(name, str(path), self._mutant.code)
        is_package = path.name == "__init__.py"
        folders = [str(path.parent)] if is_package else None
        return spec_from_file_location(
            name, path, loader=loader, submodule_search_locations=folders
        )


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, code: str) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> Any:
        return compile(self._code, self.get_filename(fullname), "exec")


def survives(mutant: Mutant, tests: list[str]) -> bool:
    """Whether no test fails with the change; runs in a process of its own."""
    child = os.fork()
    if not child:
        os._exit(_run(mutant, tests))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _run(mutant: Mutant, tests: list[str]) -> int:
    signal.alarm(LONGEST)
    sys.meta_path.insert(0, _Finder(mutant))
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        with contextlib.suppress(BaseException):
            return int(pytest.main([*OPTIONS, *tests]))
    return 1


def main() -> None:
    target, tests = Path(sys.argv[1]), sys.argv[2:]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in COMMON:
        __import__(name)
    paths = sorted(target.rglob("*.py")) if target.is_dir() else [target]
    if not survives(Mutant(paths[0], 0, "", paths[0].read_text()), tests):
        raise SystemExit("the tests fail without any change")
    total = lived = 0
    for path in paths:
        for mutant in mutants(path):
            total += 1
            if survives(mutant, tests):
                lived += 1
                print(mutant, flush=True)
    print(f"{lived} of {total} changes were not noticed")
    raise SystemExit(lived > 0)


if __name__ == "__main__":
    main()
