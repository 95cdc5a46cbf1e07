"""``kill -9`` at any moment: what was answered is there, what was not is there whole or not at all.

A real process works on a real file for tenants under all four clocks, with a scenario in force.
Eight connections create and delete clusters, make and revoke tokens, move and read clocks, reset
tenants, save, load and fork snapshots, and make and delete tenants. The end comes after a number of
requests sent and answered, drawn from a fixed seed, so that requests are under way when it comes.

No life takes back what another one has shown: no request id is given twice, no time goes back, no
token is active again, no answered write is missing in the journal.
"""

import asyncio
import random

from tests.campaigns.campaign import Campaign, Figures, Run
from tests.campaigns.killing import checks, work
from tests.campaigns.killing.checks import MOST_MISSING
from tests.campaigns.killing.life import simulator
from tests.campaigns.killing.story import Ledger

BESIDE = 8  # processes at the same time, each on a file of its own
WORKERS = 2  # for each tenant that stays
BUSIEST = 120  # requests sent and answered before the latest kill
MOST_TURNS = 60  # of the event loop between the last of them and the kill


async def run(given: Run) -> Figures:
    """Kill processes again and again, several at the same time, and look at what is left."""
    beside = min(BESIDE, max(given.amount // 10, 1))
    shares = [given.amount // beside + (number < given.amount % beside) for number in range(beside)]
    counts = await asyncio.gather(
        *[kill(given, number, share) for number, share in enumerate(shares)]
    )
    assert sum(one["creations answered"] for one in counts) > given.amount, "they were not busy"
    most = {MOST_MISSING: max(one.pop(MOST_MISSING) for one in counts)}
    total = {what: sum(one.get(what, 0) for one in counts) for what in sorted(counts[0])}
    return {**total, **most, "acknowledged and lost": 0}


async def be_busy(life, ledger, chance):
    """Let all workers work until the process is killed; one of the tenants is only read."""
    quiet = chance.choice([None, *ledger.tenants])
    await asyncio.gather(
        *[
            work.be_busy(life, ledger, chance, tenant, only_reads=tenant is quiet)
            for tenant in ledger.tenants
            for _ in range(WORKERS)
        ]
    )


async def kill(given, number, amount):
    """Kill the processes that work on one file; returns what was counted."""
    file, copy = given.folder / f"state-{number}.db", given.folder / f"copy-{number}.db"
    ledger, chance = Ledger(), random.Random(given.seed * 1000 + number)

    async with simulator(file) as life:
        await work.make_tenants(life, ledger)
    for _ in range(amount):
        with checks.copied(file, copy) as database:
            checks.check_file(database)
            async with simulator(file) as life:
                await checks.check_answers(life, ledger, database)
                life.end_after(chance.randint(2, BUSIEST), turns=chance.randint(0, MOST_TURNS))
                await be_busy(life, ledger, chance)

    with checks.copied(file, copy) as database:
        checks.check_file(database)
        async with simulator(file) as life:
            await checks.check_answers(life, ledger, database)
            await checks.check_end(life, ledger)
    return ledger.counts


CAMPAIGN = Campaign(
    name="kills",
    proves=(
        "`kill -9` at any moment, under all four clocks and a scenario, with snapshots, resets and"
        " deletions under way, loses, halves and takes back nothing that was answered"
    ),
    unit="kills",
    amount=1000,
    short=3,
    run=run,
    greatest=(MOST_MISSING,),
)
