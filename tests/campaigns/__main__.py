"""Run campaigns: ``python -m tests.campaigns NAME…``, or ``all``; without a name, list them.

``--write`` puts the figures into the table of ``tests/README.md``, and leaves its other rows.
With ``--shard 3/8`` a run is one of eight on as many machines; ``--figures FOLDER`` keeps what it
counted, and ``--add FOLDER`` adds up what was collected of all of them.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from cs_simulator.domain.errors import UsageError
from cs_simulator.testing.explore.shards import WHOLE, Shard

from tests.campaigns.added import AddingError, Part, add, collected
from tests.campaigns.campaign import Campaign, Figures, all_campaigns, run
from tests.docs import pages
from tests.support.cluster_kinds import TYPES, creating

HEAD = ["| campaign | proves | figures |", "|---|---|---|"]


def row(campaign: Campaign, figures: Figures, seconds: float) -> str:
    counted = ", ".join(f"{name}: {_text(value)}" for name, value in figures.items())
    return f"| `{campaign.name}` | {campaign.proves} | {counted} ({seconds:.0f} s) |"


def _text(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def put(rows: list[str]) -> None:
    """Put rows into the table of the README, in place of those of the same campaigns."""
    written = pages.region("campaigns").splitlines()[len(HEAD) :]
    by_name = {line.split("|")[1]: line for line in [*written, *rows]}
    pages.write("campaigns", "\n".join([*HEAD, *(by_name[name] for name in sorted(by_name))]))


def _all_here(known: Mapping[str, Campaign], shard: Shard | None) -> list[str]:
    """The names of all campaigns but those that cannot be run so, or not here, which it says."""
    left = {
        name: f"this needs {missing}"
        for name, campaign in known.items()
        if (missing := campaign.missing())
    }
    if shard and not shard.is_whole:
        left |= {name: campaign.alone for name, campaign in known.items() if campaign.alone}
    for name, why in left.items():
        print(f"{name}: left out, {why}")
    return [name for name in known if name not in left]


def _parser(known: Mapping[str, Campaign]) -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m tests.campaigns", description=__doc__)
    options.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(known)}, or all")
    options.add_argument("--amount", type=int, help="how many, in place of the campaign's own")
    options.add_argument("--seed", type=int, default=1, help="1 by default")
    options.add_argument("--type", choices=TYPES, default="swarm", help="of the clusters")
    options.add_argument("--folder", type=Path, help="keep what is written in this folder")
    options.add_argument("--shard", metavar="I/N", help="be one of N shards, counted from 1")
    options.add_argument("--figures", type=Path, help="keep a shard's figures in this folder")
    options.add_argument("--add", type=Path, nargs="+", metavar="FOLDER", help="add figures up")
    options.add_argument("--write", action="store_true", help="put figures into the READMEs")
    return options


def main() -> int:
    known = all_campaigns()
    options = _parser(known)
    chosen = options.parse_args()
    try:
        chosen.shard = Shard.of(chosen.shard) if chosen.shard is not None else None
        if chosen.add:
            return _add(chosen, known)
        names = _all_here(known, chosen.shard) if chosen.names == ["all"] else chosen.names
        _refuse(names, known, chosen)
    except (UsageError, AddingError) as problem:
        options.error(str(problem))
    if not names:
        for campaign in known.values():
            print(f"{campaign.name}: {campaign.proves} ({campaign.amount:,} {campaign.unit})")
    rows = [done for name in names if (done := perform(known[name], chosen))]
    if chosen.write and rows:
        put(rows)
    return 1 if len(rows) < len(names) else 0


def _refuse(names: list[str], known: Mapping[str, Campaign], chosen: argparse.Namespace) -> None:
    """Raise ``UsageError`` for a campaign that there is not, or a shard that cannot be run."""
    for name in names:
        if name not in known:
            raise UsageError(f"there is no campaign {name!r}; there are {', '.join(known)}")
        if why := _refused(known[name], chosen):
            raise UsageError(why)


def _refused(campaign: Campaign, chosen: argparse.Namespace) -> str:
    """Why a shard of a campaign cannot be run; empty if it can, or if all of it is asked for."""
    shard, amount = chosen.shard, chosen.amount or campaign.amount
    if shard is None:
        return "--figures is for shards: give --shard, too" if chosen.figures else ""
    if chosen.write:
        return "--write: a shard is no whole campaign; keep its --figures, and --add all of them"
    if campaign.alone and not shard.is_whole:
        return f"--shard {shard}: {campaign.name} cannot be divided: {campaign.alone}"
    if amount < shard.count:
        return f"--shard {shard}: {campaign.name} has only {amount} {campaign.unit}"
    return ""


def _add(chosen: argparse.Namespace, known: Mapping[str, Campaign]) -> int:
    """Add up the figures of shards, and print a row for each campaign."""
    if chosen.names or chosen.shard or chosen.figures:
        raise AddingError("--add takes folders only, and --write")
    rows = []
    for name, parts in sorted(collected(chosen.add).items()):
        if name not in known:
            raise AddingError(f"there is no campaign {name!r}")
        rows.append(row(known[name], *add(known[name], parts)))
        print(rows[-1])
    if chosen.write:
        put(rows)
    return 0


def perform(campaign: Campaign, chosen: argparse.Namespace) -> str:
    """Run a campaign and print its row of figures; returns that, or nothing if it fails."""
    amount, shard = chosen.amount or campaign.amount, chosen.shard or WHOLE
    with tempfile.TemporaryDirectory() as temporary:
        folder = (chosen.folder or Path(temporary)) / campaign.name
        folder.mkdir(parents=True)
        started = time.monotonic()
        try:
            with creating(chosen.type):
                figures = asyncio.run(run(campaign, amount, chosen.seed, folder, shard))
        except AssertionError as problem:
            again = f"--amount {amount} --seed {chosen.seed}"
            again += f" --shard {shard}" if chosen.shard else ""
            print(f"{campaign.name}: FAILED with {again}\n{problem}")
            return ""
        seconds = time.monotonic() - started
        printed = row(campaign, figures, seconds)
        print(printed, flush=True)
        if chosen.figures:
            Part(
                campaign=campaign.name,
                total=amount,
                seed=chosen.seed,
                type=chosen.type,
                index=shard.index,
                count=shard.count,
                seconds=seconds,
                figures=figures,
            ).write(chosen.figures)
        if chosen.write:
            for region, text in campaign.regions(folder).items():
                pages.write(region, text)
        return printed


if __name__ == "__main__":
    sys.exit(main())
