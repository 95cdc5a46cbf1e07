"""Stories of workloads, each played in several ways, in this process."""

import random

from tests.campaigns.campaign import Campaign, Figures, Run
from tests.support.workload_stories import STEPS
from tests.support.workload_stories.laws import PAUSES, UNDOINGS, Done, check_all

LONGEST = 25
"""How many steps a story has at most."""


async def run(given: Run) -> Figures:
    """Make up stories, and see that each ends alike."""
    steps = kills = 0
    for number in range(given.amount):
        chance = random.Random(f"{given.seed} {number}")
        parts, undone = chance.randint(2, 9), chance.choice(UNDOINGS)
        story = [
            Done(chance.choice(sorted(STEPS)), chance.randint(0, 15), chance.choice(PAUSES))
            for _ in range(chance.randint(1, LONGEST))
        ]
        check_all(story, parts, undone)
        steps += len(story)
        kills += sum(1 + (parts if each.seconds else 0) for each in story)
    return {"steps": steps, "kills": kills, "ended otherwise": 0}


CAMPAIGN = Campaign(
    name="workloads",
    proves=(
        "whatever is done to workloads and nodes, the same calls make the same objects and timers,"
        " byte for byte: with time cut, memory lost or units of work undone at any moment, too"
    ),
    unit="stories",
    amount=300,
    short=1,
    run=run,
)
