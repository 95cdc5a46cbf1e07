"""The shards of a search put together: equal finds are one, and what is missing is known.

Two finds are equal if they break the command in the same way and their scenarios are the same in
rules, timeline, fixtures and durations. Names, seeds, comments and recorded scripts do not matter,
nor does the order in which the results are given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from cs_simulator.domain.errors import UsageError
from cs_simulator.testing.explore import finds, saved, shard_result
from cs_simulator.testing.explore.coverage import Acted
from cs_simulator.testing.explore.shard_result import ShardFind, ShardResult
from cs_simulator.testing.explore.shards import Shard

_SAME = ("fixtures", "durations", "rules", "timeline")
_DIGITS = 8
_OPTIONS = {
    "words": "the command",
    "expectations": "what is expected",
    "base": "--from",
    "version": "the version of cs-simulator",
}


class Left(NamedTuple):
    """What a shard has left."""

    path: Path
    """The file of its result."""
    result: ShardResult


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFind:
    """A scenario that breaks the command, found by one shard or by several."""

    name: str
    """Other finds have other names; empty for the run without any fault."""
    kind: str
    reason: str
    is_certain: bool
    """Whether it broke the command again for any of the shards."""
    shards: tuple[Shard, ...]
    file: Path | None
    """The file of the first of these shards."""
    scenario: Mapping[str, Any] | None

    def save(self, folder: Path) -> Path | None:
        """Write it into a folder; returns the file, or nothing for a run without any fault."""
        if self.scenario is None:
            return None
        which = ", ".join(map(str, self.shards))
        comment = (
            f"Found by cs-simulator explore, shards {which}. To run a command under it once more:\n"
            "cs-simulator explore --only FILE -- COMMAND"
        )
        text = finds.text_of(finds.renamed(self.scenario, self.name), [comment])
        return finds.save(folder, self.name, text)


@dataclass(frozen=True, kw_only=True)
class Merged:
    """A search whose shards were put together."""

    count: int
    """How many shards there are, those included that are missing."""
    left: tuple[Left, ...]
    """In the order of the shards, one of each."""
    finds: tuple[MergedFind, ...]

    @cached_property
    def missing(self) -> tuple[Shard, ...]:
        """The shards that have left nothing."""
        known = {each.result.index for each in self.left}
        return tuple(Shard(n, self.count) for n in range(1, self.count + 1) if n not in known)

    @cached_property
    def unfinished(self) -> tuple[Shard, ...]:
        """The shards that have not come to their end."""
        return tuple(each.result.shard for each in self.left if not each.result.has_ended)

    @property
    def is_whole(self) -> bool:
        """Whether each shard has come to its end."""
        return not self.missing and not self.unfinished

    @property
    def examples(self) -> int:
        """How often the command was run."""
        return sum(each.result.examples for each in self.left)

    @property
    def with_faults(self) -> int:
        """In how many of these a fault acted."""
        return sum(each.result.with_faults for each in self.left)

    @cached_property
    def acted(self) -> frozenset[Acted]:
        """What acted in all shards together."""
        return frozenset(Acted(*seen) for each in self.left for seen in each.result.acted)

    def refuse_idle(self) -> None:
        """Raise ``UsageError`` if all shards together say nothing about faults."""
        if self.with_faults or self.finds or not self.is_whole:
            return
        called = sorted({name for each in self.left for name in each.result.called})
        calls = ", ".join(called) or "nothing that is known"
        raise UsageError(
            f"no fault has acted in {self.examples} examples of {self.count} shards: the command"
            f" calls {calls}",
            advice="name operations among these with --operations, other --kinds, or more"
            " --examples",
        )


def read(folders: Iterable[Path]) -> list[Left]:
    """The results in folders and below them; raises ``UsageError`` where there is none."""
    paths: dict[Path, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise UsageError("there is no such folder", subject=str(folder))
        found = list(shard_result.files_in(folder))
        if not found:
            cause = f"there is no result of a shard in it ({shard_result.NAME})"
            advice = "give folders that explore --shard has saved in"
            raise UsageError(cause, subject=str(folder), advice=advice)
        paths |= {path.resolve(): path for path in found}
    return [Left(path, shard_result.read(path)) for path in paths.values()]


def merge(left: Sequence[Left]) -> Merged:
    """The shards of one search, put together.

    Raises ``UsageError`` for shards of different searches, for two results of a shard that do not
    agree, and for finds that are not there, and ``UnusableFileError`` for a find that is damaged.
    """
    ordered = sorted(left, key=lambda each: (each.result.shard, str(each.path)))
    _refuse_others(ordered)
    by_index: dict[int, list[Left]] = {}
    for each in ordered:
        by_index.setdefault(each.result.index, []).append(each)
    chosen = tuple(map(_one, by_index.values()))
    found: dict[str, MergedFind] = {}
    for each in chosen:
        for find in each.result.finds:
            key, made = _merged(each, find)
            found[key] = _both(found[key], made) if key in found else made
    return Merged(
        count=chosen[0].result.count,
        left=chosen,
        finds=tuple(found[key] for key in sorted(found, key=lambda each: (found[each].name, each))),
    )


def _refuse_others(ordered: Sequence[Left]) -> None:
    first, *others = ordered
    for other in others:
        names = {*first.result.settings, *other.result.settings}
        differing = [
            _OPTIONS.get(name, f"--{name}")
            for name in sorted(names)
            if first.result.settings.get(name) != other.result.settings.get(name)
        ]
        if first.result.count != other.result.count:
            differing.insert(0, "the number of shards")
        if differing:
            raise UsageError(
                f"it is of another search than {first.path}: {', '.join(differing)} differ",
                subject=str(other.path),
                advice="give the shards of one search at a time",
            )


def _one(same: list[Left]) -> Left:
    """The result of a shard of which there may be several copies: one that has come to its end."""
    ended = [each for each in same if each.result.has_ended]
    if not ended:
        return max(same, key=lambda each: each.result.examples)
    first, *others = ended
    for other in others:
        if replace(other.result, seconds=first.result.seconds) != first.result:
            raise UsageError(
                f"it differs from {first.path}, which is of shard {first.result.shard}, too",
                subject=str(other.path),
                advice="leave one of them out",
            )
    return first


def _merged(left: Left, find: ShardFind) -> tuple[str, MergedFind]:
    """A find of a shard, with what all finds share that are equal to it."""
    path = left.path.with_name(find.file) if find.file is not None else None
    if path is not None and not path.is_file():
        cause = f"there is no such file, but {left.path} names it as a find"
        raise UsageError(cause, subject=str(path))
    scenario = finds.load(path) if path else None
    key = key_of(find.kind, scenario)
    called = scenario["metadata"]["name"] if scenario else ""
    made = MergedFind(
        name=finds.numbered(called, key[:_DIGITS]) if scenario else "",
        kind=find.kind,
        reason=find.reason,
        is_certain=find.is_certain,
        shards=(left.result.shard,),
        file=path,
        scenario=scenario,
    )
    return key, made


def key_of(kind: str, scenario: Mapping[str, Any] | None) -> str:
    """A key that two finds share if they are equal."""
    if scenario is None:
        return saved.key_of({"kind": kind})
    parts = {name: scenario[name] for name in _SAME if scenario.get(name)}
    rules = [{part: rule[part] for part in rule if part != "id"} for rule in parts.get("rules", ())]
    return saved.key_of({"kind": kind, **parts, "rules": rules})


def _both(first: MergedFind, other: MergedFind) -> MergedFind:
    """Two equal finds as one, of which the first shard says the rest."""
    return replace(
        first,
        shards=(*first.shards, *other.shards),
        is_certain=first.is_certain or other.is_certain,
    )
