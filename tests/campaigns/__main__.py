"""Run campaigns: ``python -m tests.campaigns NAME…``, or ``all``; without a name, list them.

``--write`` puts the figures into the table of ``tests/README.md``, and leaves its other rows.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

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


def _all_here(known: Mapping[str, Campaign]) -> list[str]:
    """The names of all campaigns but those that lack something on this machine, which it says."""
    for name, campaign in known.items():
        if missing := campaign.missing():
            print(f"{name}: left out, this needs {missing}")
    return [name for name, campaign in known.items() if not campaign.missing()]


def main() -> int:
    known = all_campaigns()
    options = argparse.ArgumentParser(prog="python -m tests.campaigns", description=__doc__)
    options.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(known)}, or all")
    options.add_argument("--amount", type=int, help="how many, in place of the campaign's own")
    options.add_argument("--seed", type=int, default=1, help="1 by default")
    options.add_argument("--type", choices=TYPES, default="swarm", help="of the clusters")
    options.add_argument("--folder", type=Path, help="keep what is written in this folder")
    options.add_argument("--write", action="store_true", help="put figures into the READMEs")
    chosen = options.parse_args()
    names = _all_here(known) if chosen.names == ["all"] else chosen.names
    for name in names:
        if name not in known:
            options.error(f"there is no campaign {name!r}; there are {', '.join(known)}")
    if not names:
        for campaign in known.values():
            print(f"{campaign.name}: {campaign.proves} ({campaign.amount:,} {campaign.unit})")
    rows = [done for name in names if (done := perform(known[name], chosen))]
    if chosen.write and rows:
        put(rows)
    return 1 if len(rows) < len(names) else 0


def perform(campaign: Campaign, chosen: argparse.Namespace) -> str:
    """Run a campaign and print its row of figures; returns that, or nothing if it fails."""
    amount = chosen.amount or campaign.amount
    with tempfile.TemporaryDirectory() as temporary:
        folder = (chosen.folder or Path(temporary)) / campaign.name
        folder.mkdir(parents=True)
        started = time.monotonic()
        try:
            with creating(chosen.type):
                figures = asyncio.run(run(campaign, amount, chosen.seed, folder))
        except AssertionError as problem:
            print(f"{campaign.name}: FAILED with --amount {amount} --seed {chosen.seed}\n{problem}")
            return ""
        printed = row(campaign, figures, time.monotonic() - started)
        print(printed, flush=True)
        if chosen.write:
            for region, text in campaign.regions(folder).items():
                pages.write(region, text)
        return printed


if __name__ == "__main__":
    sys.exit(main())
