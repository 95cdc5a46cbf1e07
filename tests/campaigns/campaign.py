"""What a campaign is: something that is done many times over and must never go wrong."""

import importlib
import json
import pkgutil
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from cs_simulator.testing.explore.shards import WHOLE, Shard

from tests import campaigns

Case = TypeVar("Case")

Figures = Mapping[str, int | float | str]
"""What a run counted, by name; printed and written into ``tests/README.md``."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one run of a campaign is given."""

    amount: int
    """How many times the thing is done; each campaign says what its unit is."""
    seed: int
    """Everything random derives from it: the same amount and seed repeat a failure."""
    folder: Path
    """An empty folder for everything that the run writes; it is searched for secrets afterwards."""
    total: int
    """How many times the thing is done by all shards together."""
    shard: Shard = WHOLE
    """Which part of the campaign it is; amount and seed are those of the part."""

    def mine(self, cases: Sequence[Case]) -> Sequence[Case]:
        """Its own ones of cases that are not drawn, but the same in each shard."""
        return cases[self.shard.index - 1 :: self.shard.count]


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """A long proof.

    *run* returns figures, and raises ``AssertionError`` with what it found where something is
    wrong; the message must be enough to repeat it.
    """

    name: str
    proves: str
    """What holds if it passes, in one line."""
    unit: str
    """What *amount* counts, such as ``kills``."""
    amount: int
    """How many in full."""
    short: int
    """How many in the test run: some seconds; 0 where other tests are its short form."""
    run: Callable[[Run], Awaitable[Figures]]
    regions: Callable[[Path], Mapping[str, str]] = lambda _folder: {}
    """Takes the folder of a run; returns parts of READMEs by name, besides the row of figures."""
    greatest: tuple[str, ...] = ()
    """Figures of which that of the greatest shard counts; all others are added up."""
    distinct: tuple[str, ...] = ()
    """Figures that count different things: shards may have met the same ones."""
    alone: str = ""
    """Why it cannot be divided among shards; empty if it can."""
    missing: Callable[[], str] = str
    """What this machine lacks for a short run, or empty: the test run leaves the campaign out."""


def all_campaigns() -> dict[str, Campaign]:
    """Every campaign by name: one for each module of this folder that has a ``CAMPAIGN``."""
    names = sorted(module.name for module in pkgutil.iter_modules(campaigns.__path__))
    modules = [
        importlib.import_module(f"tests.campaigns.{name}")
        for name in names
        if not name.startswith(("test_", "__"))
    ]
    found = [module.CAMPAIGN for module in modules if hasattr(module, "CAMPAIGN")]
    return {campaign.name: campaign for campaign in found}


async def run(
    campaign: Campaign, total: int, seed: int, folder: Path, shard: Shard = WHOLE
) -> Figures:
    """Run a campaign, or a shard of it.

    Raises ``AssertionError`` if it fails or wrote a secret into *folder*.
    """
    amount = shard.share(total)
    given = Run(amount=amount, seed=shard.seed_of(seed), folder=folder, total=total, shard=shard)
    figures = await campaign.run(given)
    leaks = list(secrets_in(folder))
    assert not leaks, f"secrets in files: {leaks}"
    return {campaign.unit: amount, **figures}


SECRETS = {
    "password": "Camp4ign-Passw0rd",
    "access key secret": "CampaignAccessKeySecretZ9",
    "control token": "campaign-control-token-Q7",
}
"""The secrets that campaigns use, and no others, so that their files can be searched for them."""


def secrets_in(folder: Path) -> Iterator[str]:
    """Every secret that stands in a file of the folder, with the file."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            for kind, secret in SECRETS.items():
                # As it is, and as it may stand inside of JSON, a URL or a header.
                if secret.encode() in content or json.dumps(secret)[1:-1].encode() in content:
                    yield f"{kind} in {path.relative_to(folder)}"
