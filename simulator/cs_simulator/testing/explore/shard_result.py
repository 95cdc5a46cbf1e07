"""What one shard of a search leaves beside its finds, so that all shards can be put together."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cs_simulator.domain.errors import UsageError
from cs_simulator.testing.explore import saved
from cs_simulator.testing.explore.shards import Shard

if TYPE_CHECKING:
    from cs_simulator.testing.explore.search_status import Status

NAME = "shard.json"
_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardFind:
    """A scenario that breaks the command."""

    file: str | None
    """The name of its file, which is beside the result; null for the run without any fault."""
    kind: str
    reason: str
    is_certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardResult:
    """How far a shard came, and what it has found."""

    version: int = _VERSION
    index: int
    count: int
    settings: Mapping[str, str]
    """Of each setting that decides what is found a key, by its name: it is the same in all shards
    of a search. The settings themselves are not here: a command may have secrets in it."""
    has_ended: bool
    """Whether it came to its end: after all of its examples, or after the seconds that it had."""
    is_complete: bool
    """Whether all of its examples were run."""
    planned: int | None
    """Its examples; null if it was to go on for some seconds."""
    examples: int
    """How often the command was run."""
    with_faults: int
    seconds: float
    finds: tuple[ShardFind, ...]
    acted: tuple[tuple[str, str, str], ...]
    """The triples of state, place and kind that were seen, in order."""
    called: tuple[str, ...]
    """The operations that the command has called, in order."""

    @property
    def shard(self) -> Shard:
        """Which shard it is."""
        return Shard(self.index, self.count)


def result_of(
    shard: Shard,
    settings: Mapping[str, str],
    status: "Status",
    *,
    planned: int | None,
    seconds: float,
    has_ended: bool,
) -> ShardResult:
    """The result of a search as far as it has come."""
    finds = [
        ShardFind(
            file=found.file.name,
            kind=found.finding.kind,
            reason=found.finding.reason,
            is_certain=found.is_certain,
        )
        for found in status.found
    ]
    if status.failed_without_faults:
        finding, _ = status.failed_without_faults
        finds.append(
            ShardFind(file=None, kind=finding.kind, reason=finding.reason, is_certain=True)
        )
    return ShardResult(
        index=shard.index,
        count=shard.count,
        settings=settings,
        has_ended=has_ended,
        is_complete=status.is_complete,
        planned=planned,
        examples=status.examples,
        with_faults=status.with_faults,
        seconds=round(seconds, 3),
        finds=tuple(finds),
        acted=tuple(sorted((each.state, each.place, each.kind) for each in status.acted)),
        called=tuple(sorted(status.called)),
    )


def write(folder: Path, result: ShardResult) -> None:
    """Write the result of the shard whose folder it is; raises ``UsageError`` if that fails."""
    saved.write(folder / NAME, json.dumps(asdict(result), indent=1) + "\n")


def files_in(folder: Path) -> Iterator[Path]:
    """The results in a folder and in those below it, in the order of their paths."""
    yield from sorted(path for path in folder.rglob(NAME) if path.is_file())


def read(path: Path) -> ShardResult:
    """The result in a file; raises ``UsageError`` for a file that is none."""
    try:
        written = json.loads(path.read_text("utf-8"))
        if written["version"] != _VERSION:
            raise _none(path, f"its version is {written['version']!r}, not {_VERSION}")
        result = _result(written)
    except OSError as error:
        raise UsageError(str(error.strerror), subject=str(path)) from None
    except KeyError as error:
        raise _none(path, f"it has no {error}") from None
    except (ValueError, TypeError, AttributeError):
        raise _none(path, "something else is written in it") from None
    try:
        Shard.of(str(result.shard))
    except UsageError as error:
        raise _none(path, error.cause) from None
    for find in result.finds:
        if find.file is not None and Path(find.file).name != find.file:
            raise _none(path, f"{find.file} is not the name of a file beside it")
    return result


def _result(written: Mapping[str, Any]) -> ShardResult:
    return ShardResult(
        index=int(written["index"]),
        count=int(written["count"]),
        settings={str(name): str(key) for name, key in written["settings"].items()},
        has_ended=written["has_ended"] is True,
        is_complete=written["is_complete"] is True,
        planned=None if written["planned"] is None else int(written["planned"]),
        examples=int(written["examples"]),
        with_faults=int(written["with_faults"]),
        seconds=float(written["seconds"]),
        finds=tuple(map(_find, written["finds"])),
        acted=tuple((str(state), str(at), str(kind)) for state, at, kind in written["acted"]),
        called=tuple(map(str, written["called"])),
    )


def _find(written: Mapping[str, Any]) -> ShardFind:
    return ShardFind(
        file=None if written["file"] is None else str(written["file"]),
        kind=str(written["kind"]),
        reason=str(written["reason"]),
        is_certain=written["is_certain"] is True,
    )


def _none(path: Path, why: str) -> UsageError:
    return UsageError(f"it is no result of a shard: {why}", subject=str(path))
