"""A careful client under scenarios that nobody chose: none of them breaks it."""

import re
import shutil
import sys
from pathlib import Path

from tests.campaigns.campaign import Campaign, Figures, Run
from tests.support import as_a_user

CAREFUL = Path(__file__).parents[1] / "examples" / "pytest" / "test_retry.py"
COVERED = re.compile(
    r"([\d,]+) examples, ([\d,]+) of them different; a fault acted in ([\d,]+); (\d+) combinations"
)


async def explore(run: Run) -> Figures:
    """Run the creation of the example under so many scenarios."""
    text = CAREFUL.read_text("utf-8").replace("examples=100", f"examples={run.amount}")
    (run.folder / "test_retry.py").write_text(text)
    options = ("-p", "no:cacheprovider", "-k", "by_itself", f"--hypothesis-seed={run.seed}")
    done = as_a_user.run(run.folder, sys.executable, "-m", "pytest", *options)
    assert "1 passed" in done.stdout, done.stdout + done.stderr
    covered = COVERED.search(done.stdout)
    assert covered, done.stdout
    _, different, acted, combinations = (int(each.replace(",", "")) for each in covered.groups())
    shutil.rmtree(run.folder / ".hypothesis", ignore_errors=True)
    return {"different": different, "a fault acted in": acted, "combinations": combinations}


CAMPAIGN = Campaign(
    name="explore",
    proves="a careful creation copes with every scenario that is made up: none breaks it",
    unit="examples",
    amount=1000,
    short=30,
    run=explore,
    distinct=("different", "combinations"),
)
