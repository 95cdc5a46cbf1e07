"""The figures of the shards of a campaign: kept in files, collected, and added up."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cs_simulator.testing.explore.shards import Shard

from tests.campaigns.campaign import Campaign, Figures


class AddingError(Exception):
    """Files of figures that cannot be added up, with the reason in one line."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one shard of a campaign has counted."""

    campaign: str
    total: int
    """The amount of all shards together."""
    seed: int
    """That of the campaign, not the shard's own."""
    type: str
    """Of the clusters."""
    index: int
    count: int
    seconds: float
    figures: Figures

    def write(self, folder: Path) -> Path:
        """Write it to a file of its own in a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.campaign}-{Shard(self.index, self.count).folder}.json"
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")
        return path


def read(path: Path) -> Part:
    """The figures in a file; raises :class:`AddingError` for a file that is none."""
    try:
        return Part(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError) as problem:
        raise AddingError(f"{path}: no figures of a shard: {problem}") from None


def collected(folders: list[Path]) -> dict[str, list[Part]]:
    """The parts in folders and below them, by the names of their campaigns.

    Raises :class:`AddingError` where there is none.
    """
    parts: dict[str, list[Part]] = {}
    for folder in folders:
        paths = sorted(folder.rglob("*-shard-*-of-*.json"))
        if not paths:
            raise AddingError(f"{folder}: there are no figures of shards in it")
        for part in map(read, paths):
            parts.setdefault(part.campaign, []).append(part)
    return parts


def add(campaign: Campaign, parts: list[Part]) -> tuple[Figures, float]:
    """The figures of all shards, and their seconds in all.

    Raises :class:`AddingError` if a shard is missing, is there twice and differs, or is of another
    run of the campaign.
    """
    by_index: dict[int, Part] = {}
    for part in parts:
        if _run_of(part) != _run_of(parts[0]):
            differing = f"{_run_of(parts[0])} and {_run_of(part)}"
            raise AddingError(f"{campaign.name}: shards of different runs: {differing}")
        if by_index.setdefault(part.index, part) != part:
            raise AddingError(f"{campaign.name}: two results of shard {part.index}/{part.count}")
    count = parts[0].count
    if missing := [f"{n}/{count}" for n in range(1, count + 1) if n not in by_index]:
        raise AddingError(f"{campaign.name}: no figures of shard {', '.join(missing)}")
    ordered = [by_index[index].figures for index in sorted(by_index)]
    names = dict.fromkeys(name for figures in ordered for name in figures)
    figures = {name: _added(campaign, name, ordered) for name in names}
    return figures, sum(part.seconds for part in by_index.values())


def _run_of(part: Part) -> Mapping[str, Any]:
    return {name: getattr(part, name) for name in ("total", "seed", "type", "count")}


def _added(campaign: Campaign, name: str, ordered: list[Figures]) -> int | float | str:
    """One figure of all shards."""
    values = [figures.get(name, 0) for figures in ordered]
    numbers = [value for value in values if isinstance(value, int | float)]
    if len(numbers) < len(values):
        raise AddingError(f"{campaign.name}: {name} is no number that could be added")
    if name in campaign.distinct:
        return f"at least {max(numbers):,}"
    return max(numbers) if name in campaign.greatest else sum(numbers)
