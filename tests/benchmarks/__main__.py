"""Measure speed and size, and print the table: ``python -m tests.benchmarks``.

This checkout is installed as a user installs it, and compared with a bare aiohttp server. With
``--against REV`` another revision is, too, and all take turns. Exit code 2 means that nothing was
measured, 1 that something could not be.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from tests.benchmarks import table
from tests.benchmarks.figure import Effort, Group, all_groups
from tests.benchmarks.installation import (
    ROOT,
    Installation,
    UnknownRevisionError,
    install,
    resolve,
    unpack,
)
from tests.benchmarks.measuring import Row, measure
from tests.benchmarks.needs import LINUX, UVLOOP, missing

HERE = "measured"
"""What the column of this checkout is called."""


class RefusedError(Exception):
    """What was asked for cannot be measured; the text says why in one line."""


class _Parser(argparse.ArgumentParser):
    """Refuses in one line."""

    def error(self, message: str) -> NoReturn:
        raise RefusedError(message)


def _amount(text: str) -> int:
    amount = int(text)
    if amount < 1:
        raise ValueError
    return amount


_amount.__name__ = "number from 1"  # which messages name


def _options() -> argparse.ArgumentParser:
    options = _Parser(prog="python -m tests.benchmarks", description=__doc__)
    options.add_argument(
        *("--only", "-o"), nargs="+", action="extend", metavar="GROUP",
        help=f"these groups of figures, in place of all: {', '.join(all_groups())}",
    )  # fmt: skip
    options.add_argument("--against", metavar="REV", help="measure this revision, too")
    options.add_argument("--repeat", type=_amount, default=5, help="repetitions (default 5)")
    options.add_argument(
        "--seconds", type=_amount, default=5, help="length of each load (default 5)"
    )
    options.add_argument(
        "--polls", type=_amount, default=4_000_000,
        help="reads of the group polling (default 4000000; a week of polling is 10000000)",
    )  # fmt: skip
    options.add_argument(
        "--fast", action="store_true", help="all servers on uvloop, in place of asyncio"
    )
    options.add_argument("--write", action="store_true", help="put the rows into tests/README.md")
    return options


def chosen(only: Sequence[str] | None) -> list[Group]:
    """The groups of these names, or all; raises :class:`RefusedError` for what is none."""
    known = all_groups()
    for name in only or ():
        if name not in known:
            raise RefusedError(f"there is no group {name!r}; there are {', '.join(known)}")
    return [group for name, group in known.items() if not only or name in only]


def check(groups: Sequence[Group], *, is_fast: bool = False) -> None:
    """Raise :class:`RefusedError` if something is missing that these groups need."""
    needs = {group.name: (LINUX, *group.needs) for group in groups}
    if lacking := missing({**needs, "--fast": (UVLOOP,) * is_fast}):
        raise RefusedError(lacking)


@contextmanager
def installations(against: str | None, *, is_fast: bool) -> Iterator[list[Installation]]:
    """This checkout and the other revision, installed for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="cs-simulator-benchmark-") as temporary:
        folder = Path(temporary)
        found = [install(ROOT, folder / "this", HERE, is_fast=is_fast)]
        if against:
            label = resolve(against)
            source = unpack(against, folder / "source")
            found.insert(0, install(source, folder / "other", label, is_fast=is_fast))
        yield found


def run(options: argparse.Namespace) -> list[Row]:
    """Measure what was asked for; the table is printed row by row."""
    groups = chosen(options.only)
    if options.write and (options.against or options.fast):
        raise RefusedError("--write is without --against and --fast")
    if options.against:
        resolve(options.against)
    check(groups, is_fast=options.fast)
    effort = Effort(repeat=options.repeat, seconds=options.seconds, polls=options.polls)
    rows: list[Row] = []
    with installations(options.against, is_fast=options.fast) as installed:
        labels = [each.label for each in installed]
        print("\n".join(table.head(labels)), flush=True)
        for scene in (scene for group in groups for scene in group.scenes):
            for row in measure(scene, installed, effort, say):
                print(table.line(row, labels), flush=True)
                rows.append(row)
    return rows


def say(text: str) -> None:
    """Say something beside the table."""
    print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    try:
        options = _options().parse_args(arguments)
        rows = run(options)
    except (RefusedError, UnknownRevisionError) as problem:
        say(str(problem))
        return 2
    missed = [
        row for row in rows if HERE in row.values and not row.figure.is_met(row.values[HERE].median)
    ]
    say(f"{len(rows)} figures, {len(missed)} of which miss their targets")
    complete = all(HERE in row.values for row in rows)
    if options.write and complete:
        table.put(rows, HERE, all_groups().values())
    elif options.write:
        say("nothing is written: not every figure was measured")
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
