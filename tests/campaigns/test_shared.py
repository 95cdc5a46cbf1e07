"""The campaign ``shared`` fails where the proxy leads calls to a replica that is not their own."""

import pytest

from tests.campaigns import shared
from tests.campaigns.campaign import Run
from tests.support.haproxy import require_haproxy


def taking_turns(text):
    """The configuration with replicas that take turns, whoever calls."""
    return text.replace("balance hash var(txn.tenant)", "balance roundrobin")


def trying_others(text):
    """The configuration with other replicas tried where one is away."""
    return text.replace("no option redispatch", "option redispatch 1")


@pytest.mark.parametrize("configured", [taking_turns, trying_others])
async def test_a_wrong_configuration_of_the_proxy_is_found(configured, tmp_path):
    require_haproxy()
    with pytest.raises(AssertionError):
        await shared.run(Run(amount=6, total=6, seed=1, folder=tmp_path), configured)
