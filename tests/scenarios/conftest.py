"""A simulator under a scenario."""

import pytest

from tests.support.scenario_client import ScenarioClient


@pytest.fixture
def begin(an_api, tmp_path):
    """Start a simulator; a second start uses the database of the first."""

    async def begin(**settings):
        quotas = ("clusters=1000", "eips=1000", "slbs=1000", "security_groups=1000")
        database = str(tmp_path / "state.db")
        return ScenarioClient(await an_api(**{"db": database, "quota": quotas, **settings}))

    return begin


@pytest.fixture
async def play(begin):
    """A simulator whose time only the test moves."""
    return await begin()
