"""What a group needs of the machine, besides the extra ``test``."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """Something that must be there, and how to get it."""

    name: str
    advice: str
    is_there: Callable[[], bool]


def _package(name: str, *modules: str) -> Need:
    """A package of the extra ``bench``, which is there if all its modules are."""
    return Need(name, "pip install -e '.[test,bench]'", lambda: all(map(find_spec, modules)))


LINUX = Need("/proc, for the CPU time of processes", "use Linux", Path("/proc/self/stat").exists)
WRK = Need("wrk", "apt-get install wrk", lambda: shutil.which("wrk") is not None)
HAPROXY = Need(
    "haproxy",
    "apt-get install haproxy",
    lambda: shutil.which("haproxy", path="/usr/sbin:/usr/bin:/usr/local/bin") is not None,
)
UVLOOP = Need("uvloop", "pip install -e '.[fast]'", lambda: find_spec("uvloop") is not None)
MOTO = _package("moto[server]", "moto", "flask")
HTTPSERVER = _package("pytest-httpserver", "pytest_httpserver")


def missing(needs: Mapping[str, Iterable[Need]]) -> str:
    """One line that says which groups lack what, and what to do; empty if nothing is missing."""
    lacking: dict[Need, list[str]] = {}
    for group, wanted in needs.items():
        for need in wanted:
            if not need.is_there():
                lacking.setdefault(need, []).append(group)
    return "; ".join(
        f"{', '.join(names)}: needs {need.name} ({need.advice})" for need, names in lacking.items()
    )
