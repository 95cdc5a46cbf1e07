"""``cs-simulator finds``: what the shards of an ``explore`` have found, put together."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import click

from cs_simulator.cli import _explored
from cs_simulator.cli._group import Group
from cs_simulator.cli._output import echo, fail, prints, show
from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.printable import as_line
from cs_simulator.scenarios.file.problems import UnusableFileError

if TYPE_CHECKING:
    from cs_simulator.testing.explore.merged_finds import Merged, MergedFind

_FOLDER = click.Path(path_type=Path)


class FoundByShards(TypedDict):
    """A scenario that breaks the command."""

    file: str | None
    """Its file in the folder of --into, else that of the first shard that has found it; null for
    the run without any fault."""
    kind: str
    """Finds of one kind break it in the same way: ``exit code 1``, ``no_orphans``."""
    reason: str
    is_certain: bool
    """Whether it broke the command again, when a shard ran it once more."""
    shards: list[str]
    """The shards that have found it."""
    scenario: dict[str, Any] | None


class EndedShard(TypedDict):
    """How far a shard came."""

    shard: str
    folder: str
    has_ended: bool
    """Whether it came to its end: after its examples, or after the seconds that it had."""
    is_complete: bool
    """Whether all of its examples were run."""
    examples: int
    with_faults: int
    finds: int
    seconds: float


class MergedFinds(TypedDict):
    """A search whose shards were put together."""

    shards: list[EndedShard]
    missing: list[str]
    """Shards that have left no result."""
    unfinished: list[str]
    """Shards that have not come to their end."""
    is_complete: bool
    """Whether all examples of all shards were run."""
    examples: int
    """How often the command was run, those runs included by which finds were made smaller."""
    with_faults: int
    """In how many of these a fault acted."""
    finds: list[FoundByShards]
    coverage: _explored.Coverage


@click.group(cls=Group)
def finds() -> None:
    """Put together what the shards of an explore have found."""


@finds.command()
@click.argument("folders", nargs=-1, required=True, metavar="FOLDERS...", type=_FOLDER)
@click.option("--into", metavar="FOLDER", type=_FOLDER,
    help="Folder to write a file for each find to.",
)  # fmt: skip
@prints(MergedFinds)
def merge(folders: tuple[Path, ...], into: Path | None, *, as_json: bool) -> None:
    """Put together what the shards of an explore have found.

    Shards are looked for in FOLDERS and below them. Finds that were shrunk to the same scenario,
    and break the command in the same way, are one. Exit code 1 if there are finds, or if a shard
    is missing or has not come to its end.

    Example: cs-simulator finds merge collected --into found
    """
    from cs_simulator.testing.explore import merged_finds

    try:
        merged = merged_finds.merge(merged_finds.read(folders))
        merged.refuse_idle()
        files = [find.save(into) if into else find.file for find in merged.finds]
    except (UsageError, UnusableFileError) as error:
        fail(error)
    found = [_found(find, file) for find, file in zip(merged.finds, files, strict=True)]
    show(_as_json(merged, found), lambda: _print(merged, found), as_json=as_json)
    if found or not merged.is_whole:
        raise SystemExit(1)


def _found(find: "MergedFind", file: Path | None) -> FoundByShards:
    return {
        "file": None if file is None else str(file),
        "kind": find.kind,
        "reason": find.reason,
        "is_certain": find.is_certain,
        "shards": [str(shard) for shard in find.shards],
        "scenario": None if find.scenario is None else dict(find.scenario),
    }


def _as_json(merged: "Merged", found: list[FoundByShards]) -> MergedFinds:
    return {
        "shards": [
            {
                "shard": str(result.shard),
                "folder": str(path.parent),
                "has_ended": result.has_ended,
                "is_complete": result.is_complete,
                "examples": result.examples,
                "with_faults": result.with_faults,
                "finds": len(result.finds),
                "seconds": result.seconds,
            }
            for path, result in merged.left
        ],
        "missing": [str(shard) for shard in merged.missing],
        "unfinished": [str(shard) for shard in merged.unfinished],
        "is_complete": merged.is_whole and all(each.result.is_complete for each in merged.left),
        "examples": merged.examples,
        "with_faults": merged.with_faults,
        "finds": found,
        "coverage": _explored.coverage(merged.acted),
    }


def _print(merged: "Merged", found: list[FoundByShards]) -> None:
    from cs_simulator.testing.explore.finds import yaml_of

    for number, find in enumerate(found, 1):
        by = ", ".join(find["shards"])
        without = "" if find["scenario"] else "it breaks without any fault: "
        echo(as_line(f"find {number}, by {by}: {without}{find['reason']}"))
        if not find["is_certain"]:
            echo(_explored.UNCERTAIN)
        if find["scenario"]:
            echo(as_line(f"  saved: {find['file']}"))
            echo(_explored.indented("scenario:", yaml_of(find["scenario"]).splitlines()))
    for shard in merged.missing:
        echo(f"shard {shard} is missing")
    for shard in merged.unfinished:
        echo(f"shard {shard} did not come to its end; the same command line goes on from there")
    for left in merged.left:
        if left.result.has_ended and left.result.planned and not left.result.is_complete:
            echo(f"shard {left.result.shard} ended before all of its examples were run")
    counted = _explored.counted(merged.examples, len(found), merged.acted)
    echo(f"{len(merged.left)} of {merged.count} shards: {counted}")
