"""Clients with planted bugs, and the same ones without, under scenarios that nobody chose.

Every bug is found and shrunk to one rule or two; the right clients survive. The figures stand in
``tests/planted_bugs/README.md``; the tests of that folder are the short form.
"""

import asyncio
import json
import re
from collections.abc import Mapping
from pathlib import Path

from tests.campaigns.campaign import Campaign, Figures, Run
from tests.planted_bugs.bugs import BUGS
from tests.planted_bugs.exploring import Shown, explore

MOST = 300
"""The most scenarios until a bug is found."""
_TABLE = "table.json"
_ID = re.compile(r"c[0-9a-f]{32}")


async def explore_all(run: Run) -> Figures:
    found, survived, rows = [], 0, []
    for bug in BUGS:
        careless = (await asyncio.to_thread(explore, "careless", MOST, [bug]))[bug.title]
        assert careless.examples, f"{bug.title}: {careless.reason or 'not found'}"
        assert 1 <= len(careless.rules) <= 2, f"{bug.title}: {careless.rules}"
        careful = (await asyncio.to_thread(explore, "careful", run.amount, [bug]))[bug.title]
        assert not careful.reason, f"{bug.title}: {careful.reason}\n{careful.rules}"
        found.append(careless.examples)
        survived += run.amount
        rows.append(row(bug.title, bug.module, careless, careful))
    (run.folder / _TABLE).write_text(json.dumps(rows))
    return {
        "clients": 2 * len(BUGS),
        "examples until a bug was found and shrunk": f"{min(found)} to {max(found)}",
        "survived by the right clients": survived,
    }


def row(title: str, module: str, careless: Shown, careful: Shown) -> str:
    """The row of a bug in the table."""
    kinds = " and ".join(f"`{kind}`" for kind in careless.kinds)
    raised, _, said = careless.reason.partition(": ")
    # An exception of the client says by its name what it gave up for.
    reason = said if raised == "FoundError" else f"it gave up: {raised.rpartition('.')[2]}"
    shown = _ID.sub("c…", reason).replace("|", "\\|")
    return (
        f"| [{title}]({module}.py) | {careless.examples} | {careless.seconds:.1f} | {kinds}"
        f" | {shown} | {careful.seconds:.0f} |"
    )


def table(folder: Path) -> Mapping[str, str]:
    """The measured part of the README of the clients."""
    columns = (
        *("bug", "examples, with shrinking", "seconds", "faults of the smallest one"),
        *("what is found", "seconds of the right client"),
    )
    head = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    return {"planted-bugs": "\n".join([*head, *json.loads((folder / _TABLE).read_text())])}


CAMPAIGN = Campaign(
    name="planted_bugs",
    proves="what `cs_explore` is asked to find it finds, and no careful client is accused",
    unit="examples for each right client",
    amount=300,
    short=0,
    run=explore_all,
    regions=table,
    alone="Hypothesis draws the same in every run of it",
)
