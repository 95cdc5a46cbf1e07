"""What the markers of a test say about its tenant."""

from pathlib import Path
from typing import Any

import pytest


def scenario_of(
    request: pytest.FixtureRequest, marker: pytest.Mark, seed: int | None
) -> dict[str, Any]:
    """The options of a tenant under the scenario that the marker names.

    Its seed is that of the marker, else that of the run, else the scenario's own.
    """
    from cs_simulator.domain.errors import UsageError
    from cs_simulator.testing.scenarios import tenant_options

    (name,) = marker.args
    try:
        return tenant_options(name, Path(request.node.path).parent, marker.kwargs.get("seed", seed))
    except (UsageError, ValueError) as error:
        raise pytest.UsageError(f"cs_scenario: {error}") from None
