"""Transcripts: tables of commands with what is expected of each, run on each release.

``$ kubectl get nodes`` begins an entry; the lines up to the next empty one are what it says. In
them ``…`` stands for any text within a line, a line of ``...`` for any lines, and spaces for any
amount of space; ``[1]`` is an exit code. ``# from 1.28`` and ``# up to 1.27`` before a command say
which releases know it. Names in braces are replaced.
"""

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.kubernetes.clients.kubectl import Kubectl

FOLDER = Path(__file__).parent / "transcripts"
_LIMIT = re.compile(r"# (from|up to) 1\.(\d+)$")


class Entry(NamedTuple):
    """One command, and what is expected of it."""

    command: str
    expected: tuple[str, ...]
    code: int
    first: int
    last: int


def entries(name: str, values: Mapping[str, str]) -> Iterator[Entry]:
    """The entries of a transcript."""
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", value)
    for block in re.split(r"\n\n+", text):
        yield from _entry(block.splitlines())


def _entry(lines: list[str]) -> Iterator[Entry]:
    limits = {"from": 0, "up to": 99}
    while lines and not lines[0].startswith("$"):
        if limit := _LIMIT.match(lines.pop(0)):
            limits[limit[1]] = int(limit[2])
    if not lines:
        return
    code = 0
    if ended := re.fullmatch(r"\[(\d+)\]", lines[-1]):
        code = int(ended[1])
        lines.pop()
    command = lines[0].removeprefix("$ ")
    yield Entry(command, tuple(lines[1:]), code, limits["from"], limits["up to"])


def _pattern(line: str) -> str:
    if line == "...":
        return r"(?:.*\n)*"
    words = (".*".join(map(re.escape, word.split("…"))) for word in line.split())
    return r"[ \t]*" + r"[ \t]+".join(words) + r"[ \t]*\n"


def differences(kubectl: Kubectl, minor: int, name: str, **values: str) -> list[str]:
    """Run a transcript; returns what was not as expected, in words."""
    found = []
    for entry in entries(name, values):
        if not entry.first <= minor <= entry.last:
            continue
        done = kubectl.run(*shlex.split(entry.command)[1:], KUBE_EDITOR=values.get("editor", ""))
        said = "".join(f"{line}\n" for line in done.stdout.splitlines() if line.strip())
        is_said = re.fullmatch("".join(map(_pattern, entry.expected)), said) is not None
        if not is_said or done.returncode != entry.code:
            expected = "\n".join(entry.expected)
            found.append(
                f"{name}: $ {entry.command}\nexpected ({entry.code}):\n{expected}\n"
                f"said ({done.returncode}):\n{done.stdout}"
            )
    return found
